import { karpenterDefinitions } from '../stacks/definitions';
import { nodeClass, nodePool } from '../stacks/manifests/karpenter';
import { type Manifest, namespace, object, type Tree } from '../stacks/manifests/Manifest';
import { metricsServer } from '../stacks/manifests/metrics';
import { eksNodes, node } from '../stacks/manifests/nodes';
import { autoscaler } from '../stacks/manifests/scaling';
import { type Workload, workload } from '../stacks/manifests/workloads';
import type { StackHands } from '../stacks/StackHands';
import { images, type Troubles } from './Troubles';

const place = 'machines';

interface Odd {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  spec?: Tree;
}

/** A node of no group, with something that is wrong with it. */
function odd(name: string, { labels, annotations, spec }: Odd, type = 'm6i.large'): Manifest {
  const made = node({
    name,
    type,
    region: 'eu-central-1',
    zone: 'eu-central-1a',
    providerID: `aws:///a/${name}`,
  });
  const { metadata } = made.object;
  return {
    ...made,
    object: {
      ...made.object,
      metadata: {
        ...metadata,
        labels: { ...metadata.labels, ...labels },
        ...(annotations && { annotations }),
      },
      spec: { ...made.object.spec, ...spec },
    },
  };
}

const troubled = (types: string) => ({ annotations: { 'sandbox.greenroom.example/troubles': types } });
const tainted = (key: string, effect = 'NoSchedule') => ({ spec: { taints: [{ key, effect }] } });
const machines: Manifest[] = [
  odd('silent', {}),
  odd('without-network', troubled('NetworkUnavailable')),
  odd('full-disk', troubled('DiskPressure')),
  odd('cordoned', { spec: { unschedulable: true } }),
  odd('read-only-disk', troubled('ReadonlyFilesystem')),
  odd('old', { labels: { 'eks.amazonaws.com/nodegroup-image': 'ami-0b31c5de0a7f4e210' } }),
  odd('crowded', { labels: { crowd: 'yes' }, ...tainted('crowd') }),
];

/** As the Cluster Autoscaler leaves it, which says since when in a taint, and cordons it. @param at milliseconds since the epoch */
function going(at: number): Manifest {
  const taint = (key: string, effect: string, ago: number) => ({
    key,
    value: String(Math.floor(at / 1_000) - ago),
    effect,
  });
  const taints = [
    taint('DeletionCandidateOfClusterAutoscaler', 'PreferNoSchedule', 600),
    taint('ToBeDeletedByClusterAutoscaler', 'NoSchedule', 0),
  ];
  return odd('going', { spec: { unschedulable: true, taints } });
}

function app(name: string, more: Partial<Workload> = {}): Manifest[] {
  return workload({ name, namespace: place, image: images.good, cpu: '10m', memory: '16Mi', ...more });
}

const of = (pool: string) => ({ nodeSelector: { 'karpenter.sh/nodepool': pool } });
const inGroup = (group: string) => ({ nodeSelector: { 'eks.amazonaws.com/nodegroup': group } });

/** Machines of one image. */
function classOf(name: string, image: string): Manifest {
  const spec = { amiSelectorTerms: [{ id: image }], role: 'KarpenterNodeRole' };
  return object('karpenter.k8s.aws/v1', 'EC2NodeClass', { name }, { spec });
}

function pools(hands: StackHands): void {
  hands.apply(nodeClass('default'));
  hands.apply(
    classOf('broken', 'ami-00000000bad0c0de0'),
    classOf('foreign', 'ami-0000000f04e16e000'),
    nodePool({ name: 'limited', types: ['m6i.large'], limits: { cpu: '2' } }),
    nodePool({ name: 'refused', types: ['m6i.large'], limits: { cpu: '16' }, nodeClass: 'foreign' }),
    nodePool({ name: 'lost', types: ['m6i.large'], limits: { cpu: '16' }, nodeClass: 'broken' }),
    nodePool({ name: 'unready', types: ['m6i.large'], limits: { cpu: '16' }, nodeClass: 'gone' }),
    nodePool({ name: 'coming', types: ['m6i.large'], limits: { cpu: '16' }, nodeClass: 'broken' }),
  );
  hands.apply(...app('limited', { ...of('limited'), cpu: '1500m', replicas: 2 }));
  hands.apply(...app('refused', of('refused')), ...app('lost', of('lost')));
}

