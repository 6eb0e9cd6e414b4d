import {
  type Database,
  type DatabaseEvent,
  type DatabaseLine,
  databaseSchema,
  lineOf,
  type Member,
  type PoolView,
  type Sessions,
} from '@greenroom/plugin-databases-common';
import type { Source } from '@greenroom/plugin-portal-common';

/** The present of these tests. */
export const NOW = '2026-11-21T10:54:00Z';

const healthy = { state: 'healthy' as const, reasons: [] };

export function makeSource(overrides: Partial<Source> = {}): Source {
  return { id: 'aws:4212/eu-west-1', kind: 'aws', freshness: 'live', observedAt: NOW, ...overrides };
}

/** How a source is that AWS throttles. */
export const throttled: Partial<Source> = {
  freshness: 'stale',
  observedAt: '2026-11-21T10:44:00Z',
  since: '2026-11-21T10:44:00Z',
  reason: 'AWS throttles us: rate exceeded',
};
/** How a source is whose credentials have expired. */
export const expired: Partial<Source> = {
  freshness: 'denied',
  since: '2026-11-21T10:42:00Z',
  reason: 'the credentials have expired',
};
/** How a source is whose Region does not answer. */
export const down: Partial<Source> = {
  freshness: 'unreachable',
  since: '2026-11-21T10:42:00Z',
  reason: 'eu-west-1 does not answer',
};

export function makeMember(overrides: Partial<Member> = {}): Member {
  return {
    id: 'shop-a',
    role: 'reader',
    zone: 'eu-west-1a',
    state: 'available',
    instanceClass: 'db.r6g.large',
    promotionTier: 0,
    lag: { value: 14, unit: 'ms', source: 'AuroraReplicaLag' },
    verdict: healthy,
    ...overrides,
  };
}

/** `shop-aurora`: `shop-b` writes, `shop-a` and `shop-c` read; it failed over some hours ago. */
export function makeDatabase(overrides: Partial<Database> = {}): Database {
  return databaseSchema.parse({
    id: '4212/eu-west-1/shop-aurora',
    name: 'shop-aurora',
    engine: 'aurora-postgresql',
    version: '15.4',
    place: 'eu-west-1',
    account: '4212',
    entityRefs: ['component:default/catalogue'],
    verdict: healthy,
    sentence:
      'Failed over from a to b at 08:12 (21 s). Lag 14 ms, 212 of 1,000 connections, restorable to 2 minutes ago.',
    members: [
      makeMember({ id: 'shop-b', role: 'writer', zone: 'eu-west-1b', lag: undefined, promotionTier: 1 }),
      makeMember(),
      makeMember({
        id: 'shop-c',
        zone: 'eu-west-1c',
        promotionTier: 1,
        lag: { value: 17, unit: 'ms', source: 'AuroraReplicaLag' },
      }),
    ],
    endpoints: [
      {
        kind: 'writer',
        address: 'shop-aurora.cluster-c1.eu-west-1.rds.amazonaws.com:5432',
        member: 'shop-b',
      },
      { kind: 'reader', address: 'shop-aurora.cluster-ro-c1.eu-west-1.rds.amazonaws.com:5432' },
    ],
    connections: { used: 212, limit: 1000, limitFrom: 'max_connections' },
    storage: { usedBytes: 171 * 2 ** 30, note: 'grows by itself' },
    backups: {
      lastAt: '2026-11-21T03:14:00Z',
      last: 'automatic snapshot, complete',
      earliestRestore: '2026-11-14T09:00:00Z',
      latestRestore: '2026-11-21T10:52:00Z',
      retentionDays: 7,
      window: '03:00-03:30 UTC',
    },
    alarms: { ok: 6, alarm: 0, insufficientData: 0 },
    maintenance: [],
    lastFailover: {
      from: 'shop-a',
      to: 'shop-b',
      startedAt: '2026-11-21T08:12:00Z',
      endedAt: '2026-11-21T08:12:21Z',
    },
    watching: { metrics: 12, periodSeconds: 60, dollarsADay: 0.031 },
    unseen: [],
    sources: [makeSource()],
    ...overrides,
  });
}

