import {
  autoscalersKind,
  cephBlockPoolsKind,
  cephClustersKind,
  cronJobsKind,
  deploymentsKind,
  jobsKind,
  nodeClaimsKind,
  nodePoolsKind,
  nodesKind,
  podsKind,
  volumeClaimsKind,
  volumesKind,
} from '@greenroom/cluster-access';
import { clusterSections, podLineSchema, serviceHealthSchema } from '@greenroom/plugin-cluster-health-common';
import type { Source } from '@greenroom/plugin-portal-common';
import autoscalers from '../__fixtures__/autoscalers.json';
import ceph from '../__fixtures__/ceph.json';
import jobs from '../__fixtures__/jobs.json';
import karpenter from '../__fixtures__/karpenter.json';
import nodes from '../__fixtures__/nodes.json';
import pods from '../__fixtures__/pods.json';
import volumes from '../__fixtures__/volumes.json';
import workloads from '../__fixtures__/workloads.json';
import { clusterAutoscalerStatus } from '../__testUtils__/clusterAutoscalerStatus';
import { RECORDED, row } from '../__testUtils__/fixtures';
import { readAutoscaler } from '../autoscaling/readAutoscaler';
import { readPod } from '../pods/readPod';
import { writtenAt } from '../autoscaling/clusterAutoscalerStatus';
import { readClusterAutoscaler } from '../autoscaling/readClusterAutoscaler';
import { fold } from '../problems/fold';
import { ranked } from '../problems/rank';
import { readReplicated } from '../workloads/readReplicated';
import { autoscalerRow, nodeAutoscaling, nodeGroupRows, nodePoolRow } from './autoscalingRows';
import { clusterSummary, type SummaryContext } from './clusterSummary';
import { cronJobRow, jobRow } from './jobRows';
import { nodeRow } from './nodeRow';
import { podLine } from './podLine';
import { NO_PODS, podCounts } from './podState';
import { serviceHealth, serviceLine, sortedPods } from './serviceHealth';
import { cephBlockPoolRow, cephClusterRow, claimRow, volumeRow } from './storageRows';
import { workloadRow } from './workloadRow';

const now = RECORDED;
const names = [
  'crashing',
  'outOfMemory',
  'badImage',
  'unschedulable',
  'gated',
  'healthy',
  'restarting',
  'evicted',
];
const lines = names.map(name => {
  const pod = row(podsKind, pods, name);
  return podLine(pod, { findings: readPod(pod, { now }).findings });
});
const web = row(deploymentsKind, workloads, 'Deployment/web');
const checkout = row(deploymentsKind, workloads, 'Deployment/checkout');
const problems = ranked(fold(readReplicated(checkout, { now }).findings));
const context = { problems: [], pods: NO_PODS, restarts: 0 };
const live: Source = { id: 'cluster:lab', kind: 'cluster', freshness: 'live' };

it('a workload may use what all its pods may that are there, those of a preview among them', () => {
  const shape = { containers: ['web'], cpuCores: 0.1, memoryBytes: 1000, memoryBytesLimit: 2000 };
  const told = (ready: number, failing: number) =>
    workloadRow({ ...web, shape }, { ...context, pods: { ...NO_PODS, ready, failing } }).resources;
  expect(told(3, 3)?.memoryBytesLimit).toBe(12_000);
  expect(told(0, 0)?.memoryBytesLimit).toBe(2000 * web.desired);
});

it('pods are told by their state, those that need somebody first', () => {
  lines.forEach(line => expect(podLineSchema.parse(line)).toBeTruthy());
  expect(lines.map(({ state }) => state)).toEqual([
    'failing',
    'failing',
    'failing',
    'pending',
    'pending',
    'ready',
    'ready',
    'failing',
  ]);
  expect(lines[1]?.lastEnd).toMatchObject({ container: 'app', reason: 'OOMKilled', exitCode: 137 });
  expect(sortedPods(lines, 3).map(({ restarts }) => restarts)).toEqual([4, 4, 0]);
  expect(podCounts(lines.map(({ state }) => state))).toEqual({
    ready: 2,
    starting: 0,
    pending: 2,
    failing: 4,
    ended: 0,
  });
});

