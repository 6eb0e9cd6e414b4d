import type { Database, Endpoint, Reading } from '@greenroom/plugin-databases-common';
import type { Source } from '@greenroom/plugin-portal-common';
import type { SeenDatabase } from '../DatabaseSource';
import { failoverOf } from '../reading/failovers';
import { instanceClassOf, maxConnectionsOf } from '../reading/instanceClasses';
import { fullAt } from '../reading/storageTrend';
import type { Thresholds } from '../reading/thresholds';
import { type Unjudged, type UnjudgedMember, writerOf } from '../reading/Unjudged';
import { alarmsOf, countsOf } from './alarms';
import type { CloudWatchAlarm, RdsEvent, RdsMaintenance, RdsSnapshot } from './answers';
import { backupsOf, maintenanceOf } from './backups';
import type { AwsPlace } from './clientOptions';
import { readEvent, readFailovers } from './events';
import type { Found } from './found';
import { keyOf } from './metricQueries';
import type { Points } from './SharedMetrics';
import { newestOf, readingsFrom, storageMetrics, type VitalQuery } from './vitals';

/** What the Region answered beside its clusters and instances; what it did not answer is empty. */
export interface RegionFacts {
  place: AwsPlace;
  events: readonly RdsEvent[];
  snapshots: readonly RdsSnapshot[];
  maintenance: readonly RdsMaintenance[];
  alarms: readonly CloudWatchAlarm[];
  source: Source;
  /** Sentences. */
  unseen: readonly string[];
  /** Milliseconds since 1970. */
  now: number;
}

export interface MeasuredFacts {
  queries: readonly VitalQuery[];
  points: ReadonlyMap<string, Points>;
  thresholds: Thresholds;
  before?: SeenDatabase;
}

/** One database of the Region in the one model, as it is seen. */
export function describe(found: Found, facts: RegionFacts, measured: MeasuredFacts): Unjudged {
  const { cluster, engine, id, instances, name } = found;
  const { queries, points, before, thresholds } = measured;
  const readings = readingsFrom(queries, points);
  const events = eventsOf(found, facts.events);
  const members = found.members.map(member => withLag(member, engine, readings));
  const failover = failoverSeen(found, members, events, facts.now, before);
  const alarms = alarmsOf(found, facts.alarms);
  const names = new Set(members.map(member => member.id));
  return {
    database: {
      id,
      name,
      engine,
      version: cluster?.version ?? instances[0]?.version,
      place: facts.place.region,
      account: facts.place.account,
      ...(cluster?.replicaOf !== undefined && { replicaOf: cluster.replicaOf }),
      entityRefs: before?.database.entityRefs ?? [],
      members,
      endpoints: endpointsOf(found),
      connections: connectionsOf(members, readings, thresholds),
      storage: storageOf(found, measured),
      backups: backupsOf(found, facts.snapshots, events),
      alarms: countsOf(alarms),
      maintenance: maintenanceOf(found, facts.maintenance),
      ...(failover.lastFailover && { lastFailover: failover.lastFailover }),
      readings,
      unseen: [...facts.unseen],
      sources: [facts.source],
    },
    alarms,
    events: keptEvents(
      [...events.map(event => readEvent(event, names)), ...(failover.event ? [failover.event] : [])],
      before,
      facts.now,
    ),
    pools: [],
    sessions: [],
  };
}

const LAG_UNITS = { 'aurora-postgresql': 'ms', 'rds-postgresql': 's' } as const;

/** Only followers that serve lag measurably; a point that is missing is no lag of 0. */
function withLag(
  member: UnjudgedMember,
  engine: Found['engine'],
  readings: readonly Reading[],
): UnjudgedMember {
  if (member.role !== 'reader') {
    return member;
  }
  const reading = readings.find(({ metric, of }) => metric === 'replica-lag' && of === member.id);
  const isAurora = engine === 'aurora-postgresql';
  return reading
    ? {
        ...member,
        lag: {
          value: isAurora ? Math.round(reading.value * 1_000) : reading.value,
          unit: LAG_UNITS[isAurora ? 'aurora-postgresql' : 'rds-postgresql'],
          source: isAurora ? 'AuroraReplicaLag' : 'ReplicaLag',
        },
      }
    : { ...member, lag: 'unknown', lagNote: 'CloudWatch has no value of the last five minutes' };
}

