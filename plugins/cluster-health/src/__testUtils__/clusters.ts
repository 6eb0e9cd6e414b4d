import {
  type ClusterSummary,
  type PodLine,
  type Problem,
  type ServiceHealth,
  type ServiceWorkload,
  type WorkloadRow,
} from '@greenroom/plugin-cluster-health-common';
import type { Source } from '@greenroom/plugin-portal-common';

/** The present of these tests. */
export const NOW = '2026-11-21T10:54:00Z';

export function makeSource(cluster: string, overrides: Partial<Source> = {}): Source {
  return {
    id: `cluster:${cluster}`,
    kind: 'cluster',
    freshness: 'live',
    observedAt: NOW,
    ...overrides,
  };
}

/** How a source is whose machine was killed. */
export const killed: Partial<Source> = {
  freshness: 'unreachable',
  since: '2026-11-21T10:42:00Z',
  reason: 'connection refused',
};

/** `eks-prod`, healthy. */
export function makeCluster(overrides: Partial<ClusterSummary> = {}): ClusterSummary {
  const cluster = overrides.cluster ?? 'eks-prod';
  return {
    cluster,
    title: cluster,
    verdict: { state: 'healthy', reasons: [{ text: '9 of 9 nodes are ready' }] },
    sentence: '9 of 9 nodes are ready.',
    source: makeSource(cluster),
    version: 'v1.34.4',
    nodes: { ready: 9, all: 9, cordoned: 0 },
    pods: { ready: 231, starting: 0, pending: 0, failing: 0, ended: 3 },
    capacity: {
      cpuCores: { allocatable: 72, requested: 63.4, used: 21 },
      memoryBytes: { allocatable: 281 * 1024 ** 3, requested: 171 * 1024 ** 3 },
      pods: { allocatable: 522, requested: 231 },
    },
    pending: [],
    nodeAutoscaling: [],
    problems: { degraded: 0, waiting: 0, progressing: 0, unknown: 0, healthy: 0 },
    unseen: [{ part: 'nodepools', why: 'not-installed', text: 'Karpenter: not installed' }],
    ...overrides,
  };
}

/** The same with crashing pods and pods that do not fit. */
export function makeSickCluster(overrides: Partial<ClusterSummary> = {}): ClusterSummary {
  return makeCluster({
    verdict: { state: 'degraded', reasons: [{ text: '2 things in 1 namespace are degraded' }] },
    sentence: '9 of 9 nodes are ready. 1 workload is degraded and 4 pods do not fit.',
    since: '2026-11-21T10:31:00Z',
    pods: { ready: 227, starting: 0, pending: 4, failing: 2, ended: 3 },
    pending: [{ text: '0 of 9 nodes are available: insufficient cpu', count: 4 }],
    nodeAutoscaling: [
      {
        engine: 'cluster-autoscaler',
        verdict: { state: 'waiting', reasons: [] },
        sentence: 'node group general is at its maximum (9)',
      },
    ],
    problems: { degraded: 1, waiting: 1, progressing: 0, unknown: 0, healthy: 1 },
    ...overrides,
  });
}

export function makeProblem(overrides: Partial<Problem> = {}): Problem {
  return {
    id: 'pod-crashes/Deployment/shop/catalogue',
    rule: 'pod-crashes',
    state: 'degraded',
    severity: 80,
    text: '2 of 6 pods of catalogue crash: out of memory at 512Mi',
    since: '2026-11-21T10:31:00Z',
    object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'catalogue' },
    count: 2,
    entityRef: 'component:default/catalogue',
    ...overrides,
  };
}

export function makeWorkload(overrides: Partial<WorkloadRow> = {}): WorkloadRow {
  const name = overrides.name ?? 'checkout';
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: 'shop',
    name,
    uid: `uid-${name}`,
    entityRef: `component:default/${name}`,
    verdict: { state: 'healthy', reasons: [] },
    replicas: { desired: 6, ready: 6, available: 6, updated: 6 },
    pods: { ready: 6, starting: 0, pending: 0, failing: 0, ended: 0 },
    restarts: 0,
    restartsLastHour: 0,
    ...overrides,
  };
}

/** `catalogue`, of which two pods crash. */
export function makeSickWorkload(overrides: Partial<WorkloadRow> = {}): WorkloadRow {
  return makeWorkload({
    name: 'catalogue',
    verdict: {
      state: 'degraded',
      reasons: [{ text: '2 of 6 pods of catalogue crash: out of memory at 512Mi' }],
    },
    since: '2026-11-21T10:31:00Z',
    replicas: { desired: 6, ready: 4, available: 4, updated: 6 },
    pods: { ready: 4, starting: 0, pending: 0, failing: 2, ended: 0 },
    restarts: 14,
    restartsLastHour: 9,
    autoscaler: { name: 'catalogue', min: 3, max: 12, current: 6 },
    resources: { cpuCores: 3, memoryBytes: 3 * 1024 ** 3, cpuCoresLimit: 6, memoryBytesLimit: 3 * 1024 ** 3 },
    usage: { cpuCores: 2.88, memoryBytes: 2.7 * 1024 ** 3, at: '2026-11-21T10:53:48Z' },
    ...overrides,
  });
}

export function makePod(overrides: Partial<PodLine> = {}): PodLine {
  const name = overrides.name ?? 'catalogue-7d9f4c5b6a-x2x9k';
  return {
    namespace: 'shop',
    name,
    uid: `uid-${name}`,
    node: 'ip-10-0-1-7.ec2.internal',
    phase: 'Running',
    state: 'ready',
    restarts: 0,
    containers: ['vault-agent', 'catalogue'],
    startedAt: '2026-11-21T09:02:00Z',
    ...overrides,
  };
}

/** The same in a crash loop. */
export function makeCrashingPod(overrides: Partial<PodLine> = {}): PodLine {
  return makePod({
    name: 'catalogue-7d9f4c5b6a-cr4sh',
    state: 'failing',
    reason: 'CrashLoopBackOff',
    text: 'Container catalogue crashes: out of memory at 512Mi',
    since: '2026-11-21T10:31:00Z',
    restarts: 7,
    restartsLastHour: 5,
    lastEnd: { container: 'catalogue', reason: 'OOMKilled', exitCode: 137, at: '2026-11-21T10:51:00Z' },
    ...overrides,
  });
}

export function makeServiceWorkload(overrides: Partial<ServiceWorkload> = {}): ServiceWorkload {
  return { ...makeSickWorkload(), lines: [makeCrashingPod(), makePod()], ...overrides };
}

/** `catalogue` on eks-prod, degraded. */
export function makeServiceHealth(overrides: Partial<ServiceHealth> = {}): ServiceHealth {
  const cluster = overrides.cluster ?? 'eks-prod';
  return {
    cluster,
    title: cluster,
    namespace: 'shop',
    entityRef: 'component:default/catalogue',
    verdict: { state: 'degraded', reasons: [{ text: '2 of 6 pods of catalogue crash' }] },
    sentence: '2 of 6 pods of catalogue crash: out of memory at 512Mi',
    since: '2026-11-21T10:31:00Z',
    problems: [makeProblem()],
    workloads: [makeServiceWorkload()],
    autoscalers: [],
    jobs: [],
    volumes: [],
    events: [],
    unseen: [],
    ...overrides,
  };
}