it('every row of a cluster’s page has the shape that the page reads', () => {
  const hpa = row(autoscalersKind, autoscalers, 'web');
  const pool = row(nodePoolsKind, karpenter, 'NodePool/general');
  const claims = ['unlaunched', 'ready'].map(name => row(nodeClaimsKind, karpenter, `NodeClaim/${name}`));
  const load = { cpuCores: 2.5, memoryBytes: 2 ** 30, pods: 4 };
  const cron = row(cronJobsKind, jobs, 'CronJob/nightly');
  const rows = {
    node: nodeRow(row(nodesKind, nodes, 'full'), { problems: [], load }),
    workload: workloadRow(web, { ...context, autoscaler: hpa }),
    autoscaler: autoscalerRow(hpa, ranked(fold(readAutoscaler(hpa, { now }).findings))),
    'node-pool': nodePoolRow(pool, claims, []),
    volume: claimRow(row(volumeClaimsKind, volumes, 'PersistentVolumeClaim/unused'), []),
    job: cronJobRow(cron, [], { now }),
    ceph: cephClusterRow(row(cephClustersKind, ceph, 'CephCluster/warns'), []),
  };
  for (const section of ['node', 'workload', 'autoscaler', 'node-pool', 'volume', 'job', 'ceph'] as const) {
    expect(clusterSections[section].parse(rows[section])).toMatchObject({ verdict: expect.anything() });
  }
  expect(rows.node).toMatchObject({
    zone: 'a',
    pool: 'general',
    roles: ['worker'],
    capacity: { cpuCores: { allocatable: 4, requested: 2.5 } },
  });
  expect(rows.workload.autoscaler).toMatchObject({ max: 4, atMaximumSince: '2026-11-21T11:24:47Z' });
  expect(rows['node-pool']).toMatchObject({ nodes: 1, coming: 1 });
  expect(rows.job).toMatchObject({ nextAt: '2026-11-22T01:00:00Z', suspended: false });
  expect(nodeGroupRows(clusterAutoscalerStatus('unhealthy'), [])).toMatchObject([
    { name: 'workers', nodes: 0, coming: 0 },
    { name: 'refused', nodes: 0, coming: 0 },
    { name: 'machines', nodes: 0, coming: 0, limits: [{ used: 4, limit: 6 }] },
  ]);
  expect(nodeAutoscaling('karpenter', [rows['node-pool']], []).sentence).toBe(
    '1 NodePool, 1 node on the way',
  );
  expect(jobRow(row(jobsKind, jobs, 'Job/migrate'), []).lastFailedAt).toBe('2026-11-21T11:24:46Z');
  expect(cephBlockPoolRow(row(cephBlockPoolsKind, ceph, 'CephBlockPool/single'), []).replicas).toBe(1);
  expect(volumeRow(row(volumesKind, volumes, 'PersistentVolume/pv-keep'), [])).not.toHaveProperty(
    'namespace',
  );
});

it('a node group has what is wrong with it, and of an autoscaler that tells nothing nobody knows', () => {
  const status = clusterAutoscalerStatus('unhealthy');
  const states = (at: number) => {
    const told = ranked(fold(readClusterAutoscaler(status, at).findings));
    return Object.fromEntries(nodeGroupRows(status, told).map(({ name, verdict }) => [name, verdict.state]));
  };
  const written = writtenAt(status) ?? NaN;
  expect(states(written)).toEqual({ workers: 'healthy', refused: 'degraded', machines: 'degraded' });
  expect(new Set(Object.values(states(written + 600_000)))).toEqual(new Set(['unknown']));
});

