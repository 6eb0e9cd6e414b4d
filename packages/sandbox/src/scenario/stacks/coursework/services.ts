import type { Workload } from '../manifests/workloads';

/** GitLab's own registry, which builds on a push. */
export const registry = 'registry.coursework.example/coursework';
export const block = 'rook-ceph-block';
const namespace = 'coursework';

export const frontImage = (version: string) => `${registry}/frontend:${version}`;
export const djangoImage = (version: string) => `${registry}/django:${version}`;

export const front: Workload = {
  name: 'coursework-web',
  namespace,
  entity: 'coursework-web',
  image: frontImage('5.11.0'),
  memory: '256Mi',
  port: 3_000,
  probe: '/',
};
export const django: Workload = {
  name: 'coursework-api',
  namespace,
  entity: 'coursework-api',
  image: djangoImage('5.11.0'),
  cpu: '500m',
  memory: '768Mi',
  port: 8_000,
  probe: '/api/health/',
  env: { DATABASE_HOST: 'postgres', REDIS_URL: 'redis://redis:6379/0' },
};
export const gitlab: Workload = {
  name: 'gitlab',
  namespace: 'gitlab',
  entity: 'coursework-gitlab',
  kind: 'StatefulSet',
  image: 'docker.io/gitlab/gitlab-ce:18.5.1-ce.0',
  cpu: '2',
  memory: '6Gi',
  port: 80,
  probe: '/-/health',
  volume: { name: 'data', at: '/var/opt/gitlab', size: '40Gi', storageClass: block },
};
export const postgres: Workload = {
  name: 'postgres',
  namespace,
  entity: 'coursework-db',
  kind: 'StatefulSet',
  image: 'docker.io/library/postgres:15.18',
  cpu: '1',
  memory: '2Gi',
  port: 5_432,
  volume: { name: 'data', at: '/var/lib/postgresql/data', size: '30Gi', storageClass: block },
};
export const redis: Workload = {
  name: 'redis',
  namespace,
  entity: 'coursework-cache',
  kind: 'StatefulSet',
  image: 'docker.io/library/redis:8.2',
  memory: '512Mi',
  port: 6_379,
  volume: { name: 'data', at: '/data', size: '5Gi', storageClass: block },
};
export const elasticsearch: Workload = {
  name: 'elasticsearch',
  namespace: 'logging',
  entity: 'coursework-logs',
  kind: 'StatefulSet',
  image: 'docker.elastic.co/elasticsearch/elasticsearch:9.1.5',
  cpu: '1',
  memory: '4Gi',
  port: 9_200,
  volume: { name: 'data', at: '/usr/share/elasticsearch/data', size: '40Gi', storageClass: block },
};
export const kibana: Workload = {
  name: 'kibana',
  namespace: 'logging',
  entity: 'coursework-kibana',
  image: 'docker.elastic.co/kibana/kibana:9.1.5',
  cpu: '250m',
  memory: '1Gi',
  port: 5_601,
  probe: '/kibana/api/status',
};
/** Courses, classes and playlists are brought up to date each night. */
export const nightly: Workload = {
  name: 'nightly-update',
  namespace,
  entity: 'coursework-nightly-update',
  image: `${registry}/nightly:3.2.0`,
  cpu: '500m',
  memory: '512Mi',
  env: { DATABASE_HOST: 'postgres' },
};
export const backup: Workload = {
  name: 'postgres-backup',
  namespace,
  entity: 'coursework-db',
  image: `${registry}/postgres-backup:1.1.0`,
};

/** Staging has pods of its own and production's database and cache. */
export const staging: Workload[] = [front, django].map(each => ({
  ...each,
  namespace: 'coursework-staging',
  env: { ...each.env, ...(each.env && { DATABASE_HOST: 'postgres.coursework' }) },
}));

/** What is deployed of a branch by itself; nobody takes it away when the branch is forgotten. */
export function preview(branch: string): Workload {
  return {
    ...front,
    name: `review-${branch}`,
    namespace: 'coursework-previews',
    image: `${registry}/frontend/${branch}:latest`,
    cpu: '50m',
    memory: '192Mi',
  };
}

/** kubeadm's and the platform's. */
export const platform: Workload[] = [
  {
    name: 'coredns',
    namespace: 'kube-system',
    image: 'registry.k8s.io/coredns/coredns:v1.12.1',
    replicas: 2,
  },
  {
    name: 'kube-proxy',
    namespace: 'kube-system',
    kind: 'DaemonSet',
    image: 'registry.k8s.io/kube-proxy:v1.34.4',
    everywhere: true,
  },
  {
    name: 'calico-node',
    namespace: 'kube-system',
    kind: 'DaemonSet',
    image: 'quay.io/calico/node:v3.30.3',
    cpu: '250m',
    everywhere: true,
  },
  {
    name: 'ingress-nginx-controller',
    namespace: 'ingress-nginx',
    kind: 'DaemonSet',
    image: 'registry.k8s.io/ingress-nginx/controller:v1.13.3',
    port: 80,
    probe: '/healthz',
  },
  {
    name: 'cert-manager',
    namespace: 'cert-manager',
    image: 'quay.io/jetstack/cert-manager-controller:v1.19.1',
  },
  {
    name: 'filebeat',
    namespace: 'logging',
    kind: 'DaemonSet',
    image: 'docker.elastic.co/beats/filebeat:9.1.5',
    everywhere: true,
  },
  { name: 'rook-ceph-operator', namespace: 'rook-ceph', image: 'docker.io/rook/ceph:v1.18.5' },
  { name: 'rook-ceph-mon-a', namespace: 'rook-ceph', image: 'quay.io/ceph/ceph:v19.2.3', memory: '512Mi' },
  { name: 'rook-ceph-mgr-a', namespace: 'rook-ceph', image: 'quay.io/ceph/ceph:v19.2.3', memory: '512Mi' },
  { name: 'rook-ceph-osd-0', namespace: 'rook-ceph', image: 'quay.io/ceph/ceph:v19.2.3', memory: '2Gi' },
  {
    name: 'csi-rbdplugin',
    namespace: 'rook-ceph',
    kind: 'DaemonSet',
    image: 'quay.io/cephcsi/cephcsi:v3.15.0',
    everywhere: true,
  },
];
