import type { Unseen, WorkloadRow } from '@greenroom/plugin-cluster-health-common';
import { clusterRowKey } from '@greenroom/plugin-cluster-health-common';
import { verdictSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';
import {
  autoscalerRow,
  cephBlockPoolRow,
  cephClusterRow,
  claimRow,
  cronJobRow,
  jobRow,
  NO_LOAD,
  nodeGroupRows,
  nodePoolRow,
  nodeRow,
  podCounts,
  seenVerdict,
  strayRow,
  unseenFor,
  volumeRow,
  workloadRow,
} from '../reading';
import type { Claimed } from './Claimed';
import { usageOf } from './ClusterUsage';
import type { Findings } from './Findings';
import type { Around } from './readUnit';
import { linkId, namespaceOf, type ReplicatedKind, type Unit, unitId } from './units';

/** What rows are made of: what was read of units, and whose they are. */
export interface Read extends Around {
  cluster: string;
  findings: Findings;
  claimed: Claimed;
  /** What is not seen of the cluster. */
  unseen: readonly Unseen[];
}

/** The row of a unit by its key; the row is absent where there is none now. `undefined` for what never has one. */
export function rowOf(unit: Unit, read: Read, now: number): { key: string; row?: object } | undefined {
  const made = madeOf(unit, read, now);
  return made?.row ? { ...made, row: asSeen(made.row, unit, read) } : made;
}

const withVerdict = z.object({ verdict: verdictSchema });

/** Never well where something that it is read from is not seen. */
function asSeen<Row extends object>(row: Row, { kind, key }: Unit, { unseen }: Read): Row {
  const lost = unseenFor({ kinds: [kind], namespace: namespaceOf(key) }, unseen);
  const { data } = lost.length > 0 ? withVerdict.safeParse(row) : {};
  return data ? { ...row, verdict: seenVerdict(data.verdict, lost) } : row;
}

function madeOf(unit: Unit, read: Read, now: number): { key: string; row?: object } | undefined {
  const { kind, key } = unit;
  const place = { cluster: read.cluster, namespace: namespaceOf(key) };
  const name = key.slice(key.indexOf('/') + 1);
  const problems = read.findings.of(unitId(unit));
  switch (kind) {
    case 'Pod':
      return { key: clusterRowKey(place, 'workload', `Pod/${name}`), row: strayOf(key, read, now) };
    case 'Node':
      return { key: clusterRowKey(place, 'node', name), row: nodeOf(key, read) };
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Rollout':
      return {
        key: clusterRowKey(place, 'workload', `${kind}/${name}`),
        row: workloadOf({ kind, key }, read, now),
      };
    case 'HorizontalPodAutoscaler': {
      const row = read.objects.autoscalers.get(key);
      const entityRef = read.claimed.entityOf(unitId(unit));
      return {
        key: clusterRowKey(place, 'autoscaler', name),
        row: row && autoscalerRow(row, problems, entityRef),
      };
    }
    case 'Job':
    case 'CronJob':
      return { key: clusterRowKey(place, 'job', `${kind}/${name}`), row: jobOf({ kind, key }, read, now) };
    case 'NodePool': {
      const pool = read.objects.nodePools.get(key);
      const claims = [...read.objects.nodeClaims.rows().values()];
      return {
        key: clusterRowKey(place, 'node-pool', name),
        row: pool && nodePoolRow(pool, claims, problems),
      };
    }
    default:
      return storedOf(unit, read, place, name);
  }
}

function storedOf(
  unit: Unit,
  read: Read,
  place: { cluster: string; namespace?: string },
  name: string,
): { key: string; row?: object } | undefined {
  const { kind, key } = unit;
  const problems = read.findings.of(unitId(unit));
  switch (kind) {
    case 'PersistentVolumeClaim': {
      const claim = read.objects.claims.get(key);
      const entityRef = read.claimed.entityOf(unitId(unit));
      return {
        key: clusterRowKey(place, 'volume', name),
        row: claim && claimRow(claim, problems, entityRef),
      };
    }
    case 'PersistentVolume': {
      const volume = read.objects.volumes.get(key);
      return { key: clusterRowKey(place, 'volume', name), row: volume && volumeRow(volume, problems) };
    }
    case 'CephCluster': {
      const ceph = read.objects.cephClusters.get(key);
      return {
        key: clusterRowKey(place, 'ceph', `${kind}/${name}`),
        row: ceph && cephClusterRow(ceph, problems),
      };
    }
    case 'CephBlockPool': {
      const pool = read.objects.cephBlockPools.get(key);
      return {
        key: clusterRowKey(place, 'ceph', `${kind}/${name}`),
        row: pool && cephBlockPoolRow(pool, problems),
      };
    }
    default:
      return undefined;
  }
}

/** The node groups of the Cluster Autoscaler, by key. */
export function nodeGroupsOf({ cluster, nodeGroups, findings }: Read): Map<string, object> {
  const problems = findings.of(unitId({ kind: 'ConfigMap', key: 'kube-system/cluster-autoscaler-status' }));
  const rows = nodeGroups ? nodeGroupRows(nodeGroups, problems) : [];
  return new Map(rows.map(row => [clusterRowKey({ cluster }, 'node-pool', row.name), row]));
}

function nodeOf(key: string, { objects, tally, findings, usage }: Read): object | undefined {
  const node = objects.nodes.get(key);
  const load = objects.pods.isLive ? (tally.loads.get(key) ?? NO_LOAD) : undefined;
  const used = usage.nodes.get(key);
  return node && nodeRow(node, { problems: findings.of(unitId({ kind: 'Node', key })), load, used });
}

/** One Deployment and its like, with sums of its pods. */
function workloadOf(
  unit: { kind: ReplicatedKind; key: string },
  { objects, tally, restarts, findings, claimed, usage }: Read,
  now: number,
): WorkloadRow | undefined {
  const row = objects.replicated(unit.kind, unit.key);
  if (!row) {
    return undefined;
  }
  const pods = objects.joins.podsOf(row.uid);
  const states = pods.map(pod => tally.stateOf(`${pod.namespace}/${pod.name}`) ?? 'starting');
  const lately = pods.map(pod => restarts.lastHour(pod, now));
  const known = lately.filter(count => count !== undefined);
  const id = unitId(unit);
  return workloadRow(row, {
    problems: findings.of(id),
    pods: podCounts(states),
    restarts: pods.reduce((sum, pod) => sum + pod.restarts, 0),
    ...(known.length === lately.length && { restartsLastHour: known.reduce((sum, one) => sum + one, 0) }),
    autoscaler: objects.joins.autoscalerOf(unit),
    usage: usageOf(pods, usage),
    entityRef: claimed.entityOf(id),
  });
}

/** A pod that nothing keeps, as a workload of one. */
function strayOf(
  key: string,
  { objects, strays, restarts, findings, claimed, usage, tally }: Read,
  now: number,
): WorkloadRow | undefined {
  const pod = strays.has(key) ? objects.pods.get(key) : undefined;
  if (!pod) {
    return undefined;
  }
  const id = unitId({ kind: 'Pod', key });
  const found = findings.foundOf(id);
  return strayRow(pod, {
    // Of a ReplicaSet that nothing made, problems are of all its pods together.
    problems: found.flatMap(finding => findings.of(linkId(finding.owner ?? finding.object))),
    pods: podCounts([tally.stateOf(key) ?? 'starting']),
    restarts: pod.restarts,
    restartsLastHour: restarts.lastHour(pod, now),
    usage: usage.pods.get(key),
    entityRef: claimed.entityOf(id),
  });
}

function jobOf(
  unit: { kind: 'Job' | 'CronJob'; key: string },
  { objects, findings, claimed }: Read,
  now: number,
): object | undefined {
  const id = unitId(unit);
  const entityRef = claimed.entityOf(id);
  if (unit.kind === 'CronJob') {
    const cron = objects.cronJobs.get(unit.key);
    const jobs = cron ? objects.joins.jobsOf(cron.uid) : [];
    return cron && cronJobRow(cron, findings.of(id), { now, jobs }, entityRef);
  }
  const job = objects.jobs.get(unit.key);
  return job && !objects.joins.cronJobOf(job) ? jobRow(job, findings.of(id), entityRef) : undefined;
}
