import { PostgresError } from '../PostgresError';
import type { PostgresNode } from '../model/PostgresNode';
import type { Answer, Engine, Prepared, Session, Startup } from '../wire/Session';
import { ConnectionEnds } from '../wire/startup';
import { answerShow, showName } from './showStatements';
import type { PoolView } from './PoolView';

/** One client's connection through a pgpool, as `SHOW POOL_PROCESSES` tells it. */
export interface PoolClient {
  processId: number;
  user: string;
  database: string;
  /** Sandbox seconds. */
  since: number;
}

export interface PoolEngineOptions {
  view: PoolView;
  engineOf(node: PostgresNode): Engine;
  now(): number;
}

/**
 * A pgpool behind the wire. In the simple protocol it answers `SHOW POOL_…` itself; all else, and every statement of the extended
 * protocol, goes to the primary that it believes in.
 */
export class PoolEngine implements Engine {
  readonly clients = new Map<number, PoolClient>();

  constructor(private readonly options: PoolEngineOptions) {}

  /** @throws PostgresError XX000 while it looks for a new primary, 08S01 with no server left; ConnectionEnds at its end */
  admit(): void {
    const { view } = this.options;
    if (view.state === 'ending') throw new ConnectionEnds();
    if (view.state === 'closed') throw nothingLeft();
    if (view.state === 'refusing' || !view.primary) {
      const index = view.lostIndex;
      throw PostgresError.fatal('XX000', `failed to create a backend ${index} connection`, {
        detail: 'not executing failover because failover_on_backend_error is off',
      });
    }
  }

  passwordOf(user: string): string | undefined {
    const { view, engineOf } = this.options;
    return view.primary && engineOf(view.primary).passwordOf(user);
  }

  /** As pgpool 4.3 does, with the SQLSTATE that it has for everything. */
  refusal(user: string): PostgresError {
    if (this.passwordOf(user) === undefined) {
      const detail = `pool_passwd file does not contain an entry for "${user}"`;
      return PostgresError.fatal('XX000', 'SCRAM authentication failed', { detail });
    }
    const detail = `username "${user}" or password does not exist in backend`;
    return new PostgresError('XX000', 'authentication failed', { detail });
  }

  async open(startup: Startup): Promise<Session> {
    const { view, engineOf, now } = this.options;
    const { primary } = view;
    if (!primary) throw new ConnectionEnds();
    const session = await engineOf(primary).open(startup);
    const { processId, user, database } = startup;
    const client = { processId, user, database, since: now() };
    this.clients.set(processId, client);
    return new PoolSession(session, {
      show: name => answerShow(name, { view, clients: [...this.clients.values()], client }),
      close: () => this.clients.delete(processId),
    });
  }
}

function nothingLeft(): PostgresError {
  return new PostgresError('08S01', 'pgpool is not accepting any new connections', {
    detail: 'all backend nodes are down, pgpool requires at least one valid node',
    hint: 'repair the backend nodes and restart pgpool',
  });
}

interface PoolSide {
  show(name: string): Answer;
  close(): void;
}

class PoolSession implements Session {
  constructor(
    private readonly behind: Session,
    private readonly own: PoolSide,
  ) {}

  get parameters() {
    return this.behind.parameters;
  }

  get transaction() {
    return this.behind.transaction;
  }

  async *query(sql: string, signal: AbortSignal): AsyncIterable<Answer> {
    const name = showName(sql);
    if (name === undefined) yield* this.behind.query(sql, signal);
    else yield this.own.show(name);
  }

  prepare(sql: string, parameterTypes: readonly number[]): Prepared {
    return this.behind.prepare(sql, parameterTypes);
  }

  failed(): void {
    this.behind.failed();
  }

  close(): void {
    this.own.close();
    this.behind.close();
  }
}
