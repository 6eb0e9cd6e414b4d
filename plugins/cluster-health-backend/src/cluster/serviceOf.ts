import type { PodRow } from '@greenroom/cluster-access';
import type {
  AutoscalerRow,
  JobRow,
  ServiceHealth,
  ServiceWorkload,
  VolumeRow,
  WorkloadRow,
} from '@greenroom/plugin-cluster-health-common';
import type { Source } from '@greenroom/plugin-portal-common';
import { podLine, serviceHealth, sortedPods, unseenFor } from '../reading';
import type { Section } from './Claimed';
import type { EventBook } from './EventBook';
import { type Read, rowOf } from './rowsOf';
import { type ReplicatedKind, replicatedKinds, type Unit, unitId, unitOf } from './units';

const MOST_PODS = 100;
const MOST_EVENTS = 30;

export interface ServiceReading extends Read {
  title: string;
  source: Source;
  book: EventBook;
}

/** How what belongs to an entity in a namespace is. */
export function serviceOf(
  section: Section & { units: ReadonlySet<string> },
  read: ServiceReading,
  now: number,
): ServiceHealth {
  const units = [...section.units].sort().map(unitOf);
  const rows = <Row>(...kinds: Unit['kind'][]) =>
    units.flatMap(unit => (kinds.includes(unit.kind) ? ((rowOf(unit, read, now)?.row ?? []) as Row) : []));
  const names = units.map(({ key }) => key.slice(key.indexOf('/') + 1));
  const own = new Set(units.flatMap(unit => read.findings.of(unitId(unit))));
  return serviceHealth({
    cluster: read.cluster,
    title: read.title,
    namespace: section.namespace,
    entityRef: section.entityRef,
    source: read.source,
    // In the order of the whole cluster, so that causes stand before what they cause.
    problems: read.findings.problems.filter(problem => own.has(problem)),
    workloads: units.flatMap(unit => workload(unit, read, now) ?? []),
    autoscalers: rows<AutoscalerRow>('HorizontalPodAutoscaler'),
    jobs: rows<JobRow>('Job', 'CronJob'),
    volumes: rows<VolumeRow>('PersistentVolumeClaim'),
    events: read.book.about(section.namespace, names, MOST_EVENTS),
    unseen: unseenFor({ kinds: units.map(({ kind }) => kind), namespace: section.namespace }, read.unseen),
  });
}

function isReplicated(unit: Unit): unit is { kind: ReplicatedKind; key: string } {
  return replicatedKinds.some(kind => kind === unit.kind);
}

function workload(unit: Unit, read: Read, now: number): ServiceWorkload | undefined {
  const { objects } = read;
  if (!isReplicated(unit) && unit.kind !== 'Pod') {
    return undefined;
  }
  const row = rowOf(unit, read, now)?.row as WorkloadRow | undefined;
  const pod = unit.kind === 'Pod' ? objects.pods.get(unit.key) : undefined;
  return row && withLines(row, pod ? [pod] : objects.joins.podsOf(row.uid), read, now);
}

function withLines(row: WorkloadRow, pods: readonly PodRow[], read: Read, now: number): ServiceWorkload {
  const lines = pods.map(pod =>
    podLine(pod, {
      findings: read.findings.foundOf(unitId({ kind: 'Pod', key: `${pod.namespace}/${pod.name}` })),
      restartsLastHour: read.restarts.lastHour(pod, now),
      usage: read.usage.pods.get(`${pod.namespace}/${pod.name}`),
    }),
  );
  return {
    ...row,
    lines: sortedPods(lines, MOST_PODS),
    ...(lines.length > MOST_PODS && { podsInAll: lines.length }),
  };
}
