import fs from 'node:fs';
import path from 'node:path';
import { exportLine, ledgerIndexes, ledgerTables, type ChainedLine } from '@greenroom/plugin-portal-node';
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
  insert(on: Knex.Transaction, lines: ChainedLine[]): Promise<void>;
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
    {
      name: 'SQLite',
      knex: sqlite,
      unguarded: fill => sqlite.transaction(fill),
      async insert(on, lines) {
        const columns = COLUMNS.map(name => `value ->> '${name}'`).join();
        await on.raw(`insert into ?? select ${columns} from json_each(?)`, [LINES, rows(lines)]);
      },
    },
    {
      name: 'PostgreSQL',
      knex: postgres,
      unguarded: fill =>
        postgres.transaction(async transaction => {
          await transaction.raw("set local session_replication_role = 'replica'");
          await fill(transaction);
        }),
      async insert(on, lines) {
        const query = 'insert into ?? select * from json_populate_recordset(null::??, ?::json)';
        await on.raw(query, [LINES, LINES, rows(lines)]);
      },
    },
  ];
}

const LINES = `${CHAIN}_ledger`;
const COLUMNS = ['seq', 'at', 'kind', 'by', 'subject', 'request', 'text', 'data', 'previous', 'hash'];

/** As one value: a statement takes only so many. The data is canonical, as an append stores it. */
function rows(lines: ChainedLine[]): string {
  const stored = (line: ChainedLine) => JSON.stringify(JSON.parse(exportLine(line)).data);
  return JSON.stringify(lines.map(line => ({ ...line, data: stored(line) })));
}

async function makeTables(knex: Knex): Promise<void> {
  await ledgerTables.up(knex, CHAIN);
  await ledgerIndexes.up(knex, CHAIN);
  await knex.schema.createTable(BARE, table => {
    table.bigInteger('seq').primary();
    COLUMNS.slice(1).forEach(name => table.text(name).notNullable());
  });
}
