import type { EventRow, PodRow, ServiceRow } from '@greenroom/cluster-access';
import {
  type ClusterAutoscalerStatus,
  earliest,
  type Endpoints,
  NO_LOAD,
  type PodContext,
  readAutoscaler,
  readBudget,
  readCephBlockPool,
  readCephCluster,
  readClusterAutoscaler,
  readCronJob,
  readIngress,
  type Reading,
  readJob,
  readLimitRange,
  readNode,
  readNodeClaim,
  readNodePool,
  readPod,
  readQuota,
  readReplicated,
  readRoom,
  readService,
  readVolume,
  readVolumeClaim,
  isSilent,
  linkTo,
  type Restarts,
  type Scaling,
} from '../reading';
import type { ClusterObjects } from './ClusterObjects';
import type { ClusterUsage } from './ClusterUsage';
import type { PodTally } from './PodTally';
import type { Strays } from './Strays';
import { namespaceOf, type ReplicatedKind, type Unit } from './units';

/** What units are read from, besides the objects: what was seen over time, and sums. */
export interface Around {
  objects: ClusterObjects;
  /** Pods that are workloads themselves. */
  strays: Pick<Strays, 'has'>;
  tally: PodTally;
  restarts: Restarts;
  /** What an autoscaler wanted lately, by `namespace/name`. */
  scalings: ReadonlyMap<string, readonly Scaling[]>;
  /** Of the API server. */
  serverVersion?: string;
  nodeGroups?: ClusterAutoscalerStatus;
  /** What is measured. */
  usage: ClusterUsage;
}

/** An event that is older says nothing about how something is now. Kubernetes forgets them after an hour too. */
const FRESH_MS = 3_600_000;

/** Reads one unit as it is now; `undefined` of one that is gone. */
export function readUnit(unit: Unit, around: Around, now: number): Reading | undefined {
  const { objects } = around;
  const { key } = unit;
  switch (unit.kind) {
    case 'Pod':
      return readPodUnit(key, around, now);
    case 'Node':
      return readNodeUnit(key, around, now);
    case 'Room':
      return readRoom([...objects.nodes.rows().values()], around.tally.loads);
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Rollout':
      return readWorkload(unit.kind, key, around, now);
    case 'Job':
    case 'CronJob':
      return readWork(unit.kind, key, objects, now);
    case 'HorizontalPodAutoscaler': {
      const row = objects.autoscalers.get(key);
      return row && readAutoscaler(row, { now, scalings: around.scalings.get(key) ?? [] });
    }
    case 'Service':
    case 'Ingress':
      return readTraffic(unit.kind, key, objects, now);
    case 'ResourceQuota':
    case 'LimitRange':
    case 'PodDisruptionBudget':
      return readLimits(unit.kind, key, objects);
    case 'PersistentVolumeClaim':
    case 'PersistentVolume':
    case 'CephCluster':
    case 'CephBlockPool':
      return readStorage(unit.kind, key, objects, now);
    default:
      return readScaling(unit.kind, key, around, now);
  }
}

function readPodUnit(key: string, { objects, restarts }: Around, now: number): Reading | undefined {
  const pod = objects.pods.get(key);
  if (!pod) {
    return undefined;
  }
  const node = pod.node === undefined ? undefined : objects.nodes.get(pod.node);
  const context: PodContext = {
    now,
    owner: objects.joins.ownerOf(pod),
    restartsLastHour: restarts.lastHour(pod, now),
    nodeIsSilent: node !== undefined && isSilent(node),
    warnings: pod.ready ? [] : fresh(objects.joins.warningsAbout(pod.uid), now),
  };
  return readPod(pod, context);
}

function readNodeUnit(
  key: string,
  { objects, tally, serverVersion }: Around,
  now: number,
): Reading | undefined {
  const node = objects.nodes.get(key);
  const load = objects.pods.isLive ? (tally.loads.get(key) ?? NO_LOAD) : undefined;
  return node && readNode(node, { now, load, serverVersion });
}

function readWorkload(
  kind: ReplicatedKind,
  key: string,
  { objects, tally }: Around,
  now: number,
): Reading | undefined {
  const row = objects.replicated(kind, key);
  if (!row) {
    return undefined;
  }
  const pods = objects.joins.podsOf(row.uid);
  const starting = pods.filter(pod => tally.stateOf(`${pod.namespace}/${pod.name}`) === 'starting');
  return readReplicated(row, {
    now,
    starting: starting.length,
    startingSince: earliest(starting.map(({ createdAt }) => createdAt)),
    unreadySince: unreadySince(pods),
    newestSince: objects.joins.newestSince(row.uid),
    warnings: fresh(objects.joins.warningsAbout(row.uid), now),
  });
}

/** Of pods that are not ready, since when each is not. */
function unreadySince(pods: readonly PodRow[]): string[] {
  return pods.flatMap(({ ready, notReadySince }) => (ready ? [] : (notReadySince ?? [])));
}

