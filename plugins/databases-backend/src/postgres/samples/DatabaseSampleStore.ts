import type { DatabaseService } from '@backstage/backend-plugin-api';
import { z } from 'zod';
import { readValues, type Sample } from './Samples';
import { KEPT_SECONDS, type SampleStore } from './SampleStore';

/** Integers of 64 bits come as text from Postgres. */
const integer = z.coerce.number().int();
const sampleRow = z.object({ at: integer, measured: z.string() });
const oldestRow = z.object({ oldest: integer.nullable() });

const TABLE = 'databases_samples';
/** Seconds between two times that old samples are deleted. */
const FORGET_EVERY = 300;

/** Samples in SQLite or Postgres. */
export class DatabaseSampleStore implements SampleStore {
  readonly #database: Pick<DatabaseService, 'getClient'>;
  readonly #forgotAt = new Map<string, number>();

  /** @param database of the plugin, whose migrations have been when something is first kept */
  constructor(database: Pick<DatabaseService, 'getClient'>) {
    this.#database = database;
  }

  async add(source: string, { at, values }: Sample): Promise<void> {
    const knex = await this.#database.getClient();
    const row = { source, at, measured: JSON.stringify(values) };
    // Two looks in one second: the later one is truer.
    await knex(TABLE).insert(row).onConflict(['source', 'at']).merge();
    if (at - (this.#forgotAt.get(source) ?? -Infinity) >= FORGET_EVERY) {
      this.#forgotAt.set(source, at);
      await knex(TABLE)
        .where('source', source)
        .where('at', '<', at - KEPT_SECONDS)
        .delete();
    }
  }

  async between(source: string, { from, to }: { from: number; to: number }): Promise<Sample[]> {
    const knex = await this.#database.getClient();
    const rows = await knex(TABLE)
      .where('source', source)
      .where('at', '>=', from)
      .where('at', '<', to)
      .orderBy('at')
      .select('at', 'measured');
    return z
      .array(sampleRow)
      .parse(rows)
      .map(({ at, measured }) => ({ at, values: readValues(measured) }));
  }

  async since(source: string): Promise<number | undefined> {
    const knex = await this.#database.getClient();
    const [row] = z.array(oldestRow).parse(await knex(TABLE).where('source', source).min({ oldest: 'at' }));
    return row?.oldest ?? undefined;
  }
}
