import {
  type MetricName,
  metrics,
  type MetricsAnswer,
  type PoolView,
  type Series,
} from '@greenroom/plugin-databases-common';
import { InputError } from '@backstage/errors';
import { moment } from '@greenroom/plugin-portal-node';
import type { DatabaseSource, HistoryQuery, Look, SeenDatabase, Wanted } from '../DatabaseSource';
import { judge } from '../reading/judge';
import type { StorageSample } from '../reading/storageTrend';
import { type ThresholdTable, thresholdsOf } from '../reading/thresholds';
import { type Configured, describe, membersOf } from './describe';
import { type Login, PostgresClient } from './PostgresClient';
import { lookAtPool } from './poolSight';
import { reportOf, sourceOf } from './report';
import { type Observation, sampleOf } from './sampleOf';
import { type Sample, valuesIn, whose } from './samples/Samples';
import { KEPT_SECONDS, type SampleStore } from './samples/SampleStore';
import { lookAt } from './sight';

export interface PostgresSourceOptions {
  configured: Configured;
  login: Login;
  thresholds: ThresholdTable;
  /** Milliseconds since 1970. */
  now(): number;
  /** Shared by all replicas. */
  samples: SampleStore;
}

/** Seconds between two looks, and the period of what they measure. */
const PERIOD = 10;
const TAIL_PERIODS = 15;
const STORAGE_EVERY = 300;
/** After so many looks that others have had, what they kept is read again. */
const MISSED = 3 * PERIOD;

/** One PostgreSQL that somebody runs themselves: its members, and the pgpools before it. */
export class PostgresSource implements DatabaseSource {
  readonly id: string;
  readonly everySeconds = PERIOD;
  readonly periodSeconds = PERIOD;
  readonly #options: PostgresSourceOptions;
  readonly #members: { name: string; client: PostgresClient }[];
  readonly #pools: { name: string; client: PostgresClient }[];
  #storage: StorageSample[] = [];
  #last?: Observation;
  #lastSuccessAt?: number;