describe('a cluster in one card', () => {
  const summary = (over: Partial<SummaryContext> = {}) =>
    clusterSummary({
      cluster: 'lab',
      title: 'Lab',
      source: live,
      nodes: ['ready', 'cordoned', 'full'].map(name => row(nodesKind, nodes, name)),
      pods: { ...NO_PODS, ready: 9 },
      load: { cpuCores: 3, memoryBytes: 0, pods: 9 },
      pending: [],
      nodeAutoscaling: [],
      problems: [],
      unseen: [],
      ...over,
    });

  it('says how it is in a sentence', () => {
    expect(clusterSections.summary.parse(summary())).toMatchObject({
      verdict: { state: 'healthy' },
      sentence: '3 of 3 nodes are ready.',
      version: 'kwok-0.7.0',
      capacity: { pods: { requested: 9 } },
    });
    expect(summary({ problems, pods: { ...NO_PODS, failing: 3, pending: 4 } }).sentence).toBe(
      '3 of 3 nodes are ready. 1 workload is degraded, 3 pods fail and 4 pods do not fit.',
    );
  });

  it('says why it is not well where that is neither workloads nor pods', () => {
    const [problem] = problems;
    const waiting = { ...problem!, state: 'waiting' as const };
    expect(summary({ problems: [waiting] }).sentence).toBe(
      '3 of 3 nodes are ready. 1 thing in 1 namespace is waiting.',
    );
    const node = {
      ...waiting,
      text: 'old is cordoned',
      object: { apiVersion: 'v1', kind: 'Node', name: 'old' },
    };
    expect(summary({ problems: [node] }).sentence).toBe('3 of 3 nodes are ready. old is cordoned.');
    expect(summary({ nodes: [] }).sentence).toBe('It has no nodes.');
  });

  it('names nothing that is in a namespace', () => {
    const { verdict, problems: counts } = summary({ problems });
    expect(verdict).toMatchObject({
      state: 'degraded',
      reasons: [{ text: '1 thing in 1 namespace is degraded' }],
    });
    expect(JSON.stringify(summary({ problems }))).not.toMatch(/checkout|shop/);
    expect(counts.degraded).toBe(1);
  });

  it('is unknown when it does not answer, or says too little', () => {
    const source: Source = { ...live, freshness: 'unreachable', reason: 'connection refused' };
    expect(summary({ source })).toMatchObject({
      verdict: { state: 'unknown' },
      sentence: 'Connection refused',
    });
    const unseen = [{ part: 'nodes', why: 'denied' as const, text: 'cannot list nodes' }];
    expect(summary({ unseen, nodes: [] })).toMatchObject({
      verdict: { state: 'unknown' },
      sentence: 'Cannot list nodes.',
    });
  });

  it('counts nothing in its sentence that is not seen any more', () => {
    const unseen = ['nodes', 'pods'].map(part => ({
      part,
      why: 'denied' as const,
      text: `cannot list ${part}`,
    }));
    const was = problems.map(problem => ({ ...problem, state: 'unknown' as const, was: problem.state }));
    const { sentence, verdict } = summary({ unseen, problems: was, pods: { ...NO_PODS, failing: 3 } });
    expect(sentence).toBe('Cannot list nodes. Cannot list pods.');
    expect(verdict.state).toBe('unknown');
    expect(JSON.stringify(verdict)).not.toMatch(/checkout|shop/);
  });
});

describe('a service', () => {
  const service = (over: object = {}) =>
    serviceHealth({
      cluster: 'lab',
      title: 'Lab',
      namespace: 'shop',
      entityRef: 'component:default/checkout',
      source: live,
      problems,
      workloads: [
        { ...workloadRow(web, context), lines: [] },
        { ...workloadRow(checkout, { ...context, problems }), lines: sortedPods(lines) },
      ],
      autoscalers: [],
      jobs: [],
      volumes: [],
      events: [],
      unseen: [],
      ...over,
    });

  it('is what its worst part is, with that part first', () => {
    const health = serviceHealthSchema.parse(service());
    expect(health).toMatchObject({
      verdict: { state: 'degraded' },
      sentence: 'No pod of checkout is available, 3 should be',
      since: '2026-11-21T11:24:44Z',
    });
    expect(health.workloads.map(({ name }) => name)).toEqual(['checkout', 'web']);
    expect(serviceLine(health)).toMatchObject({ ready: 3, desired: 7, sentence: health.sentence });
  });

  it('is unknown when its cluster does not answer, whatever was known', () => {
    const source: Source = {
      ...live,
      freshness: 'stale',
      since: '2026-11-21T11:00:00Z',
      reason: 'pods of Lab are old',
    };
    expect(service({ source })).toMatchObject({
      verdict: { state: 'unknown' },
      sentence: 'Pods of Lab are old',
      since: '2026-11-21T11:00:00Z',
    });
  });

  it('is healthy with all of its pods', () => {
    expect(service({ problems: [], workloads: [] })).toMatchObject({
      verdict: { state: 'healthy' },
      sentence: 'Nothing of it runs here',
    });
  });
});
