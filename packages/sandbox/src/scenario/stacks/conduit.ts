import { karpenterDefinitions } from './definitions';
import { nodeClass, nodePool } from './manifests/karpenter';
import { namespace } from './manifests/Manifest';
import { metricsServer } from './manifests/metrics';
import { eksNodes } from './manifests/nodes';
import { autoscaler, disruptionBudget } from './manifests/scaling';
import { type Workload, workload } from './manifests/workloads';
import type { Stack } from './Stack';
import type { StackHands } from './StackHands';

const registry = 'ghcr.io/conduit';
const system = { 'eks.amazonaws.com/nodegroup': 'system' };
const general = { 'karpenter.sh/nodepool': 'general' };
const spot = { 'karpenter.sh/capacity-type': 'spot' };

const api: Workload = {
  name: 'conduit-api',
  namespace: 'conduit',
  entity: 'conduit-api',
  image: `${registry}/api:1.42.3`,
  replicas: 2,
  cpu: '1',
  memory: '512Mi',
  port: 8_080,
  probe: '/healthz',
  nodeSelector: general,
};
const web: Workload = {
  name: 'conduit-web',
  namespace: 'conduit',
  entity: 'conduit-web',
  image: `${registry}/web:1.19.0`,
  replicas: 2,
  cpu: '250m',
  memory: '256Mi',
  port: 3_000,
  probe: '/',
  nodeSelector: general,
};
/** Scaled by hand when somebody wants to see the autoscaler. */
const loadTest: Workload = {
  name: 'conduit-load-test',
  namespace: 'conduit',
  entity: 'conduit-load-test',
  image: 'docker.io/grafana/k6:1.3.0',
  replicas: 0,
  cpu: '500m',
  memory: '256Mi',
  nodeSelector: spot,
};
const apiAutoscaler = autoscaler(api, 2, 10, 70);

function controllers(namespaceName: string, image: string, names: string[]): Workload[] {
  return names.map(name => ({
    name,
    namespace: namespaceName,
    image: `${image}/${name}`,
    nodeSelector: system,
  }));
}

const platform: Workload[] = [
  {
    name: 'karpenter',
    namespace: 'kube-system',
    image: 'public.ecr.aws/karpenter/controller:1.8.1',
    replicas: 2,
    nodeSelector: system,
  },
  {
    name: 'coredns',
    namespace: 'kube-system',
    image: 'registry.k8s.io/coredns/coredns:v1.12.1',
    replicas: 2,
    nodeSelector: system,
  },
  {
    name: 'aws-node',
    namespace: 'kube-system',
    kind: 'DaemonSet',
    image: 'public.ecr.aws/eks/amazon-k8s-cni:v1.20.3',
    cpu: '25m',
    everywhere: true,
  },
  ...controllers('linkerd', 'cr.l5d.io/linkerd', [
    'linkerd-destination',
    'linkerd-identity',
    'linkerd-proxy-injector',
  ]),
  ...controllers('linkerd-viz', 'cr.l5d.io/linkerd', ['metrics-api', 'prometheus']),
  ...controllers('flux-system', 'ghcr.io/fluxcd', [
    'helm-controller',
    'image-automation-controller',
    'image-reflector-controller',
    'kustomize-controller',
    'notification-controller',
    'source-controller',
  ]),
  ...controllers('flagger-system', 'ghcr.io/fluxcd', ['flagger']),
];

function setUp(hands: StackHands): void {
  hands.apply(...eksNodes('system', 3, 'm6i.large', 20));
  for (const name of ['linkerd', 'linkerd-viz', 'flux-system', 'flagger-system'])
    hands.apply(namespace(name));
  hands.apply(
    namespace('conduit', 'conduit'),
    ...platform.flatMap(workload),
    ...metricsServer({ nodeSelector: system }),
  );
  hands.apply(nodeClass('default'));
  hands.apply(nodePool({ name: 'general', types: ['m6i.xlarge'], limits: { cpu: '8', memory: '64Gi' } }));
  hands.apply(
    nodePool({ name: 'spot', types: ['m6i.large'], limits: { cpu: '16' }, capacity: 'spot', weight: 10 }),
  );
  for (const each of [api, web, loadTest]) hands.apply(...workload(each));
  hands.apply(apiAutoscaler, disruptionBudget(api), disruptionBudget(web));
  hands.load('conduit/conduit-api', 60);
}

/** How many load testers run, in turns: nodes come for them and go again. */
const testers = [3, 0, 1, 0];
const turn = 300;

function testOn(hands: StackHands, replicas: number): void {
  const key = { resource: 'deployments.apps', namespace: 'conduit', name: loadTest.name };
  hands.change(key, { spec: { replicas } });
}

/** Today visitors came in numbers: the autoscaler went to its maximum, the pool to its limit, and some pods fit nowhere. */
function play(hands: StackHands): void {
  setUp(hands);
  hands.pass(180);
  hands.skipTo(19);
  hands.deploy('conduit', 'conduit-api', `${registry}/api:1.43.0`);
  hands.pass(60);
  hands.skipTo(0.8);
  hands.load('conduit/conduit-api', 560);
  hands.pass(240);
  hands.skipTo(0.02);
  hands.arrive();
  let turns = 0;
  hands.every(turn, () => {
    testOn(hands, testers[turns % testers.length] ?? 0);
    turns += 1;
  });
}

/** A blog on EKS with canaries: nodes by Karpenter, meshed by linkerd, brought by Flux. */
export const conduit: Stack = {
  cluster: 'eks-canary',
  ageHours: 33 * 24,
  definitions: karpenterDefinitions,
  images: {},
  play,
};
