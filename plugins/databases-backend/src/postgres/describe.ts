import type { DatabaseEvent, Endpoint, PoolView, Reading } from '@greenroom/plugin-databases-common';
import type { Source } from '@greenroom/plugin-portal-common';
import type { SeenDatabase } from '../DatabaseSource';
import { failoverOf } from '../reading/failovers';
import { fullAt, type StorageSample } from '../reading/storageTrend';
import type { Thresholds } from '../reading/thresholds';
import { type Unjudged, type UnjudgedMember, writerOf } from '../reading/Unjudged';
import type { PostgresFault } from './faults';
import { lagOf } from './lag';
import type { Sample } from './samples/Samples';
import type { Observation, SeenMember } from './sampleOf';
import type { Seen, Sight } from './sight';
import { sessionsByRole } from './vaultRole';

/** A database as it is configured. */
export interface Configured {
  name: string;
  place: string;
  /** Bytes of the volume that it lies on, where somebody says so. */
  volumeBytes?: number;
  members: readonly {
    name: string;
    host: string;
    port: number;
    zone?: string;
    applicationName?: string;
    aliases: readonly string[];
  }[];
  /** Entity refs that use it. */
  entities: readonly string[];
  /** Entity ref of who owns it. */
  owner?: string;
  pools: readonly { name: string; host: string; port: number }[];
}

export interface Context {
  thresholds: Thresholds;
  before?: SeenDatabase;
  source: Source;
  storage: readonly StorageSample[];
  sample: Sample;
}

/** What was seen of a database in one look, in the one model. */
export function describe(
  configured: Configured,
  { at, members: seen }: Observation,
  pools: PoolView[],
  members: UnjudgedMember[],
  { thresholds, before, source, storage, sample }: Context,
): Unjudged {
  const now = new Date(at).toISOString();
  const primary = primaryOf(seen);
  const failover = failoverOf({
    members,
    isFailingOver: isFailingOver(members, pools, before),
    events: [],
    now,
    ...(before && {
      before: {
        lastFailover: before.database.lastFailover,
        writer: writerOf(before.database.members)?.id,
        members: before.database.members.map(({ id }) => id),
      },
    }),
  });
  const limit = configured.volumeBytes;
  const used = sample.values['used-storage']?.[''];
  const full = limit === undefined ? undefined : fullAt(storage, limit);
  return {
    database: {
      id: configured.name,
      name: configured.name,
      engine: configured.pools.length > 0 ? 'postgresql-pgpool' : 'postgresql',
      version: primary?.identity.version ?? versionOf(seen) ?? before?.database.version,
      place: configured.place,
      ...(configured.owner !== undefined && { owner: configured.owner }),
      entityRefs: before?.database.entityRefs ?? [],
      members,
      endpoints: endpointsOf(configured),
      connections: {
        ...(primary?.identity.connections !== undefined && { used: primary.identity.connections }),
        ...connectionLimit(primary, thresholds),
      },
      storage: {
        ...(used !== undefined && { usedBytes: used }),
        ...(limit !== undefined && { limitBytes: limit }),
        ...(full !== undefined && { fullAt: full }),
        note: 'what its databases hold; WAL and logs come on top',
      },
      backups: {},
      alarms: { ok: 0, alarm: 0, insufficientData: 0 },
      readings: readingsOf(sample),
      maintenance: [],
      ...(failover.lastFailover && { lastFailover: failover.lastFailover }),
      ...(primary && {
        housekeeping: {
          ...(primary.oldestTransactionAge !== undefined && {
            oldestTransactionAge: primary.oldestTransactionAge,
          }),
          ...(primary.archiver && { archiver: primary.archiver }),
          slots: primary.slots,
          sizes: primary.sizes,
        },
      }),
      unseen: [
        ...seen.flatMap(({ name, sight }) =>
          sight.kind === 'seen' ? sight.unseen.map(text => `${name}: ${text}`) : [],
        ),
        'PostgreSQL does not tell of its backups',
      ],
      sources: [source],
    },
    namedEntities: [...configured.entities],
    alarms: [],
    events: eventsKept(before, failover.event),
    pools,
    sessions: sessionsByRole(seen.flatMap(({ sight }) => (sight.kind === 'seen' ? sight.sessions : []))),
  };
}

