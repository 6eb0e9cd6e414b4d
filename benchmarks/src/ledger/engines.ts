import fs from 'node:fs';
import path from 'node:path';
import { ledgerTables } from '@greenroom/plugin-portal-node';
import createKnex, { type Knex } from 'knex';
import { z } from 'zod';

export const CHAIN = 'rollouts';
/** The peer's table: the same columns, and nothing but its key. */
export const BARE = 'bare';

export interface Engine {
  name: string;
  knex: Knex;
  /** Fills rows in without what guards them: a million appends are not what is measured here. */
  unguarded(fill: (on: Knex.Transaction) => Promise<void>): Promise<void>;
}

const settingSchema = z.object({ GREENROOM_ROOT: z.string(), GREENROOM_POSTGRES: z.url() });

/** Where this benchmark may write, and the database that was started for it. */
export function places() {
  const env = settingSchema.parse(process.env);
  return { root: env.GREENROOM_ROOT, postgres: env.GREENROOM_POSTGRES };
}

/** Both engines as the portal runs on them, each commit on disk; with empty tables of the ledger and of the peer. */
export async function openEngines(): Promise<Engine[]> {
  const { root, postgres: connection } = places();
  const folder = path.join(root, '.greenroom/bench');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const filename = path.join(folder, 'ledger.sqlite');
  const sqlite = createKnex({ client: 'better-sqlite3', connection: { filename }, useNullAsDefault: true });
  const postgres = createKnex({ client: 'pg', connection });
  await Promise.all([sqlite, postgres].map(makeTables));
  return [
    { name: 'SQLite', knex: sqlite, unguarded: fill => sqlite.transaction(fill) },
    {
      name: 'PostgreSQL',
      knex: postgres,
      unguarded: fill =>
        postgres.transaction(async transaction => {
          await transaction.raw("set local session_replication_role = 'replica'");
          await fill(transaction);
        }),
    },
  ];
}

async function makeTables(knex: Knex): Promise<void> {
  await ledgerTables.up(knex, CHAIN);
  await knex.schema.createTable(BARE, table => {
    table.bigInteger('seq').primary();
    ['at', 'kind', 'by', 'subject', 'request', 'text', 'data', 'previous', 'hash'].forEach(name =>
      table.text(name).notNullable(),
    );
  });
}
