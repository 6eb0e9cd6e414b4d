import { certManagerResources } from '../../clusters/operatorResources';
import { namespace, object } from './manifests/Manifest';
import { certificate, ingress, letsEncrypt } from './manifests/networking';
import { eksNodes } from './manifests/nodes';
import { disruptionBudget } from './manifests/scaling';
import { cronJob, type Workload, workload } from './manifests/workloads';
import type { Stack } from './Stack';
import type { StackHands } from './StackHands';

const registry = '733410562001.dkr.ecr.eu-central-1.amazonaws.com/whale';
const copies = 'arn:aws:acm:eu-central-1:733410562001:certificate';

const ui: Workload = {
  name: 'whale-ui',
  namespace: 'whale',
  entity: 'whale-ui',
  image: `${registry}/ui:0.18.2`,
  replicas: 2,
  memory: '128Mi',
  port: 8_080,
  probe: '/',
};
const api: Workload = {
  name: 'whale-api',
  namespace: 'whale',
  entity: 'whale-api',
  image: `${registry}/api:0.31.0`,
  replicas: 3,
  cpu: '250m',
  memory: '512Mi',
  port: 8_000,
  probe: '/health',
  env: {
    ALLOWED_ORIGINS: 'https://whale.example',
    DATABASE_HOST: 'whale.cluster.eu-central-1.rds.amazonaws.com',
  },
};
/** Copies certificate and key to ACM, because a balancer reads only from there, and annotates the Ingress. */
const copyToAcm: Workload = {
  name: 'acm-sync',
  namespace: 'whale',
  entity: 'whale-acm-sync',
  image: `${registry}/acm-sync:1.4.0`,
};
const platform: Workload[] = [
  {
    name: 'coredns',
    namespace: 'kube-system',
    image: 'registry.k8s.io/coredns/coredns:v1.12.1',
    replicas: 2,
  },
  {
    name: 'aws-load-balancer-controller',
    namespace: 'kube-system',
    image: 'public.ecr.aws/eks/aws-load-balancer-controller:v2.14.1',
    replicas: 2,
  },
  {
    name: 'aws-node',
    namespace: 'kube-system',
    kind: 'DaemonSet',
    image: 'public.ecr.aws/eks/amazon-k8s-cni:v1.20.3',
    cpu: '25m',
    everywhere: true,
  },
  {
    name: 'cert-manager',
    namespace: 'cert-manager',
    image: 'quay.io/jetstack/cert-manager-controller:v1.19.1',
  },
  {
    name: 'cert-manager-cainjector',
    namespace: 'cert-manager',
    image: 'quay.io/jetstack/cert-manager-cainjector:v1.19.1',
  },
  {
    name: 'cert-manager-webhook',
    namespace: 'cert-manager',
    image: 'quay.io/jetstack/cert-manager-webhook:v1.19.1',
    port: 10_250,
  },
  {
    name: 'prometheus-server',
    namespace: 'prometheus',
    kind: 'StatefulSet',
    image: 'quay.io/prometheus/prometheus:v3.7.1',
    cpu: '500m',
    memory: '2Gi',
    port: 9_090,
    probe: '/-/ready',
    volume: { name: 'storage', at: '/data', size: '50Gi', storageClass: 'gp3' },
  },
  {
    name: 'prometheus-node-exporter',
    namespace: 'prometheus',
    kind: 'DaemonSet',
    image: 'quay.io/prometheus/node-exporter:v1.9.1',
    cpu: '20m',
    memory: '32Mi',
    everywhere: true,
  },
];

const storage = object(
  'storage.k8s.io/v1',
  'StorageClass',
  { name: 'gp3', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  { provisioner: 'ebs.csi.aws.com', reclaimPolicy: 'Delete', volumeBindingMode: 'WaitForFirstConsumer' },
);

/** Each host has a balancer of its own. */
function balancer(target: Workload, host: string, copy: string) {
  return ingress({
    name: target.name,
    namespace: 'whale',
    entity: target.entity,
    className: 'alb',
    host,
    routes: [{ path: '/', service: target.name, port: target.port ?? 80 }],
    annotations: {
      'alb.ingress.kubernetes.io/certificate-arn': `${copies}/${copy}`,
      'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP":80},{"HTTPS":443}]',
      'alb.ingress.kubernetes.io/scheme': 'internet-facing',
      'alb.ingress.kubernetes.io/ssl-redirect': '443',
      'alb.ingress.kubernetes.io/target-type': 'ip',
    },
  });
}

function play(hands: StackHands): void {
  hands.apply(...eksNodes('workers', 4, 'm6i.large', 30), storage);
  hands.apply(namespace('cert-manager'), namespace('prometheus'), namespace('whale', 'whale'));
  hands.apply(...platform.flatMap(workload), letsEncrypt('letsencrypt', 'alb'));
  for (const each of [ui, api]) hands.apply(...workload(each), disruptionBudget(each));
  hands.apply(
    balancer(ui, 'whale.example', '5b0c8f5e-1f0a-4f0b-9d7b-0a6c1d2e3f40'),
    balancer(api, 'api.whale.example', 'c1d4a7b2-77f1-4b5e-8a90-6e2f4d9b1c03'),
    certificate('whale', 'whale-ui-tls', 'whale.example', 'letsencrypt'),
    certificate('whale', 'whale-api-tls', 'api.whale.example', 'letsencrypt'),
    cronJob(copyToAcm, '30 * * * *'),
  );
  hands.pass(120);
  hands.skipTo(71);
  hands.deploy('whale', 'whale-api', `${registry}/api:0.31.4`);
  hands.pass(40);
  hands.skipTo(5);
  hands.deploy('whale', 'whale-ui', `${registry}/ui:0.19.0`);
  hands.pass(40);
  hands.arrive();
}

/** A chat on EKS behind a balancer each for pages and API. */
export const whale: Stack = {
  cluster: 'eks-whale',
  ageHours: 58 * 24,
  definitions: certManagerResources,
  images: { [`${registry}/acm-sync:1.4.0`]: { outcome: 'completes', runSeconds: 6 } },
  play,
};
