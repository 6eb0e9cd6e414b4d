import { Pool, type PoolClient } from 'pg';
import type { z } from 'zod';
import { steadyClock } from '@greenroom/plugin-portal-node';
import { NotAnswered, SuperuserRefused } from './faults';

/** A PostgreSQL or a pgpool. */
export interface Server {
  kind: 'postgres' | 'pgpool';
  host: string;
  port: number;
}

export interface Login {
  user: string;
  database: string;
  /** Asked at each login, so that a password that was changed is used. */
  password(): Promise<string>;
  /** `false`: not encrypted. */
  tls: false | { ca?: string; servername?: string; rejectUnauthorized: boolean };
}

/** What is asked on one connection, one after the other. */
export interface Session {
  /** Only text: pgpool passes on what has values or a name. */
  rows<T>(sql: string, row: z.ZodType<T>): Promise<T[]>;
}

const CONNECT_MS = 3_000;
const STATEMENT_MS = 3_000;
/** Longer than the server's own, which says more. */
const ANSWER_MS = 5_000;
/** A connection that nobody used for so long is given back: three looks. */
const IDLE_MS = 30_000;

/**
 * One server of a database: one connection, kept between looks and given back when nobody looks. It only reads, never
 * as a superuser, and no statement lasts.
 */
export class PostgresClient {
  readonly #pool: Pool;
  readonly #checked = new WeakSet<PoolClient>();

  constructor({ kind, host, port }: Server, { user, database, password, tls }: Login) {
    this.#pool = new Pool({
      host,
      port,
      user,
      database,
      password,
      ssl: tls,
      max: 1,
      allowExitOnIdle: true,
      application_name: 'greenroom',
      connectionTimeoutMillis: CONNECT_MS,
      idleTimeoutMillis: IDLE_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
      // pgpool would set these on whatever server it chooses, and share that connection with others.
      ...(kind === 'postgres' && {
        statement_timeout: STATEMENT_MS,
        options: '-c default_transaction_read_only=on',
      }),
    });
    // Of a connection that breaks while nobody uses it: the next look finds out.
    this.#pool.on('error', () => undefined);
  }

  /**
   * @throws SuperuserRefused before anything else is asked
   * @throws NotAnswered when it took too long to connect or to answer
   * @throws what `pg` throws: `faultOf` reads it
   */
  async ask<T>(read: (session: Session) => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const client = await inTime(CONNECT_MS, () => this.#pool.connect());
    const cut = () => client.release(true);
    signal.addEventListener('abort', cut, { once: true });
    let isBroken = true;
    try {
      await this.#check(client);
      const answer = await read({
        rows: (sql, row) => inTime(ANSWER_MS, () => rowsOf(client, sql, row)),
      });
      isBroken = false;
      return answer;
    } finally {
      signal.removeEventListener('abort', cut);
      if (!signal.aborted) {
        client.release(isBroken);
      }
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #check(client: PoolClient): Promise<void> {
    if (this.#checked.has(client)) {
      return;
    }
    const { rows } = await client.query<{ is_superuser?: unknown }>('show is_superuser');
    if (rows[0]?.is_superuser !== 'off') {
      throw new SuperuserRefused('the login is a superuser');
    }
    this.#checked.add(client);
  }
}

/** `pg` gives its own time-outs no code, as it gives none to a connection that is cut: only how long it took tells. */
async function inTime<T>(limitMs: number, ask: () => Promise<T>): Promise<T> {
  const began = steadyClock();
  try {
    return await ask();
  } catch (error) {
    if (steadyClock() - began >= limitMs * 0.98) {
      throw new NotAnswered(`nothing came in ${limitMs} ms`);
    }
    throw error;
  }
}

async function rowsOf<T>(client: PoolClient, sql: string, row: z.ZodType<T>): Promise<T[]> {
  const { rows } = await client.query<Record<string, unknown>>(sql);
  return rows.map(one => row.parse(one));
}
