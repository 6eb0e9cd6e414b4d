import type { PostgresError } from '../PostgresError';

/** One column as RowDescription tells it: values go as text. */
export interface Column {
  name: string;
  /** OID of its type. */
  type: number;
  /** Bytes of a value, -1 where they vary. */
  size: number;
}

/** What one statement came to. */
export interface Answer {
  /** What CommandComplete says, e.g. `SELECT 2`; empty for an empty statement. */
  tag: string;
  /** Absent for a statement that answers no rows. */
  columns?: readonly Column[];
  rows?: readonly (readonly (string | null)[])[];
  /** Told before the end of the statement. */
  notice?: PostgresError;
  /** Parameters of the session that the client is told of, because they have changed. */
  changed?: Readonly<Record<string, string>>;
}

/** A statement with its types known: of the extended protocol. */
export interface Prepared {
  /** OIDs. */
  parameterTypes: readonly number[];
  /** Absent for a statement that answers no rows. */
  columns?: readonly Column[];
  /** @throws PostgresError */
  run(parameters: readonly (string | null)[], signal: AbortSignal): Promise<Answer>;
}

/** A signed-in client, as the engine behind the wire sees it. Every method throws PostgresError for what it refuses. */
export interface Session {
  /** Told to the client at its start: `server_version`, `TimeZone`, … */
  readonly parameters: Readonly<Record<string, string>>;
  /** Idle, in a transaction, in a failed transaction. */
  readonly transaction: 'I' | 'T' | 'E';
  /** All statements of a simple query, one after the other. */
  query(sql: string, signal: AbortSignal): AsyncIterable<Answer>;
  prepare(sql: string, parameterTypes: readonly number[]): Prepared;
  /** A statement failed outside of the session: a transaction is a failed one from here on. */
  failed(): void;
  close(): void;
}

/** What a client said at its start. */
export interface Startup {
  user: string;
  database: string;
  /** All else: `application_name`, `options`, settings. */
  parameters: Readonly<Record<string, string>>;
  /** By which address and port it comes. */
  client: { address: string; port: number };
  processId: number;
}

/** Who may sign in to a server, and what is behind it. */
export interface Engine {
  /** Before anybody has said who he is. @throws PostgresError when nobody is let in at all */
  admit?(): void;
  /** The password of an account; `undefined` for one that there is not. */
  passwordOf(user: string): string | undefined;
  /** What a client is told whose password is wrong, or whose account there is not. */
  refusal?(user: string): PostgresError;
  /** @throws PostgresError, `FATAL` */
  open(startup: Startup): Promise<Session>;
}
