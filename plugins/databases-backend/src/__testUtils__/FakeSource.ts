import type { Database, MetricsAnswer, Series } from '@greenroom/plugin-databases-common';
import type { SourceReport } from '@greenroom/plugin-portal-common';
import type { DatabaseSource, HistoryQuery, Look, SeenDatabase, Wanted } from '../DatabaseSource';

/** An AWS account in a Region as a test wants it; counts how it is asked. */
export class FakeSource implements DatabaseSource {
  everySeconds = 60;
  periodSeconds = 60;
  databases: SeenDatabase[] = [];
  report: Partial<SourceReport> = {};
  looks = 0;
  tails: (readonly Wanted[])[] = [];
  histories: HistoryQuery[] = [];
  answer: (query: HistoryQuery) => Promise<MetricsAnswer> = async query => historyOf(query);
  isClosed = false;

  constructor(readonly id = 'aws:402917760021/eu-central-1') {}

  async look(): Promise<Look> {
    this.looks += 1;
    const report: SourceReport = {
      id: this.id,
      kind: this.id.startsWith('aws:') ? 'aws' : 'postgres',
      name: this.id.replace(/^\w+:/, ''),
      freshness: 'live',
      missingPermissions: [],
      parts: [],
      ...this.report,
    };
    return { databases: structuredClone(this.databases), report };
  }

  async tail(wanted: readonly Wanted[]): Promise<Map<string, Series[]>> {
    this.tails.push(wanted);
    return new Map(
      wanted.map(({ database, metrics }) => [
        database.id,
        metrics.map(metric => seriesOf(metric, 1_800_000_000, [1, null, this.tails.length])),
      ]),
    );
  }

  async history(query: HistoryQuery): Promise<MetricsAnswer> {
    this.histories.push(query);
    return this.answer(query);
  }

  async close() {
    this.isClosed = true;
  }
}

export function seriesOf(metric: Series['metric'], start: number, values: (number | null)[]): Series {
  return { metric, unit: 'percent', statistic: 'average', periodSeconds: 60, start, values };
}

function historyOf({ metrics, from, to, periodSeconds }: HistoryQuery): MetricsAnswer {
  const count = (to - from) / periodSeconds;
  return {
    from: new Date(from * 1_000).toISOString(),
    to: new Date(to * 1_000).toISOString(),
    periodSeconds,
    series: metrics.map(metric => ({
      ...seriesOf(
        metric,
        from,
        Array.from({ length: count }, (_, index) => index),
      ),
      periodSeconds,
    })),
    missing: [],
  };
}

/** A database that is well, as a look finds it. */
export function makeSeen(name: string, overrides: Partial<Database> = {}): SeenDatabase {
  const verdict = { state: 'healthy' as const, reasons: [] };
  return {
    database: {
      id: `402917760021/eu-central-1/${name}`,
      name,
      engine: 'aurora-postgresql',
      place: 'eu-central-1',
      entityRefs: [],
      verdict,
      sentence: 'Lag 14 ms, 212 of 1,000 connections.',
      members: [
        { id: `${name}-a`, role: 'writer', zone: 'eu-central-1a', state: 'available', verdict },
        {
          id: `${name}-b`,
          role: 'reader',
          zone: 'eu-central-1b',
          state: 'available',
          lag: { value: 14, unit: 'ms', source: 'AuroraReplicaLag' },
          verdict,
        },
      ],
      endpoints: [],
      connections: { used: 212, limit: 1_000 },
      storage: {},
      backups: {},
      alarms: { ok: 3, alarm: 0, insufficientData: 0 },
      maintenance: [],
      unseen: [],
      sources: [],
      ...overrides,
    },
    alarms: [],
    events: [],
    pools: [],
    sessions: [],
  };
}
