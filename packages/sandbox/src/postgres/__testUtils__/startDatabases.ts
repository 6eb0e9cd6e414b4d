import { Client, type ClientConfig, type QueryResult } from 'pg';
import type { ScaledClock } from '../../clock/ScaledClock';
import { Databases } from '../Databases';
import type { LeaseUser } from '../model/LeaseUsers';
import { calmDatabases } from '../plans';

/** Every database of the stacks, asked as the portal asks them. */
export interface Tried {
  databases: Databases;
  /** @param server by its name; pgpools as `pgpool <name>` */
  config(server: string, more?: ClientConfig): ClientConfig;
  asked(server: string, sql: string, more?: ClientConfig): Promise<QueryResult<Record<string, unknown>>>;
}

const passwords: Readonly<Record<string, string>> = { portal: 'right', guest: 'also right' };

/** As a Vault would have made it twenty minutes ago. */
const leaseUsersIn = (database: string): LeaseUser[] =>
  database === 'rememberry'
    ? [
        {
          name: 'v-kubernet-deck-api-4mQmZ0cYkq1pXw8LtR2d-1795251600',
          role: 'deck-api',
          holder: 'rememberry-api-0',
          since: -1_200,
          until: 1_000_000,
        },
      ]
    : [];

export async function startDatabases(clock: ScaledClock, plans = calmDatabases): Promise<Tried> {
  const passwordOf = (_database: string, user: string) => passwords[user];
  const databases = await Databases.start({ plans, clock, seed: 1, port: () => 0, passwordOf, leaseUsersIn });
  const config = (server: string, more: ClientConfig = {}): ClientConfig => ({
    host: '127.0.0.1',
    port: portOf(databases, server),
    user: 'portal',
    password: passwords[more.user ?? 'portal'],
    database: 'postgres',
    ...more,
  });
  return {
    databases,
    config,
    async asked(server, sql, more) {
      const client = new Client(config(server, more));
      client.on('error', () => undefined);
      await client.connect();
      try {
        return await client.query<Record<string, unknown>>(sql);
      } finally {
        await client.end();
      }
    },
  };
}

function portOf(databases: Databases, server: string): number {
  const all = databases
    .places()
    .flatMap(({ nodes, pools }) => [
      ...nodes,
      ...pools.map(({ name, port }) => ({ name: `pgpool ${name}`, port })),
    ]);
  return all.find(({ name }) => name === server)?.port ?? 0;
}