  constructor(options: PostgresSourceOptions) {
    const { configured, login } = options;
    this.id = `postgres:${configured.name}`;
    this.#options = options;
    this.#members = configured.members.map(({ name, host, port }) => ({
      name,
      client: new PostgresClient({ kind: 'postgres', host, port }, login),
    }));
    this.#pools = configured.pools.map(({ name, host, port }) => ({
      name,
      client: new PostgresClient({ kind: 'pgpool', host, port }, login),
    }));
  }

  async look(before: Look | undefined, signal: AbortSignal): Promise<Look> {
    const known = before?.databases.find(({ database }) => database.id === this.#options.configured.name);
    const [observation, pools] = await Promise.all([
      this.#observe(signal),
      this.#poolViews(known?.pools ?? [], signal),
    ]);
    const seen = await this.#judged(observation, pools, known);
    this.#last = observation;
    return { databases: [seen], report: this.#report(observation, pools) };
  }

  async tail(wanted: readonly Wanted[]): Promise<Map<string, Series[]>> {
    const own = wanted.filter(({ database }) => database.id === this.#options.configured.name);
    if (own.length === 0) {
      return new Map();
    }
    const end = Math.floor(this.#options.now() / 1_000 / PERIOD) * PERIOD + PERIOD;
    const range = { from: end - TAIL_PERIODS * PERIOD, to: end, period: PERIOD };
    const samples = await this.#options.samples.between(this.id, range);
    return new Map(own.map(one => [one.database.id, this.#series(samples, one, range)]));
  }

  async history(query: HistoryQuery): Promise<MetricsAnswer> {
    const { from, to, periodSeconds: period } = query;
    if (!(to > from)) {
      throw new InputError('to has to be later than from');
    }
    const { samples: store } = this.#options;
    const [samples, since] = await Promise.all([store.between(this.id, { from, to }), store.since(this.id)]);
    return {
      from: new Date(from * 1_000).toISOString(),
      to: new Date(to * 1_000).toISOString(),
      periodSeconds: period,
      series: this.#series(samples, query, { from, to, period }),
      missing: query.metrics.flatMap(metric => this.#missing(samples, metric, { from, since })),
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#members, ...this.#pools].map(({ client }) => client.close()));
  }

  async #observe(signal: AbortSignal): Promise<Observation> {
    const members = await Promise.all(
      this.#members.map(async ({ name, client }) => ({ name, sight: await lookAt(client, signal) })),
    );
    return { at: this.#options.now(), members };
  }

  #poolViews(before: readonly PoolView[], signal: AbortSignal): Promise<PoolView[]> {
    const { configured, now } = this.#options;
    const { members } = configured;
    return Promise.all(
      this.#pools.map(({ name, client }) => {
        const known = before.find(view => view.name === name);
        const asked = { name, client, members, now: new Date(now()).toISOString() };
        return lookAtPool({ ...asked, ...(known && { before: known }) }, signal);
      }),
    );
  }

  async #judged(
    observation: Observation,
    pools: PoolView[],
    known: SeenDatabase | undefined,
  ): Promise<SeenDatabase> {
    const { configured, thresholds, now } = this.#options;
    const members = membersOf(configured, observation.members);
    const sample = sampleOf(observation, this.#last, members);
    await this.#keep(sample);
    const own = thresholdsOf(
      { id: configured.name, name: configured.name, engine: 'postgresql' },
      thresholds,
    );
    const seen = describe(configured, observation, pools, members, {
      thresholds: own,
      source: sourceOf(this.id, observation, this.#lastSuccessAt),
      storage: this.#storage,
      sample,
      ...(known && { before: known }),
    });
    return judge(seen, { now: now(), thresholds: own, gaps: [], ...(known && { before: known }) });
  }

  /** What was measured while another replica looked counts as well. */
  async #keep(sample: Sample): Promise<void> {
    const { samples } = this.#options;
    const from = sample.at - KEPT_SECONDS;
    const before =
      sample.at - (this.#last?.at ?? 0) / 1_000 > MISSED
        ? storageOf(await samples.between(this.id, { from, to: sample.at }))
        : this.#storage.filter(({ at }) => at >= from);
    this.#storage = thinned([...before, ...storageOf([sample])]);
    await samples.add(this.id, sample);
  }

  #series(
    samples: readonly Sample[],
    { database, metrics: names }: Wanted,
    range: { from: number; to: number; period: number },
  ): Series[] {
    const limits = thresholdsOf(database, this.#options.thresholds);
    const lines: Partial<Record<MetricName, number>> = {
      'replica-lag': limits.lagSeconds,
      'transaction-age': limits.transactionAge,
    };
    return names.flatMap(metric =>
      whose(samples, metric).map((of): Series => {
        const limit = lines[metric];
        return {
          metric,
          unit: metrics[metric].unit,
          ...(of !== '' && { of }),
          statistic: 'average',
          periodSeconds: range.period,
          start: range.from,
          values: valuesIn(samples, { metric, of }, range),
          ...(limit !== undefined && { limit }),
        };
      }),
    );
  }

  #missing(
    samples: readonly Sample[],
    metric: MetricName,
    { from, since }: { from: number; since: number | undefined },
  ): MetricsAnswer['missing'] {
    if (whose(samples, metric).length === 0) {
      return [{ metric, reason: 'PostgreSQL was not seen to have any, or keeps none' }];
    }
    return since !== undefined && since > from
      ? [
          {
            metric,
            reason: `PostgreSQL keeps no history: it is known since ${moment(new Date(since * 1_000).toISOString(), this.#options.now())}, when the portal began to watch`,
          },
        ]
      : [];
  }

  #report(observation: Observation, pools: readonly PoolView[]) {
    const source = sourceOf(this.id, observation, this.#lastSuccessAt);
    if (source.freshness === 'live') {
      this.#lastSuccessAt = observation.at;
    }
    return reportOf({ source, configured: this.#options.configured, observation, pools });
  }
}

function storageOf(samples: readonly Sample[]): StorageSample[] {
  return samples.flatMap(({ at, values }) => {
    const usedBytes = values['used-storage']?.[''];
    return usedBytes === undefined ? [] : [{ at, usedBytes }];
  });
}

/** One in five minutes: a trend of hours needs no more. */
function thinned(samples: readonly StorageSample[]): StorageSample[] {
  return samples.reduce<StorageSample[]>(
    (kept, one) => (one.at - (kept.at(-1)?.at ?? -Infinity) >= STORAGE_EVERY ? [...kept, one] : kept),
    [],
  );
}