/** Roles, states and lags of the members, in the order they are configured. */
export function membersOf(configured: Configured, seen: readonly SeenMember[]): UnjudgedMember[] {
  const primary = primaryOf(seen);
  return configured.members.map(member => {
    const sight = seen.find(({ name }) => name === member.name)?.sight;
    const place = member.zone === undefined ? {} : { zone: member.zone };
    return { id: member.name, ...place, ...stateOf(sight, primary, member) };
  });
}

function stateOf(
  sight: Sight | undefined,
  primary: Seen | undefined,
  { name, applicationName = name }: Configured['members'][number],
): Omit<UnjudgedMember, 'id'> {
  if (sight?.kind !== 'seen') {
    return { role: 'unknown', state: sight ? faultWords[sight.fault.kind] : 'unknown' };
  }
  const { identity } = sight;
  const startedAt = identity.started_at === undefined ? {} : { startedAt: identity.started_at };
  if (!identity.in_recovery) {
    return { role: 'primary', state: 'serves', ...startedAt };
  }
  const rows = primary?.replication ?? [];
  const row = rows.find(one => one.application_name === applicationName) ?? only(rows);
  return { role: 'standby', state: standbyState(sight), ...startedAt, ...lagOf(sight, primary, row) };
}

/** Where there is one follower, it needs no name. */
const only = <T>(rows: readonly T[]): T | undefined => (rows.length === 1 ? rows[0] : undefined);

const faultWords: Readonly<Record<PostgresFault['kind'], string>> = {
  denied: 'refuses us',
  superuser: 'refuses us',
  'not allowed': 'not allowed to see',
  unreachable: 'not reachable',
  busy: 'answers nobody',
  'failing over': 'not reachable',
  failed: 'unknown',
};

/** No row of a receiver: it follows nobody. A row without a status: only `pg_monitor` may see it. */
function standbyState({ receiver }: Seen): string {
  return receiver ? (receiver.status ?? 'not allowed to see') : 'does not follow';
}

function primaryOf(seen: readonly SeenMember[]): Seen | undefined {
  const primaries = seen.flatMap(({ sight }) =>
    sight.kind === 'seen' && !sight.identity.in_recovery ? [sight] : [],
  );
  return primaries.length === 1 ? primaries[0] : undefined;
}

const versionOf = (seen: readonly SeenMember[]) =>
  seen.flatMap(({ sight }) => (sight.kind === 'seen' ? [sight.identity.version] : []))[0];

/** A pgpool says so, or who took writes before does not answer any more and others could take over. */
function isFailingOver(
  members: readonly UnjudgedMember[],
  pools: readonly PoolView[],
  before: SeenDatabase | undefined,
): boolean {
  const had = before && (writerOf(before.database.members) ?? openFailover(before));
  const hasPrimary = members.some(({ role }) => role === 'primary');
  const isLost = had !== undefined && !hasPrimary && members.some(({ role }) => role === 'standby');
  return isLost || (!hasPrimary && pools.some(({ state }) => state === 'failing over'));
}

const openFailover = ({ database: { lastFailover } }: SeenDatabase) =>
  lastFailover?.endedAt === undefined ? lastFailover : undefined;

/** Host and port and no more. */
function endpointsOf({ members, pools }: Configured): Endpoint[] {
  return [
    ...pools.map(({ host, port }): Endpoint => ({ kind: 'pool', address: `${host}:${port}` })),
    ...members.map(({ name, host, port }): Endpoint => ({
      kind: 'instance',
      address: `${host}:${port}`,
      member: name,
    })),
  ];
}

function connectionLimit(primary: Seen | undefined, { maxConnections }: Thresholds) {
  if (maxConnections !== undefined) {
    return { limit: maxConnections, limitFrom: 'configuration' };
  }
  return primary && { limit: primary.identity.max_connections, limitFrom: 'max_connections' };
}

function readingsOf({ at, values }: Sample): Reading[] {
  const time = new Date(at * 1_000).toISOString();
  const age = values['transaction-age']?.[''];
  return age === undefined ? [] : [{ metric: 'transaction-age', value: age, sustained: age, at: time }];
}

const MOST_EVENTS = 100;

function eventsKept(before: SeenDatabase | undefined, event: DatabaseEvent | undefined): DatabaseEvent[] {
  return [...(event ? [event] : []), ...(before?.events ?? [])].slice(0, MOST_EVENTS);
}
