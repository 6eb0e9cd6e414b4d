import {
  deploymentsKind,
  namespacesKind,
  type NodeRow,
  nodesKind,
  type PodRow,
  podsKind,
  replicaSetsKind,
} from '@greenroom/cluster-access';
import type { FakeCluster } from '@greenroom/cluster-access/testUtils';

/** When the objects of these tests were made. */
export const MADE = '2026-11-21T10:00:00Z';

export function makeNode(name: string, changes: Partial<NodeRow> = {}): NodeRow {
  return {
    uid: `node-${name}`,
    name,
    labels: {},
    ready: true,
    cordoned: false,
    createdAt: MADE,
    allocatable: { cpuCores: 4, memoryBytes: 8 * 1024 ** 3, pods: 110 },
    ...changes,
  };
}

export interface AppOptions {
  namespace: string;
  name: string;
  pods: number;
  labels?: Record<string, string>;
  node?: string;
}

/** A pod of the app's ReplicaSet, that runs. */
export function makePod(
  { namespace, name, node = 'one' }: AppOptions,
  index: number,
  changes: Partial<PodRow> = {},
): PodRow {
  return {
    uid: `pod-${namespace}-${name}-${index}`,
    namespace,
    name: `${name}-5d8f7c6b9-${index}`,
    labels: { app: name },
    owner: `set-${namespace}-${name}`,
    node,
    phase: 'Running',
    ready: true,
    deleting: false,
    restarts: 0,
    imageIds: {},
    createdAt: MADE,
    startedAt: MADE,
    shape: { containers: ['app'], cpuCores: 0.5, memoryBytes: 1024 ** 3 },
    ...changes,
  };
}

/** The same, out of memory again and again. */
export function crashing(): Partial<PodRow> {
  const last = { reason: 'OOMKilled', exitCode: 137, at: MADE };
  return {
    ready: false,
    reason: 'CrashLoopBackOff',
    notReadySince: MADE,
    restarts: 4,
    trouble: { containers: [{ name: 'app', restarts: 4, waiting: 'CrashLoopBackOff', last }] },
  };
}

/** Puts a Deployment with its ReplicaSet and pods into a cluster. */
export function deploy(cluster: FakeCluster, app: AppOptions): void {
  const { namespace, name, pods, labels = {} } = app;
  cluster.watch(namespacesKind).put({ uid: `namespace-${namespace}`, name: namespace, labels: {} });
  cluster.watch(deploymentsKind).put({
    kind: 'Deployment',
    uid: `deployment-${namespace}-${name}`,
    namespace,
    name,
    labels,
    createdAt: MADE,
    seen: true,
    desired: pods,
    current: pods,
    updated: pods,
    ready: pods,
    available: pods,
  });
  cluster.watch(replicaSetsKind).put({
    uid: `set-${namespace}-${name}`,
    namespace,
    name: `${name}-5d8f7c6b9`,
    owner: `deployment-${namespace}-${name}`,
    images: {},
    desired: pods,
    current: pods,
    ready: pods,
    available: pods,
  });
  cluster.watch(podsKind).put(...Array.from({ length: pods }, (_, index) => makePod(app, index)));
}

export function addNodes(cluster: FakeCluster, ...names: string[]): void {
  cluster.watch(nodesKind).put(...names.map(name => makeNode(name)));
}