function readWork(
  kind: 'Job' | 'CronJob',
  key: string,
  objects: ClusterObjects,
  now: number,
): Reading | undefined {
  if (kind === 'CronJob') {
    const cron = objects.cronJobs.get(key);
    return cron && readCronJob(cron, { now, jobs: objects.joins.jobsOf(cron.uid) });
  }
  const job = objects.jobs.get(key);
  const failedPods = job ? objects.joins.podsOf(job.uid).filter(({ phase }) => phase === 'Failed') : [];
  const warnings = job ? fresh(objects.joins.warningsAbout(job.uid), now) : [];
  return job && readJob(job, { now, failedPods, warnings });
}

function readTraffic(
  kind: 'Service' | 'Ingress',
  key: string,
  objects: ClusterObjects,
  now: number,
): Reading | undefined {
  if (kind === 'Ingress') {
    const ingress = objects.ingresses.get(key);
    return ingress && readIngress(ingress, { now, ...backends(ingress, objects) });
  }
  const service = objects.services.get(key);
  // Who gets no traffic can be told only where it is known who gets some.
  if (!service || !objects.endpointSlices.isLive) {
    return service && { findings: [] };
  }
  const endpoints = endpointsOf(service, objects);
  const workloads =
    endpoints.ready > 0 ? [] : objects.joins.workloadsSelected(service.namespace, service.selector);
  return readService(service, { now, endpoints, workloads });
}

/** Who gets a Service's traffic; where nobody does, since the last pod that did is not ready. */
function endpointsOf(service: ServiceRow, { joins }: ClusterObjects): Endpoints {
  const { namespace, name, selector } = service;
  const endpoints = joins.endpointsOf(`${namespace}/${name}`);
  const pods = endpoints.ready > 0 ? [] : joins.podsSelected(namespace, selector);
  const newcomers = pods.length > 0 ? pods : joins.revisionsSelected(namespace, selector);
  const made = newcomers.flatMap(({ createdAt }) => createdAt ?? []);
  return { ...endpoints, since: unreadySince(pods).sort().at(-1), newest: made.sort().at(-1) };
}

function backends(
  { namespace, services }: { namespace: string; services: readonly string[] },
  objects: ClusterObjects,
) {
  if (!objects.services.isLive || !objects.endpointSlices.isLive) {
    return {};
  }
  const known = services.flatMap(name => {
    const service = objects.services.get(`${namespace}/${name}`);
    return service ? [[name, { service, endpoints: endpointsOf(service, objects) }] as const] : [];
  });
  return { services: new Map(known) };
}

function readLimits(
  kind: 'ResourceQuota' | 'LimitRange' | 'PodDisruptionBudget',
  key: string,
  objects: ClusterObjects,
): Reading | undefined {
  if (kind === 'ResourceQuota') {
    const quota = objects.quotas.get(key);
    return quota && readQuota(quota);
  }
  const namespace = namespaceOf(key) ?? '';
  if (kind === 'LimitRange') {
    const range = objects.limitRanges.get(key);
    const workloads = objects.joins
      .workloadsIn(namespace)
      .map(row => ({ link: linkTo(row.kind, row), shape: row.shape }));
    const claims = [...objects.claims.rows().values()].filter(claim => claim.namespace === namespace);
    return range && readLimitRange(range, { workloads, claims });
  }
  const budget = objects.budgets.get(key);
  const workloads = budget?.selector ? objects.joins.workloadsSelected(namespace, budget.selector) : [];
  return budget && readBudget(budget, { workloads });
}

function readStorage(
  kind: 'PersistentVolumeClaim' | 'PersistentVolume' | 'CephCluster' | 'CephBlockPool',
  key: string,
  objects: ClusterObjects,
  now: number,
): Reading | undefined {
  if (kind === 'CephCluster') {
    const ceph = objects.cephClusters.get(key);
    return ceph && readCephCluster(ceph, now);
  }
  if (kind === 'CephBlockPool') {
    const pool = objects.cephBlockPools.get(key);
    return pool && readCephBlockPool(pool, now);
  }
  if (kind === 'PersistentVolume') {
    const volume = objects.volumes.get(key);
    return volume && readVolume(volume);
  }
  const claim = objects.claims.get(key);
  const warnings = claim ? fresh(objects.joins.warningsAbout(claim.uid), now) : [];
  return claim && readVolumeClaim(claim, { now, storageClasses: storageClasses(objects), warnings });
}

function storageClasses({ storageClasses: classes }: ClusterObjects) {
  return classes.isLive ? classes.rows() : undefined;
}

function readScaling(
  kind: 'NodePool' | 'NodeClaim' | 'NodeGroups',
  key: string,
  { objects, nodeGroups, tally }: Around,
  now: number,
): Reading | undefined {
  if (kind === 'NodeGroups') {
    return nodeGroups && readClusterAutoscaler(nodeGroups, now, tally.withoutRoom());
  }
  if (kind === 'NodePool') {
    const pool = objects.nodePools.get(key);
    return pool && readNodePool(pool, tally.withoutRoom());
  }
  const claim = objects.nodeClaims.get(key);
  return claim && readNodeClaim(claim, now);
}

function fresh(events: readonly EventRow[], now: number): EventRow[] {
  return events.filter(({ at }) => !(now - Date.parse(at) >= FRESH_MS));
}
