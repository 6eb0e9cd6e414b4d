import type {
  Alarm,
  Database,
  DatabaseEvent,
  MetricName,
  MetricsAnswer,
  PoolView,
  Series,
  Sessions,
} from '@greenroom/plugin-databases-common';
import type { SourceReport } from '@greenroom/plugin-portal-common';

/** A database as a look at its source found it, read into the one model. `entityRefs` is filled in by who asks. */
export interface SeenDatabase {
  database: Database;
  alarms: Alarm[];
  events: DatabaseEvent[];
  pools: PoolView[];
  sessions: Sessions[];
  /**
   * Entities that the database itself names, by a tag or in the portal's configuration, in full form
   * (`component:default/checkout`). They are shown; whether they open anything is decided by who asks.
   */
  namedEntities?: string[];
}

/** What one look brought. It is plain JSON: every replica follows it from the database. */
export interface Look {
  databases: SeenDatabase[];
  report: SourceReport;
}

/** A database's metrics somebody has open. */
export interface Wanted {
  /** As the last look told it: whoever asks has it, so that a source answers in every replica without a look of its own. */
  database: Database;
  metrics: readonly MetricName[];
}

export interface HistoryQuery extends Wanted {
  /** Seconds since 1970, multiples of the period. */
  from: number;
  to: number;
  periodSeconds: number;
}

/**
 * One thing that is read from: an AWS account in a Region, or a PostgreSQL with what stands before it. It does not
 * decide when it is asked; it keeps no timers. It never throws for what the source does: that is in the report.
 */
export interface DatabaseSource {
  /** `aws:<account>/<region>` or `postgres:<name>`. */
  readonly id: string;
  /** How often a look is worth something while somebody watches. */
  readonly everySeconds: number;
  /** Resource pace of metrics: 60 for AWS, 5 … 10 for PostgreSQL. */
  readonly periodSeconds: number;
  /** @param before the look before this one, for what is only seen between two (rates, failovers, a name that is gone) */
  look(before: Look | undefined, signal: AbortSignal): Promise<Look>;
  /**
   * The newest points of all that is wanted, by database id: one shared fetch, at most one for each period.
   *
   * @throws ServiceUnavailableError naming the source and what is wrong with it
   */
  tail(wanted: readonly Wanted[], signal: AbortSignal): Promise<Map<string, Series[]>>;
  /**
   * What was asked for and is not there is in `missing`, with why.
   *
   * @throws InputError for more points than can be had, or times that are reversed
   * @throws ServiceUnavailableError naming the source and what is wrong with it
   */
  history(query: HistoryQuery, signal: AbortSignal): Promise<MetricsAnswer>;
  close(): Promise<void>;
}

/** Whether a source may have a database, by its id: `<account>/<region>/<name>` of an AWS source, the source's own name of a PostgreSQL. */
export function mayHave(source: string, database: string): boolean {
  const place = source.slice(source.indexOf(':') + 1);
  return source.startsWith('aws:') ? database.startsWith(`${place}/`) : database === place;
}
