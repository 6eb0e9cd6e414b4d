import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import { genesis } from './chain';

/** What a chain's tables are called. InputError unless the chain's name is short, lower case and without spaces. */
export function tableNames(chain: string) {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(chain)) {
    throw new InputError(`A ledger can not be called ${JSON.stringify(chain)}`);
  }
  return { lines: `${chain}_ledger`, head: `${chain}_ledger_head` };
}

/**
 * The tables of a chain, for a feature's migration. The database itself refuses to change or remove a line, and any
 * new one that does not continue the chain; the head moves with the line that it names, and not otherwise.
 */
export const ledgerTables = {
  async up(knex: Knex, chain: string): Promise<void> {
    const names = tableNames(chain);
    await knex.schema.createTable(names.lines, table => {
      table.comment('Append-only chain of what was meant, done and observed');
      table.bigInteger('seq').primary();
      table.text('at').notNullable().comment('RFC 3339 UTC, by the clock of the database');
      table.text('kind').notNullable();
      table.text('by').notNullable();
      table.text('subject').notNullable();
      table.text('request');
      table.text('text').notNullable();
      table.text('data').notNullable().comment('Canonical JSON (RFC 8785)');
      table.text('previous').notNullable().comment('Hash of the line before');
      table.text('hash').notNullable();
      table.index(['subject', 'seq'], `${names.lines}_subject`);
      table.index(['request', 'seq'], `${names.lines}_request`);
    });
    await knex.schema.createTable(names.head, table => {
      table.comment('The one row that every append locks');
      table.bigInteger('seq').notNullable();
      table.text('hash').notNullable();
    });
    await knex(names.head).insert({ seq: 0, hash: genesis(chain) });
    await (isSqlite(knex) ? guardSqlite(knex, names) : guardPostgres(knex, names));
  },

  async down(knex: Knex, chain: string): Promise<void> {
    const names = tableNames(chain);
    await knex.schema.dropTable(names.lines);
    await knex.schema.dropTable(names.head);
    if (!isSqlite(knex)) {
      for (const name of ['append', 'refuse', 'head']) {
        await knex.raw('drop function ??()', [`${names.lines}_${name}`]);
      }
    }
  },
};

/**
 * By what lines are found without walking the chain: their kind, and when they were recorded. A migration of its own,
 * because there are chains that were made before it.
 */
export const ledgerIndexes = {
  up: (knex: Knex, chain: string): Promise<void> =>
    knex.schema.alterTable(tableNames(chain).lines, table => {
      for (const column of INDEXED) {
        table.index([column, 'seq'], indexName(chain, column));
      }
    }),

  down: (knex: Knex, chain: string): Promise<void> =>
    knex.schema.alterTable(tableNames(chain).lines, table => {
      for (const column of INDEXED) {
        table.dropIndex([column, 'seq'], indexName(chain, column));
      }
    }),
};

const INDEXED = ['kind', 'at'];
const indexName = (chain: string, column: string) => `${tableNames(chain).lines}_${column}`;

export function isSqlite(knex: Knex): boolean {
  return String(knex.client.config.client).includes('sqlite');
}

type Names = ReturnType<typeof tableNames>;
const UNCHANGEABLE = 'a ledger is only ever appended to';
const DISCONTINUOUS = 'the line does not continue the ledger';

async function guardSqlite(knex: Knex, { lines, head }: Names): Promise<void> {
  await knex.raw(
    `create trigger ?? before insert on ?? begin
      select raise(abort, '${DISCONTINUOUS}')
        where not exists (select 1 from ?? where seq = new.seq - 1 and hash = new.previous);
      update ?? set seq = new.seq, hash = new.hash;
    end`,
    [`${lines}_append`, lines, head, head],
  );
  for (const [deed, table] of [
    ['update', lines],
    ['delete', lines],
    ['delete', head],
    ['insert', head],
  ] as const) {
    await knex.raw(
      `create trigger ?? before ${deed} on ?? begin select raise(abort, '${UNCHANGEABLE}'); end`,
      [`${table}_no_${deed}`, table],
    );
  }
  await knex.raw(
    `create trigger ?? before update on ??
      when not (new.seq = old.seq and new.hash = old.hash) and new.seq <> old.seq + 1
    begin select raise(abort, '${UNCHANGEABLE}'); end`,
    [`${head}_moves`, head],
  );
}

async function postgresFunction(knex: Knex, name: string, body: string, bindings: string[]): Promise<void> {
  await knex.raw(`create function ??() returns trigger language plpgsql as $$ begin ${body} end $$`, [
    name,
    ...bindings,
  ]);
}

/** A trigger looks for tables where its session does, so it names the schema in which they were made. */
async function schemaOf(knex: Knex): Promise<string> {
  const { schema } = await knex.first(knex.raw('current_schema() as schema'));
  return schema;
}

async function guardPostgres(knex: Knex, { lines, head }: Names): Promise<void> {
  const name = (what: string) => `${lines}_${what}`;
  await postgresFunction(
    knex,
    name('append'),
    `update ??.?? set seq = new.seq, hash = new.hash where seq = new.seq - 1 and hash = new.previous;
     if not found then raise exception '${DISCONTINUOUS}' using errcode = 'check_violation'; end if;
     return new;`,
    [await schemaOf(knex), head],
  );
  await postgresFunction(
    knex,
    name('refuse'),
    `raise exception '${UNCHANGEABLE}' using errcode = 'check_violation';`,
    [],
  );
  await postgresFunction(
    knex,
    name('head'),
    `if not (new.seq = old.seq and new.hash = old.hash) and new.seq <> old.seq + 1 then
       raise exception '${UNCHANGEABLE}' using errcode = 'check_violation'; end if;
     return new;`,
    [],
  );
  const trigger = (label: string, when: string, table: string, each: string, run: string) =>
    knex.raw(`create trigger ?? before ${when} on ?? for each ${each} execute function ??()`, [
      name(label),
      table,
      name(run),
    ]);
  await trigger('append', 'insert', lines, 'row', 'append');
  await trigger('refuse', 'update or delete', lines, 'row', 'refuse');
  await trigger('keep', 'truncate', lines, 'statement', 'refuse');
  await trigger('head_moves', 'update', head, 'row', 'head');
  await trigger('head_refuse', 'insert or delete', head, 'row', 'refuse');
  await trigger('head_keep', 'truncate', head, 'statement', 'refuse');
}