export function makeLine(overrides: Partial<DatabaseLine> = {}): DatabaseLine {
  return { ...lineOf(makeDatabase()), ...overrides };
}

/** RDS Multi-AZ: the standby serves nobody. */
export function makeMultiAz(overrides: Partial<Database> = {}): Database {
  return makeDatabase({
    id: '4212/eu-west-1/ledger',
    name: 'ledger',
    engine: 'rds-postgresql',
    members: [
      makeMember({
        id: 'ledger',
        role: 'writer',
        zone: 'eu-west-1a',
        lag: undefined,
        promotionTier: undefined,
      }),
      makeMember({
        id: 'ledger-standby',
        role: 'standby',
        zone: 'eu-west-1b',
        lag: undefined,
        promotionTier: undefined,
        instanceClass: undefined,
      }),
    ],
    endpoints: [{ kind: 'writer', address: 'ledger.c1.eu-west-1.rds.amazonaws.com:5432', member: 'ledger' }],
    lastFailover: undefined,
    ...overrides,
  });
}

/** Two pgpools; the second still believes in the old primary. */
export const pools: PoolView[] = [
  {
    name: 'pgpool-0',
    state: 'answers',
    nodes: [
      { node: 0, member: 'pg-0', status: 'down', role: 'standby', pgStatus: 'up', pgRole: 'standby' },
      { node: 1, member: 'pg-1', status: 'up', role: 'primary', pgStatus: 'up', pgRole: 'primary' },
    ],
    observedAt: NOW,
  },
  {
    name: 'pgpool-1',
    state: 'answers',
    nodes: [
      { node: 0, member: 'pg-0', status: 'up', role: 'primary', pgStatus: 'up', pgRole: 'standby' },
      { node: 1, member: 'pg-1', status: 'up', role: 'standby', pgStatus: 'up', pgRole: 'primary' },
    ],
    observedAt: NOW,
  },
];

/** PostgreSQL of our own behind pgpool. */
export function makePooled(overrides: Partial<Database> = {}): Database {
  return makeDatabase({
    id: 'orders',
    name: 'orders',
    engine: 'postgresql-pgpool',
    version: '16.4',
    place: 'metal-1',
    account: undefined,
    members: [
      makeMember({
        id: 'pg-0',
        role: 'standby',
        zone: undefined,
        state: 'streaming',
        instanceClass: undefined,
        promotionTier: undefined,
        lag: 'unknown',
        lagNote: 'idle: nothing to replay',
      }),
      makeMember({
        id: 'pg-1',
        role: 'primary',
        zone: undefined,
        state: 'running',
        instanceClass: undefined,
        promotionTier: undefined,
        lag: undefined,
      }),
    ],
    endpoints: [{ kind: 'pool', address: 'pgpool.orders:9999' }],
    housekeeping: {
      oldestTransactionAge: 190_000_000,
      archiver: { lastArchivedAt: '2026-11-21T10:51:00Z', failing: false, waitingFiles: 0 },
      slots: [{ name: 'pg_0', kind: 'physical', active: true, retainedBytes: 1024, walStatus: 'reserved' }],
      sizes: [{ database: 'orders', bytes: 12 * 2 ** 30 }],
    },
    watching: undefined,
    lastFailover: undefined,
    sources: [makeSource({ id: 'postgres:orders', kind: 'postgres' })],
    ...overrides,
  });
}

export const failoverEvent: DatabaseEvent = {
  id: 'e1',
  at: '2026-11-21T08:12:00Z',
  kind: 'failover',
  text: 'Started cross AZ failover to DB instance: shop-b',
  member: 'shop-b',
  from: 'rds',
};

export const vaultSessions: Sessions = {
  role: 'catalogue',
  madeByVault: true,
  database: 'shop',
  active: 3,
  idle: 20,
  idleInTransaction: 1,
  longestTransactionSeconds: 340,
};
