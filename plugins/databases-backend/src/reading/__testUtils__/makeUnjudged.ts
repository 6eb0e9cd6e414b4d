import type { Source } from '@greenroom/plugin-portal-common';
import { defaultsFor, type ThresholdOverrides } from '../thresholds';
import type { Circumstances, Unjudged } from '../Unjudged';

export const NOW = Date.parse('2026-11-21T08:40:00.000Z');
export const at = (minutesAgo: number): string => new Date(NOW - minutesAgo * 60_000).toISOString();

export const liveSource: Source = { id: 'aws:402917760021/eu-central-1', kind: 'aws', freshness: 'live' };

type Overrides = Omit<Partial<Unjudged>, 'database'> & { database?: Partial<Unjudged['database']> };

/** An Aurora cluster with nothing wrong, but for what a test says. */
export function makeUnjudged({ database, ...rest }: Overrides = {}): Unjudged {
  return {
    alarms: [],
    events: [],
    pools: [],
    sessions: [],
    ...rest,
    database: {
      id: '402917760021/eu-central-1/shop-aurora',
      name: 'shop-aurora',
      engine: 'aurora-postgresql',
      place: 'eu-central-1',
      entityRefs: [],
      members: [
        { id: 'a', role: 'writer', state: 'available', instanceClass: 'db.r6g.large' },
        {
          id: 'b',
          role: 'reader',
          state: 'available',
          lag: { value: 14, unit: 'ms', source: 'AuroraReplicaLag' },
        },
      ],
      endpoints: [],
      connections: { used: 212, limit: 1_000, limitFrom: 'configuration' },
      storage: {},
      backups: { latestRestore: at(2), lastAt: at(300), retentionDays: 7 },
      alarms: { ok: 0, alarm: 0, insufficientData: 0 },
      maintenance: [],
      unseen: [],
      sources: [liveSource],
      ...database,
    },
  };
}

export function makeCircumstances(
  { database }: Unjudged,
  thresholds: ThresholdOverrides = {},
): Circumstances & { gaps: [] } {
  return { now: NOW, thresholds: { ...defaultsFor(database.engine), ...thresholds }, gaps: [] };
}