/** Of Multi-AZ the instance keeps its name and changes its zone: there the zones are who takes over. */
function failoverSeen(
  found: Found,
  members: readonly UnjudgedMember[],
  events: readonly RdsEvent[],
  now: number,
  before: SeenDatabase | undefined,
) {
  const isByZone = !found.cluster;
  const named = (list: readonly UnjudgedMember[]) =>
    isByZone ? list.map(member => ({ ...member, id: member.zone ?? member.id })) : list;
  return failoverOf({
    members: named(members),
    isFailingOver: [found.cluster?.status, found.instances[0]?.status].includes('failing-over'),
    events: readFailovers(events),
    now: new Date(now).toISOString(),
    ...(before && {
      before: {
        lastFailover: before.database.lastFailover,
        writer: writerOf(named(before.database.members))?.id,
        members: named(before.database.members).map(({ id }) => id),
      },
    }),
  });
}

function endpointsOf({ cluster, instances, members }: Found): Endpoint[] {
  const port = cluster?.port ?? instances[0]?.port ?? 5432;
  const writer = writerOf(members)?.id;
  const of: Endpoint[] = cluster
    ? [
        ...(cluster.endpoint ? [{ kind: 'writer' as const, address: `${cluster.endpoint}:${port}` }] : []),
        ...(cluster.readerEndpoint
          ? [{ kind: 'reader' as const, address: `${cluster.readerEndpoint}:${port}` }]
          : []),
      ].map(endpoint => (endpoint.kind === 'writer' && writer ? { ...endpoint, member: writer } : endpoint))
    : [];
  const own = instances.flatMap(({ id, address, port: at = port }): Endpoint[] =>
    address === undefined ? [] : [{ kind: 'instance', address: `${address}:${at}`, member: id }],
  );
  return [...of, ...own];
}

function connectionsOf(
  members: readonly UnjudgedMember[],
  readings: readonly Reading[],
  { maxConnections }: Thresholds,
): Database['connections'] {
  // Of a cluster that follows another Region's, the readers are all there is.
  const serves = writerOf(members) ?? members[0];
  const used = readings.find(({ metric, of }) => metric === 'connections' && of === serves?.role);
  const instance = instanceClassOf(serves?.instanceClass);
  const byClass = instance && { limit: maxConnectionsOf(instance), limitFrom: 'instance class' };
  return {
    ...(used && { used: Math.round(used.value) }),
    ...(maxConnections === undefined ? byClass : { limit: maxConnections, limitFrom: 'configuration' }),
  };
}

/** Aurora User Guide, "Amazon Aurora size limits": a cluster volume grows to 128 TiB. */
const AURORA_LIMIT = 128 * 1024 ** 4;
const GIB = 1024 ** 3;

function storageOf(found: Found, { queries, points }: MeasuredFacts): Database['storage'] {
  const query = queries.find(({ metric }) => storageMetrics.some(name => name === metric));
  const series = query && points.get(keyOf(query.query));
  const isAurora = found.engine === 'aurora-postgresql';
  const primary = found.instances[0];
  const limit = isAurora ? AURORA_LIMIT : primary?.allocatedBytes;
  const used = (value: number) => (isAurora || limit === undefined ? value : Math.max(0, limit - value));
  const newest = newestOf(series);
  const samples = (series?.values ?? []).flatMap((value, i) =>
    value === null || !series ? [] : [{ at: series.start + i * series.period, usedBytes: used(value) }],
  );
  const full = limit === undefined ? undefined : fullAt(samples, limit);
  const note = isAurora ? 'grows by itself up to 128 TiB' : growth(primary?.growsToBytes);
  return {
    ...(newest && limit !== undefined && { usedBytes: used(newest.value) }),
    ...(limit !== undefined && { limitBytes: limit }),
    ...(full !== undefined && { fullAt: full }),
    ...(note !== undefined && { note }),
  };
}

const growth = (to: number | undefined) =>
  to === undefined ? undefined : `grows by itself up to ${Math.round(to / GIB)} GiB`;

function eventsOf({ name, members, cluster }: Found, events: readonly RdsEvent[]): RdsEvent[] {
  const ids = new Set(members.map(({ id }) => id));
  return events.filter(({ about, type }) =>
    type.startsWith('db-cluster') ? cluster !== undefined && about === name : ids.has(about),
  );
}

/** RDS forgets after fourteen days, and what we saw ourselves only we keep. */
const EVENTS_MS = 14 * 86_400_000;
const MOST_EVENTS = 300;

function keptEvents(now: SeenDatabase['events'], before: SeenDatabase | undefined, time: number) {
  const oldest = new Date(time - EVENTS_MS).toISOString();
  const all = new Map([...(before?.events ?? []), ...now].map(event => [event.id, event]));
  return [...all.values()]
    .filter(({ at }) => at >= oldest)
    .sort((a, b) => b.at.localeCompare(a.at))
    .slice(0, MOST_EVENTS);
}
