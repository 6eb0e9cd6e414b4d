import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import createKnex, { type Knex } from 'knex';

/**
 * Opens an empty database; `beside` one that is open, the same database as a second replica would. SQLite belongs to
 * one process and its connection: there a replica shares it.
 */
export type OpenDatabase = (beside?: Knex) => Promise<Knex>;

interface Engine {
  name: string;
  /** Whether a second replica opens connections of its own. */
  replicas: boolean;
  /** Settings for an empty database, and what removes it. */
  create(): Promise<{ config: Knex.Config; remove(): Promise<void> }>;
}

const sqlite: Engine = {
  name: 'SQLite',
  replicas: false,
  async create() {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'greenroom-sqlite-'));
    return {
      config: {
        client: 'better-sqlite3',
        connection: { filename: path.join(folder, 'db.sqlite') },
        useNullAsDefault: true,
        pool: {
          min: 1,
          max: 1,
          // What a test writes need not outlive a power cut.
          afterCreate: (connection: { pragma(text: string): void }, done: () => void) => {
            connection.pragma('synchronous = OFF');
            done();
          },
        },
      },
      remove: () => fs.rm(folder, { recursive: true, force: true }),
    };
  },
};

/** Where the tests' PostgreSQL is; throws a sentence where there is none. */
export function postgresUrl(url = process.env.GREENROOM_TEST_POSTGRES): string {
  if (!url) {
    throw new ReferenceError(
      'This test needs PostgreSQL. `npm test` brings its own; for a single package run `npm run postgres` in another terminal and set GREENROOM_TEST_POSTGRES to the URL that it prints.',
    );
  }
  return url;
}

const postgres: Engine = {
  name: 'PostgreSQL',
  replicas: true,
  async create() {
    const connection = postgresUrl();
    const schema = `test_${randomBytes(8).toString('hex')}`;
    const admin = async (statement: string) => {
      const knex = createKnex({ client: 'pg', connection, pool: { min: 0, max: 1 } });
      await knex.raw(statement, [schema]).finally(() => knex.destroy());
    };
    await admin('create schema ??');
    return {
      config: { client: 'pg', connection, searchPath: [schema], pool: { min: 0, max: 10 } },
      remove: () => admin('drop schema ?? cascade'),
    };
  },
};

/**
 * Describes the same tests on SQLite and on a real PostgreSQL. What a test opens is empty, its own, and gone after it.
 * Without a PostgreSQL its half fails and says how to start one: it is never left out.
 */
export function eachDatabase(tests: (engine: string, open: OpenDatabase) => void): void {
  describe.each([sqlite, postgres])('on $name', ({ name, replicas, create }) => {
    const opened = new Map<Knex, Knex.Config>();
    const removals: Array<() => Promise<void>> = [];

    afterEach(async () => {
      await Promise.all([...opened.keys()].map(knex => knex.destroy()));
      opened.clear();
      await Promise.all(removals.splice(0).map(remove => remove()));
    });

    const settings = async (beside?: Knex): Promise<Knex.Config> => {
      const same = beside && opened.get(beside);
      if (same) {
        return same;
      }
      const { config, remove } = await create();
      removals.push(remove);
      return config;
    };

    tests(name, async beside => {
      if (beside && !replicas) {
        return beside;
      }
      const config = await settings(beside);
      const knex = createKnex(config);
      opened.set(knex, config);
      return knex;
    });
  });
}
