import { Client, type ClientConfig, DatabaseError, type QueryConfig } from 'pg';
import type { Login, PostgresTarget, Server } from './PostgresTarget';

/** What a statement answered, all values as the text that came over the wire. */
export interface Told {
  columns: [name: string, type: number][];
  rows: (string | null)[][];
}

/** Or how it was refused. */
export interface Refused {
  code: string;
  severity?: string;
  message: string;
  detail?: string;
  hint?: string;
}

const asTheyCome = { getTypeParser: () => (value: string) => value };

/** One session, ended afterwards. */
export async function session<Result>(
  { host, port }: Server,
  { user, password }: Login,
  use: (client: Client) => Promise<Result>,
  config: ClientConfig = {},
): Promise<Result> {
  const client = new Client({
    host,
    port,
    user,
    password,
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
    ...config,
  });
  // Of a server that ends the connection: who asks the next thing is told.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

export async function ask(client: Client, query: string | QueryConfig): Promise<Told> {
  const config = typeof query === 'string' ? { text: query } : query;
  const { fields, rows } = await client.query<(string | null)[]>({
    ...config,
    rowMode: 'array',
    types: asTheyCome,
  });
  return { columns: fields.map(({ name, dataTypeID }) => [name, dataTypeID]), rows };
}

/** One statement on the primary as the monitoring role. */
export function told({ primary, monitor }: PostgresTarget, sql: string): Promise<Told> {
  return session(primary, monitor, client => ask(client, sql));
}

/** What it is refused with. @throws NotRefused when it is not */
export async function refused(attempt: Promise<unknown>): Promise<Refused> {
  try {
    await attempt;
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const { code = '', severity, message, detail, hint } = error;
    return { code, severity, message, ...(detail && { detail }), ...(hint && { hint }) };
  }
  throw new NotRefused('it was not refused');
}

class NotRefused extends Error {
  override readonly name = 'NotRefused';
}