function groups(hands: StackHands): void {
  hands.apply(
    ...eksNodes('at-maximum', 1, 'm6i.large', 10),
    ...eksNodes('sold-out-group', 1, 'p5.48xlarge', 11),
  );
  hands.apply(...eksNodes('unhealthy', 4, 'm6i.large', 12));
  const args = ['--nodes=1:1:at-maximum', '--nodes=1:3:sold-out-group', '--nodes=4:6:unhealthy'];
  const image = 'registry.k8s.io/autoscaling/cluster-autoscaler:v1.34.1';
  hands.apply(...workload({ name: 'cluster-autoscaler', namespace: 'kube-system', image, args }));
  hands.apply(...app('too-many', { ...inGroup('at-maximum'), cpu: '1500m', replicas: 2 }));
}

function scaled(hands: StackHands): void {
  const [maximal, flapping, off] = ['maximal', 'flapping', 'off'].map(name => ({
    name,
    namespace: place,
    image: images.good,
    cpu: '50m',
  }));
  if (!maximal || !flapping || !off) return;
  hands.apply(...workload(maximal), ...workload(flapping), ...workload({ ...off, replicas: 0 }));
  hands.apply(autoscaler(maximal, 1, 2, 50), autoscaler(off, 1, 4, 50));
  const quick = autoscaler(flapping, 1, 6, 50);
  const behavior = { scaleDown: { stabilizationWindowSeconds: 0 } };
  hands.apply({ ...quick, object: { ...quick.object, spec: { ...quick.object.spec, behavior } } });
  hands.apply(autoscaler({ name: 'not-there', namespace: place, image: '' }, 1, 4, 50));
}

function play(hands: StackHands): void {
  hands.apply(...eksNodes('usual', 2, 'm6i.2xlarge', 1), ...machines, namespace(place), ...metricsServer());
  hands.apply(going(Date.parse(hands.now())));
  hands.apply(...app('crowd', { nodeSelector: { crowd: 'yes' }, everywhere: true, replicas: 29, cpu: '1m' }));
  const here = { nodeSelector: { 'kubernetes.io/hostname': 'silent' } };
  hands.apply(...app('lost-with-its-node', here));
  hands.apply(...app('on-every-machine', { ...here, kind: 'DaemonSet', everywhere: true }));
  pools(hands);
  groups(hands);
  scaled(hands);
  hands.pass(90);
  hands.skipTo(1);
  hands.silence('silent');
  const unhealthy = eksNodes('unhealthy', 4, 'm6i.large', 12).map(
    ({ object: { metadata } }) => metadata.name ?? '',
  );
  for (const name of unhealthy) hands.silence(name);
  hands.load(`${place}/maximal`, 900);
  hands.pass(120);
  hands.skipTo(0.3);
  for (const load of [250, 20, 250, 20, 250, 20, 250]) {
    hands.load(`${place}/flapping`, load);
    hands.pass(50);
  }
  hands.justNow(200);
  hands.apply(...app('most-of-a-machine', { ...inGroup('sold-out-group'), cpu: '150', replicas: 2 }));
  hands.pass(90);
  hands.justNow(8);
  hands.apply(odd('starting', tainted('node.cloudprovider.kubernetes.io/uninitialized')));
  hands.apply(...app('coming', of('coming')));
  hands.pass(6);
  let isBusy = true;
  hands.every(60, () => {
    isBusy = !isBusy;
    hands.load(`${place}/flapping`, isBusy ? 250 : 20);
  });
}

/** What can be wrong with nodes, and with those who bring nodes and pods. */
export const nodeTroubles: Troubles = { cluster: 'eks-staging', definitions: karpenterDefinitions, play };
