import { ServiceUnavailableError } from '@backstage/errors';
import { type MetricsAnswer, metricsAnswerSchema } from '@greenroom/plugin-databases-common';
import { JsonDocument, TooManyRequestsError } from '@greenroom/plugin-portal-node';
import type { DatabaseSource, HistoryQuery } from '../DatabaseSource';

export interface HistoriesOptions {
  /** Shared by all replicas. What it does not answer is asked of the source. */
  cache: {
    get(key: string): Promise<unknown>;
    set(key: string, value: MetricsAnswer, options: { ttl: number }): Promise<void>;
  };
  /** Milliseconds since 1970. */
  now(): number;
}

interface Kept {
  document: Promise<JsonDocument>;
  until: number;
}

/** What was answered last to a question that is asked again and again as time goes. */
interface Latest {
  query: HistoryQuery;
  answer: MetricsAnswer;
  /** Milliseconds since 1970. */
  at: number;
}

/** What ended long ago changes no more; what goes on has another point with the next period. */
const LONG_MS = 600_000;
const SHORT_MS = 10_000;
/** Points come late: CloudWatch's up to some minutes. */
const SETTLED_S = 900;
/** Answers kept in the process: the largest are some megabytes. */
const KEPT = 100;
/** Questions of one source that are answered at once, and that may wait for it. */
const AT_ONCE = 4;
const WAITING = 40;
const TIMEOUT_MS = 20_000;

/** What was measured, asked of the source once for all who ask the same. */
export class Histories {
  readonly #options: HistoriesOptions;
  readonly #kept = new Map<string, Kept>();
  readonly #latest = new Map<string, Latest>();
  readonly #lanes = new Map<string, Lane>();

  constructor(options: HistoriesOptions) {
    this.#options = options;
  }

  /**
   * Where the source can not be asked, what it answered last to the same over the same length, saying so.
   *
   * @throws TooManyRequestsError when more is asked of the source than it can answer
   * @throws what the source throws
   */
  of(source: DatabaseSource, query: HistoryQuery): Promise<JsonDocument> {
    const { database, ...asked } = query;
    const key = JSON.stringify([database.id, asked]);
    const now = this.#options.now();
    const known = this.#kept.get(key);
    if (known && known.until > now) {
      return known.document;
    }
    const ttl = ttlOf(query, now);
    const document = this.#shared(source, query, key, ttl);
    keep(this.#kept, key, { document, until: now + ttl });
    // A failure is nobody's answer but theirs who waited for it.
    document.catch(() => this.#kept.get(key)?.document === document && this.#kept.delete(key));
    return document.catch(error => this.#aged(query, error));
  }

  /** @throws the error, when nothing was answered before or the question is at fault */
  #aged(query: HistoryQuery, error: unknown): JsonDocument {
    const latest = this.#latest.get(keyOfLength(query));
    if (!latest || !isLike(latest.query, query) || !(error instanceof ServiceUnavailableError)) {
      throw error;
    }
    const aged = { at: new Date(latest.at).toISOString(), reason: error.message };
    return JsonDocument.of({ ...latest.answer, aged });
  }

  async #shared(
    source: DatabaseSource,
    query: HistoryQuery,
    key: string,
    ttl: number,
  ): Promise<JsonDocument> {
    const { cache } = this.#options;
    const cached = metricsAnswerSchema.safeParse(await cache.get(key).catch(() => undefined));
    const answer = cached.success ? cached.data : await this.#asked(source, query);
    keep(this.#latest, keyOfLength(query), { query, answer, at: this.#options.now() });
    if (!cached.success) {
      await cache.set(key, answer, { ttl }).catch(() => undefined);
    }
    return JsonDocument.of(answer);
  }

  #asked(source: DatabaseSource, query: HistoryQuery): Promise<MetricsAnswer> {
    return this.#lane(source.id).pass(() => source.history(query, AbortSignal.timeout(TIMEOUT_MS)));
  }

  #lane(source: string): Lane {
    const lane = this.#lanes.get(source) ?? new Lane(source);
    this.#lanes.set(source, lane);
    return lane;
  }
}

/** The newest of a bounded number. */
function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > KEPT && oldest !== undefined) {
    map.delete(oldest);
  }
}

/** The last three hours are another question each minute, at times with a period more, and the same one to a person. */
function keyOfLength({ database, metrics, from, to, periodSeconds }: HistoryQuery): string {
  const unit = Math.max(3_600, periodSeconds);
  return JSON.stringify([database.id, metrics, periodSeconds, Math.ceil((to - from - periodSeconds) / unit)]);
}

/** Most of what is asked for is in it. */
const isLike = (known: HistoryQuery, { from, to }: HistoryQuery) =>
  Math.abs(known.to - to) <= (to - from) / 2;

function ttlOf({ to, periodSeconds }: HistoryQuery, now: number): number {
  const isSettled = to + SETTLED_S < now / 1_000;
  return isSettled ? LONG_MS : Math.max(SHORT_MS, Math.min(periodSeconds * 1_000, 60_000) / 2);
}

/** A few at once, in turn. */
class Lane {
  readonly #source: string;
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  constructor(source: string) {
    this.#source = source;
  }

  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside < AT_ONCE) {
      this.#inside += 1;
    } else {
      await this.#turn();
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) {
        next();
      } else {
        this.#inside -= 1;
      }
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= WAITING) {
      throw new TooManyRequestsError(
        `${this.#source}: at most ${AT_ONCE + WAITING} questions about its metrics at a time`,
      );
    }
    return new Promise(resolve => this.#waiting.push(resolve));
  }
}
