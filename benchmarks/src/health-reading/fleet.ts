import {
  deploymentsKind,
  namespacesKind,
  nodesKind,
  type PodRow,
  podsKind,
  replicaSetsKind,
} from '@greenroom/cluster-access';
import type { FakeCluster } from '@greenroom/cluster-access/testUtils';

const NODES = 900;
const PER_APP = 25;
const PER_NAMESPACE = 8;
const BROKEN_EVERY = 50;
const MADE = '2026-11-21T10:00:00Z';

export const entityId = (app: number) => `app-${app}`;
const namespaceOf = (app: number) => `team-${Math.floor(app / PER_NAMESPACE)}`;

/** The pod with that number; `isBroken` or, where that is left out, as one in fifty is. */
export function podRow(index: number, isBroken = index % BROKEN_EVERY === 7): PodRow {
  const app = Math.floor(index / PER_APP);
  const last = { reason: 'OOMKilled', exitCode: 137, at: MADE };
  return {
    uid: `pod-${index}`,
    namespace: namespaceOf(app),
    name: `app-${app}-5d8f7c6b9-${index}`,
    labels: { app: `app-${app}` },
    owner: `set-${app}`,
    node: `node-${index % NODES}`,
    phase: 'Running',
    ready: !isBroken,
    deleting: false,
    restarts: isBroken ? 4 : 0,
    imageIds: {},
    createdAt: MADE,
    startedAt: MADE,
    shape: { containers: ['app'], cpuCores: 0.05, memoryBytes: 64 * 1024 ** 2 },
    ...(isBroken && {
      reason: 'CrashLoopBackOff',
      notReadySince: MADE,
      trouble: { containers: [{ name: 'app', restarts: 4, waiting: 'CrashLoopBackOff', last }] },
    }),
  };
}

/** As many apps as these pods are of, on 900 nodes; each belongs to an entity of the catalog. */
export function populate(cluster: FakeCluster, pods: number): void {
  const apps = Array.from({ length: Math.ceil(pods / PER_APP) }, (_, app) => app);
  cluster.watch(nodesKind).put(
    ...Array.from({ length: NODES }, (_, index) => ({
      uid: `node-${index}`,
      name: `node-${index}`,
      labels: {},
      ready: true,
      cordoned: false,
      createdAt: MADE,
      allocatable: { cpuCores: 16, memoryBytes: 64 * 1024 ** 3, pods: 110 },
    })),
  );
  cluster
    .watch(namespacesKind)
    .put(...[...new Set(apps.map(namespaceOf))].map(name => ({ uid: name, name, labels: {} })));
  cluster.watch(deploymentsKind).put(
    ...apps.map(app => ({
      kind: 'Deployment' as const,
      uid: `deployment-${app}`,
      namespace: namespaceOf(app),
      name: `app-${app}`,
      labels: { 'backstage.io/kubernetes-id': entityId(app) },
      createdAt: MADE,
      seen: true,
      desired: PER_APP,
      current: PER_APP,
      updated: PER_APP,
      ready: PER_APP,
      available: PER_APP,
    })),
  );
  cluster.watch(replicaSetsKind).put(
    ...apps.map(app => ({
      uid: `set-${app}`,
      namespace: namespaceOf(app),
      name: `app-${app}-5d8f7c6b9`,
      owner: `deployment-${app}`,
      images: {},
      desired: PER_APP,
      current: PER_APP,
      ready: PER_APP,
      available: PER_APP,
    })),
  );
  for (let from = 0; from < pods; from += 1_000) {
    const batch = Array.from({ length: Math.min(1_000, pods - from) }, (_, index) => podRow(from + index));
    cluster.watch(podsKind).put(...batch);
  }
}
