import { traefikDefinitions } from './definitions';
import { labels, type Manifest, namespace, object } from './manifests/Manifest';
import { metricsServer } from './manifests/metrics';
import { node } from './manifests/nodes';
import { disruptionBudget } from './manifests/scaling';
import { type Workload, workload } from './manifests/workloads';
import type { Stack } from './Stack';
import type { StackHands } from './StackHands';

const registry = 'rg.fr-par.scw.cloud/rememberry';
const fast = 'scw-bssd';

const front: Workload = {
  name: 'rememberry-web',
  namespace: 'rememberry',
  entity: 'rememberry-web',
  image: `${registry}/web:2.7.0`,
  cpu: '250m',
  memory: '384Mi',
  port: 3_000,
  probe: '/api/health',
  env: { API_URL: 'http://rememberry-api:3001', NODE_ENV: 'production' },
};
const back: Workload = {
  name: 'rememberry-api',
  namespace: 'rememberry',
  entity: 'rememberry-api',
  image: `${registry}/api:2.7.0`,
  cpu: '250m',
  memory: '256Mi',
  port: 3_001,
  probe: '/healthz',
  env: { DATABASE_HOST: 'rememberry-db-postgresql-ha-pgpool', VAULT_ADDR: 'http://vault.vault:8200' },
};
/** The bitnami chart `postgresql-ha` under the release name `rememberry-db`. */
const postgres: Workload = {
  name: 'rememberry-db-postgresql-ha-postgresql',
  namespace: 'rememberry',
  entity: 'rememberry-db',
  kind: 'StatefulSet',
  image: 'docker.io/bitnami/postgresql-repmgr:15.18.0',
  replicas: 2,
  cpu: '500m',
  memory: '1Gi',
  port: 5_432,
  volume: { name: 'data', at: '/bitnami/postgresql', size: '20Gi', storageClass: fast },
};
const pgpool: Workload = {
  name: 'rememberry-db-postgresql-ha-pgpool',
  namespace: 'rememberry',
  entity: 'rememberry-db',
  image: 'docker.io/bitnami/pgpool:4.3.5',
  replicas: 2,
  cpu: '250m',
  memory: '256Mi',
  port: 5_432,
};
const vault: Workload = {
  name: 'vault',
  namespace: 'vault',
  entity: 'rememberry-vault',
  kind: 'StatefulSet',
  image: 'docker.io/hashicorp/vault:1.20.4',
  replicas: 3,
  cpu: '250m',
  memory: '256Mi',
  port: 8_200,
  volume: { name: 'data', at: '/vault/data', size: '10Gi', storageClass: fast },
};
const traefik: Workload = {
  name: 'traefik',
  namespace: 'traefik',
  entity: 'rememberry-traefik',
  image: 'docker.io/library/traefik:v3.5.3',
  replicas: 2,
  port: 8_000,
  probe: '/ping',
};
const platform: Workload[] = [
  {
    name: 'coredns',
    namespace: 'kube-system',
    image: 'rg.fr-par.scw.cloud/kapsule/coredns:1.12.1',
    replicas: 2,
  },
  {
    name: 'cilium',
    namespace: 'kube-system',
    kind: 'DaemonSet',
    image: 'quay.io/cilium/cilium:v1.18.2',
    everywhere: true,
  },
  { name: 'vault-agent-injector', namespace: 'vault', image: 'docker.io/hashicorp/vault-k8s:1.7.0' },
];

const machines: Manifest[] = ['7c1e', 'a94b', 'd03f'].map((end, index) => {
  const zone = `fr-par-${index + 1}`;
  return node({
    name: `scw-par-1-default-${end}`,
    type: 'PRO2-S',
    region: 'fr-par',
    zone,
    providerID: `scaleway://instance/${zone}/5d2f0c1a-${end}-4c0e-9a51-2b7c6de0${end}`,
    labels: { 'k8s.scaleway.com/pool-name': 'default' },
  });
});

const storage = object(
  'storage.k8s.io/v1',
  'StorageClass',
  { name: fast, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  { provisioner: 'csi.scaleway.com', reclaimPolicy: 'Delete', allowVolumeExpansion: true },
);

/** Traefik's own form of an Ingress: what its balancer sends where. */
const route = object(
  'traefik.io/v1alpha1',
  'IngressRoute',
  { name: 'rememberry', namespace: 'rememberry', labels: labels('rememberry', 'rememberry') },
  {
    spec: {
      entryPoints: ['websecure'],
      routes: [
        {
          kind: 'Rule',
          match: 'Host(`rememberry.example`) && PathPrefix(`/api`)',
          services: [{ name: 'rememberry-api', port: 3_001 }],
        },
        {
          kind: 'Rule',
          match: 'Host(`rememberry.example`)',
          services: [{ name: 'rememberry-web', port: 3_000 }],
        },
      ],
    },
  },
);

function play(hands: StackHands): void {
  hands.apply(...machines, storage, namespace('traefik'), namespace('vault', 'rememberry'));
  hands.apply(namespace('rememberry', 'rememberry'), ...platform.flatMap(workload), ...metricsServer());
  for (const each of [vault, postgres, pgpool, traefik, back, front]) hands.apply(...workload(each));
  for (const each of [vault, postgres, pgpool, traefik]) hands.apply(disruptionBudget(each));
  hands.apply(route);
  hands.pass(120);
  hands.skipTo(52);
  hands.deploy('rememberry', 'rememberry-api', `${registry}/api:2.8.1`);
  hands.deploy('rememberry', 'rememberry-web', `${registry}/web:2.8.1`);
  hands.pass(40);
  hands.arrive();
}

/** Flashcards on managed, highly available Kubernetes. */
export const rememberry: Stack = {
  cluster: 'scw-par-1',
  ageHours: 61 * 24,
  definitions: traefikDefinitions,
  images: {},
  play,
};
