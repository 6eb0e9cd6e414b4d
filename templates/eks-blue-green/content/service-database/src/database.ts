import { readFile } from 'node:fs/promises';
import { Pool } from 'pg';

/** What is used of a pool of connections. */
export interface Connections {
  query(text: string): Promise<unknown>;
  end(): Promise<void>;
}

type Connect = (url: string) => Connections;

function connect(url: string): Connections {
  const pool = new Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 1_500, idleTimeoutMillis: 30_000 });
  // A connection that ends while nobody uses it: the next one is a new one.
  pool.on('error', error => console.error('a connection to the database ended:', error.message));
  return pool;
}

/**
 * The database, at the address in a file. Vault's agent writes user and password there, and others before they end: a
 * changed file means new connections, and the old ones end when their work is done.
 */
export class Database {
  readonly #file: string;
  readonly #connect: Connect;
  #current?: { url: string; connections: Connections };

  constructor(file: string, open: Connect = connect) {
    this.#file = file;
    this.#connect = open;
  }

  /** Connections with the credentials that hold now. */
  async connections(): Promise<Connections> {
    const url = (await readFile(this.#file, 'utf8')).trim();
    const before = this.#current;
    if (before?.url === url) return before.connections;
    const connections = this.#connect(url);
    this.#current = { url, connections };
    void before?.connections.end().catch(error => console.error('connections did not end:', error.message));
    return connections;
  }

  /** Whether the database answers with these credentials. */
  async check(): Promise<void> {
    await (await this.connections()).query('select 1');
  }

  async close(): Promise<void> {
    await this.#current?.connections.end();
  }
}
