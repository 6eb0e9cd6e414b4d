import { documented } from '../../clusters/documented';
import type { NewObject } from '../../kubernetes/types';
import { metricsServer } from '../stacks/manifests/metrics';
import { cronJob, workload as workloadOf } from '../stacks/manifests/workloads';
import { type ClusterPlan, type Manifest, namespaceManifest } from './manifests';

const region = 'eu-central-1';
const zones = ['a', 'b', 'c'];
/** From where on the nodes of a stage have their networks. */
const subnets = { production: 0, staging: 128, development: 192 };

type Workload = [name: string, namespace: string, image: string];

/** What the platform team runs beside the stack. */
function workloads({ rolloutsVersion }: ClusterPlan): Workload[] {
  return [
    ['coredns', 'kube-system', 'registry.k8s.io/coredns/coredns:v1.12.1'],
    ['argo-rollouts', 'argo-rollouts', `quay.io/argoproj/argo-rollouts:v${rolloutsVersion}`],
    ['argocd-server', 'argocd', 'quay.io/argoproj/argocd:v3.2.1'],
  ];
}

/** The nodes as the cloud brings them, over three zones, and the platform team's namespaces and workloads. */
export function platformManifests(plan: ClusterPlan): Manifest[] {
  const namespaces = ['argo-rollouts', 'argocd', 'monitoring', 'storefront', 'fulfilment'];
  return [
    ...Array.from({ length: plan.nodes }, (_, index) => node(plan, index)),
    ...namespaces.map(namespaceManifest),
    ...(plan.locked ? documented('promotion-lock.yaml') : []),
    ...workloads(plan).map(each => workload(each, plan.platformReplicas)),
    ...metricsServer({ replicas: plan.platformReplicas }),
    ...autoscaler(plan),
    ...prometheus(plan),
    backup,
  ];
}

/** Node groups may have half as many again. */
function autoscaler({ stage, nodes, platformReplicas }: ClusterPlan): Manifest[] {
  return workloadOf({
    name: 'cluster-autoscaler',
    namespace: 'kube-system',
    image: 'registry.k8s.io/autoscaling/cluster-autoscaler:v1.34.1',
    replicas: platformReplicas,
    args: [`--nodes=${nodes}:${Math.ceil(nodes * 1.5)}:${stage}`, '--expander=least-waste'],
  });
}

/** Whom analyses ask. */
function prometheus({ platformReplicas }: ClusterPlan): Manifest[] {
  return workloadOf({
    name: 'prometheus',
    namespace: 'monitoring',
    image: 'quay.io/prometheus/prometheus:v3.7.1',
    replicas: platformReplicas,
    port: 9_090,
    probe: '/-/ready',
  });
}

/** Every hour, what Argo CD is configured with goes to S3. */
export const backupImage = 'public.ecr.aws/storefront/argocd-backup:1.3.0';
const backup = cronJob({ name: 'argocd-backup', namespace: 'argocd', image: backupImage }, '20 * * * *');

function node(plan: ClusterPlan, index: number): Manifest {
  const zone = `${region}${zones[index % zones.length] ?? 'a'}`;
  const subnet = 16 * (index % zones.length) + subnets[plan.stage];
  const name = `ip-10-0-${subnet}-${20 + index * 7}.${region}.compute.internal`;
  const object: NewObject = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'node.kubernetes.io/instance-type': 'm6i.xlarge',
        'topology.kubernetes.io/region': region,
        'topology.kubernetes.io/zone': zone,
        'eks.amazonaws.com/nodegroup': plan.stage,
      },
    },
    spec: { providerID: `aws:///${zone}/i-0${(0xfeed0000 + subnet * 256 + index).toString(16)}` },
  };
  return { resource: 'nodes', object };
}

function workload([name, namespace, image]: Workload, replicas: number): Manifest {
  const labels = { 'app.kubernetes.io/name': name };
  const resources = { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } };
  return {
    resource: 'deployments.apps',
    object: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace, labels },
      spec: {
        replicas,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name, image, resources }] } },
      },
    },
  };
}
