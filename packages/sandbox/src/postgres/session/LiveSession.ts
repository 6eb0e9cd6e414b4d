import type { Backend } from '../model/Backend';
import type { LiveBackend } from '../model/PostgresNode';

export interface LiveOptions {
  pid: number;
  user: string;
  database: string;
  application: () => string;
  client: { address: string; port: number };
  /** Sandbox seconds. */
  now(): number;
}

/** A connection as `pg_stat_activity` shows it. */
export class LiveSession implements LiveBackend {
  readonly pid: number;
  private readonly since: number;
  private state: NonNullable<Backend['state']> = 'idle';
  private statement = '';
  private stateSince: number;
  private statementSince: number | undefined;
  private transactionSince: number | undefined;

  constructor(private readonly options: LiveOptions) {
    this.pid = options.pid;
    this.since = options.now();
    this.stateSince = this.since;
  }

  begin(statement: string, transaction: 'I' | 'T' | 'E'): void {
    const now = this.options.now();
    this.state = 'active';
    // As much as track_activity_query_size keeps.
    this.statement = statement.slice(0, 1_023);
    this.stateSince = now;
    this.statementSince = now;
    if (transaction === 'I' || this.transactionSince === undefined) this.transactionSince = now;
  }

  idle(transaction: 'I' | 'T' | 'E'): void {
    const states = { I: 'idle', T: 'idle in transaction', E: 'idle in transaction (aborted)' } as const;
    this.state = states[transaction];
    this.stateSince = this.options.now();
    if (transaction === 'I') this.transactionSince = undefined;
  }

  /** Sandbox seconds at which the transaction began. */
  get transactionTime(): number {
    return this.transactionSince ?? this.options.now();
  }

  read(): Backend {
    const { pid, user, database, application, client } = this.options;
    return {
      pid,
      backendType: 'client backend',
      user,
      database,
      application: application(),
      client,
      since: this.since,
      transactionSince: this.transactionSince,
      statementSince: this.statementSince,
      stateSince: this.stateSince,
      state: this.state,
      wait: this.state === 'active' ? undefined : ['Client', 'ClientRead'],
      statement: this.statement,
    };
  }
}
