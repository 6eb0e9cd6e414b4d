import { type CloudWatchClient, MAX_QUERIES } from './CloudWatchClient';
import { type AwsFault, faultOf, isSpared } from './faults';
import { keyOf, type MetricQuery, UNKNOWN } from './metricQueries';
import type { SourceClock } from '../sourceClock';
import { Pause } from './Pause';

/** Points of one query, a value for each period; a period that AWS has no point of is a gap. */
export interface Points {
  /** Seconds since 1970 of the first value. */
  start: number;
  period: number;
  values: (number | null)[];
}

/** One metric that is followed. */
export interface Followed {
  query: MetricQuery;
  /** Seconds that are had back each time. */
  window: number;
  /** Seconds between two times it is asked for. */
  pace: number;
}

interface Kept extends Followed {
  bucket: number;
  points?: Points;
}

/** Shortest period of AWS/RDS, and so the pace of the shared fetch. Seconds. */
export const PERIOD = 60;

/**
 * The newest points of every metric that somebody wants in an account's Region, fetched together: at most one fetch of
 * ⌈queries / 500⌉ calls a period, however many ask and however often. What was asked for in the period before comes
 * with the first fetch of this one, so that a table and a page that are open at once share their calls.
 */
export class SharedMetrics {
  readonly #client: Pick<CloudWatchClient, 'metrics'>;
  readonly #clock: SourceClock;
  readonly #place: string;
  readonly #pause: Pause;
  readonly #kept = new Map<string, Kept>();
  readonly #askedIn = new Map<string, number>();
  #queue: Promise<void> = Promise.resolve();
  #fault?: AwsFault & { since: number };
  #observedAt?: number;

  constructor(client: Pick<CloudWatchClient, 'metrics'>, place: string, clock: SourceClock) {
    this.#client = client;
    this.#clock = clock;
    this.#place = place;
    this.#pause = new Pause(PERIOD * 1000, () => clock.random());
  }

  get fault(): (AwsFault & { since: number }) | undefined {
    return this.#fault;
  }

  get observedAt(): number | undefined {
    return this.#observedAt;
  }

  /** How many metrics are asked for at present. */
  get followed(): number {
    return this.#kept.size;
  }

  /** Points by `keyOf`, as new as the period allows. Never throws: see `fault`. A query that never answered is absent. */
  async newest(wanted: readonly Followed[], signal: AbortSignal): Promise<Map<string, Points>> {
    const turn = this.#queue.then(() => this.#fetchDue(wanted, signal));
    this.#queue = turn;
    await turn;
    return new Map(
      wanted.flatMap(({ query }) => {
        const key = keyOf(query);
        const points = this.#kept.get(key)?.points;
        return points ? [[key, points]] : [];
      }),
    );
  }

  async #fetchDue(wanted: readonly Followed[], signal: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    const bucket = Math.floor(now / 1000 / PERIOD);
    this.#note(wanted, bucket);
    const isDue = wanted.some(({ query }) => this.#isDue(keyOf(query), bucket));
    if (!isDue || !this.#pause.isOver(now)) {
      return;
    }
    this.#forget(bucket);
    const due = [...this.#kept.values()].filter(({ query }) => this.#isDue(keyOf(query), bucket));
    try {
      for (const batch of batches(due)) {
        await this.#fetch(batch, bucket, signal);
      }
      this.#fault = undefined;
      this.#observedAt = this.#clock.now();
      this.#pause.reset();
    } catch (error) {
      if (!signal.aborted) {
        this.#failed(error, now);
      }
    }
  }

  #note(wanted: readonly Followed[], bucket: number): void {
    for (const one of wanted) {
      const key = keyOf(one.query);
      this.#askedIn.set(key, bucket);
      const kept = this.#kept.get(key);
      this.#kept.set(
        key,
        kept
          ? { ...kept, window: Math.max(kept.window, one.window), pace: Math.min(kept.pace, one.pace) }
          : { ...one, bucket: -Infinity },
      );
    }
  }

  /** What was asked for neither in this period nor in the one before is nobody's any more. */
  #forget(bucket: number): void {
    for (const [key, asked] of this.#askedIn) {
      const pace = this.#kept.get(key)?.pace ?? PERIOD;
      if (asked < bucket - Math.ceil(pace / PERIOD)) {
        this.#askedIn.delete(key);
        this.#kept.delete(key);
      }
    }
  }

  #isDue(key: string, bucket: number): boolean {
    const kept = this.#kept.get(key);
    return kept !== undefined && bucket - kept.bucket >= Math.ceil(kept.pace / PERIOD);
  }

  async #fetch(batch: readonly Kept[], bucket: number, signal: AbortSignal): Promise<void> {
    const window = Math.max(...batch.map(one => one.window));
    const coarsest = Math.max(...batch.map(({ query }) => query.period));
    const to = Math.floor((bucket * PERIOD) / coarsest) * coarsest + (coarsest > PERIOD ? coarsest : 0);
    const from = to - Math.ceil(window / coarsest) * coarsest;
    const results = await this.#client.metrics(
      batch.map(({ query }) => query),
      { from, to },
      signal,
    );
    batch.forEach((one, i) => {
      const result = results[i];
      if (result) {
        const end = bucket * PERIOD;
        const points = onGrid(result.points, { from: Math.max(from, end - one.window), to: end }, one.query);
        // What AWS did not complete is asked for again before the period is over.
        this.#kept.set(keyOf(one.query), { ...one, points, bucket: result.isComplete ? bucket : one.bucket });
      }
    });
  }

  #failed(error: unknown, now: number): void {
    const fault = faultOf(error, { action: 'cloudwatch:GetMetricData', place: this.#place, now });
    this.#fault = { ...fault, since: this.#fault?.since ?? now };
    this.#pause.failed(now, isSpared(fault));
  }
}

/** Those with long windows together, so that few calls are long. */
export function batches<T extends Followed>(due: readonly T[]): T[][] {
  const sorted = [...due].sort((a, b) => b.window - a.window);
  const found: T[][] = [];
  for (let i = 0; i < sorted.length; i += MAX_QUERIES) {
    found.push(sorted.slice(i, i + MAX_QUERIES));
  }
  return found;
}

/** AWS leaves periods out that it has nothing of: they become gaps, and so does what it writes for "unknown". */
export function onGrid(
  points: readonly { at: number; value: number }[],
  { from, to }: { from: number; to: number },
  { period }: Pick<MetricQuery, 'period'>,
): Points {
  const start = Math.ceil(from / period) * period;
  const values = new Array<number | null>(Math.max(0, Math.ceil((to - start) / period))).fill(null);
  for (const { at, value } of points) {
    const i = Math.floor((at - start) / period);
    if (i >= 0 && i < values.length && Number.isFinite(value) && value !== UNKNOWN) {
      values[i] = value;
    }
  }
  return { start, period, values };
}
