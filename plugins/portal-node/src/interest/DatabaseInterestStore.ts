import type { Knex } from 'knex';
import { z } from 'zod';
import { databaseNow } from '../databaseNow';
import type {
  Ending,
  Interest,
  InterestStore,
  SourceState,
  StoredLook,
  Ticket,
  Written,
} from './InterestStore';
import { interestTableNames } from './interestTables';
import { AT_ONCE, FURTHEST_MS, IF_LOST, LAST_FIRST_MS, TICKET_MS } from './pace';

/** Integers of 64 bits come as text from Postgres. */
const integer = z.coerce.number().int();
/** Postgres has booleans, SQLite 0 and 1. */
const flag = z.union([z.boolean(), z.number()]).transform(Boolean);

const stateRow = z.object({
  source: z.string(),
  version: integer,
  age: integer,
  wanted: flag,
  due: flag,
});
const lookRow = z.object({
  source: z.string(),
  version: integer,
  look: z.string(),
  looked_at: integer,
  age: integer,
});
const ticketRow = z.object({ fence: integer, version: integer, failures: integer });
const writtenRow = z.object({ version: integer, looked_at: integer });
const thingRow = z.object({ thing: z.string() });
const interestRow = thingRow.extend({ source: z.string() });

/** Nobody has looked at it for so long: it is no longer configured anywhere. */
const MONTH_MS = 30 * 86_400_000;

/** Interests, tickets and looks in SQLite or Postgres. */
export class DatabaseInterestStore implements InterestStore {
  readonly #knex: Knex;
  readonly #names: ReturnType<typeof interestTableNames>;
  readonly #now: string;

  /** @param name of the tables, as `interestTables.up(knex, name)` made them */
  constructor(knex: Knex, name: string) {
    this.#knex = knex;
    this.#names = interestTableNames(name);
    this.#now = databaseNow(knex);
  }

  async register(sources: readonly string[]): Promise<void> {
    const { sources: table } = this.#names;
    await this.#knex(table)
      .whereNotIn('source', [...sources])
      .whereBetween('looked_at', [1, this.#in(-MONTH_MS)])
      .where('held_until', '<', this.#in(0))
      .delete();
    if (sources.length > 0) {
      const rows = sources.map(source => ({
        source,
        holder: null,
        fence: 0,
        held_until: 0,
        due_at: 0,
        failures: 0,
        version: 0,
        looked_at: 0,
        look: null,
      }));
      await this.#knex(table).insert(rows).onConflict('source').ignore();
    }
  }

  async want(
    interests: readonly Interest[],
    replica: string,
    forMs: number,
    prompt: ReadonlySet<string> = new Set(),
  ): Promise<void> {
    const { interests: table, sources } = this.#names;
    const hasty = await this.#withNew(interests.filter(({ source }) => prompt.has(source)));
    await this.#knex(table).where('until', '<', this.#in(-TICKET_MS)).delete();
    const rows = interests.map(({ source, thing }) => ({ source, thing, replica, until: this.#in(forMs) }));
    await this.#knex(table).insert(rows).onConflict(['source', 'thing', 'replica']).merge(['until']);
    // Only now: whoever takes a ticket from here on is told of the thing.
    if (hasty.length > 0) {
      await this.#knex(sources).whereIn('source', hasty).update({ due_at: AT_ONCE });
    }
  }

  async leave(replica: string): Promise<void> {
    await this.#knex(this.#names.interests).where({ replica }).delete();
  }

  async states(sources: readonly string[], replica: string): Promise<SourceState[]> {
    const now = this.#in(0);
    const rows: unknown[] = await this.#knex({ s: this.#names.sources })
      .whereIn('source', [...sources])
      .select('source', 'version', {
        age: this.#knex.raw('? - looked_at', [now]),
        wanted: this.#knex.raw('exists ?', [this.#wanted('s.source')]),
        due: this.#knex.raw('(? and ?)', [this.#free(), this.#due(replica)]),
      });
    return rows.map(row => {
      const { source, version, age, wanted, due } = stateRow.parse(row);
      return { source, version, ageMs: age, isWanted: wanted, isDue: due };
    });
  }

  async looks(sources: readonly string[]): Promise<StoredLook[]> {
    const rows: unknown[] = await this.#knex(this.#names.sources)
      .whereIn('source', [...sources])
      .whereNotNull('look')
      .select('source', 'version', 'look', 'looked_at', {
        age: this.#knex.raw('? - looked_at', [this.#in(0)]),
      });
    return rows.map(row => {
      const { looked_at: at, age: ageMs, ...stored } = lookRow.parse(row);
      return { ...stored, at, ageMs };
    });
  }

  async take(source: string, replica: string, forMs: number): Promise<Ticket | undefined> {
    const { sources } = this.#names;
    const rows: unknown[] = await this.#knex(sources)
      .where({ source })
      .whereRaw('?', [this.#free()])
      .whereRaw('?', [this.#due(replica)])
      .whereExists(this.#wanted(`${sources}.source`))
      .update({
        holder: replica,
        fence: this.#knex.raw('fence + 1'),
        held_until: this.#in(forMs),
        due_at: IF_LOST,
      })
      .returning(['fence', 'version', 'failures']);
    const [row] = rows;
    if (row === undefined) {
      return undefined;
    }
    const things: unknown[] = await this.#knex(this.#names.interests)
      .distinct('thing')
      .where({ source })
      .where('until', '>', this.#in(0));
    return { source, ...ticketRow.parse(row), things: things.map(one => thingRow.parse(one).thing).sort() };
  }

  async extend({ source, fence }: Pick<Ticket, 'source' | 'fence'>, forMs: number): Promise<boolean> {
    const changed = await this.#knex(this.#names.sources)
      .where({ source, fence })
      .where('held_until', '>', this.#in(0))
      .update({ held_until: this.#in(forMs) });
    return changed > 0;
  }

  async finish(
    { source, fence }: Pick<Ticket, 'source' | 'fence'>,
    { look, failures, dueAfterMs }: Ending,
  ): Promise<Written | undefined> {
    const brought =
      look === undefined
        ? { holder: null }
        : { look, version: this.#knex.raw('version + 1'), looked_at: this.#in(0), failures };
    // The one who gives it back has no ticket any more: it can not be given back twice.
    const rows: unknown[] = await this.#knex(this.#names.sources)
      .where({ source, fence })
      .where('held_until', '>', 0)
      .update({
        held_until: 0,
        due_at: this.#knex.raw('case when due_at = ? then due_at else ? end', [
          AT_ONCE,
          this.#in(dueAfterMs),
        ]),
        ...brought,
      })
      .returning(['version', 'looked_at']);
    const written = rows.map(row => writtenRow.parse(row));
    return written.map(({ version, looked_at: at }) => ({ version, at }))[0];
  }

  /** Sources of which these hold a thing that nobody wants. */
  async #withNew(interests: readonly Interest[]): Promise<string[]> {
    const sources = [...new Set(interests.map(({ source }) => source))];
    if (sources.length === 0) {
      return [];
    }
    const rows: unknown[] = await this.#knex(this.#names.interests)
      .distinct('source', 'thing')
      .whereIn('source', sources)
      .where('until', '>', this.#in(0))
      .where('until', '<', this.#in(FURTHEST_MS));
    const wanted = new Set(rows.map(row => nameOf(interestRow.parse(row))));
    return sources.filter(source => interests.some(one => one.source === source && !wanted.has(nameOf(one))));
  }

  #in(ms: number): Knex.Raw {
    return this.#knex.raw(`(${this.#now} + ?)`, [ms]);
  }

  #wanted(source: string): Knex.QueryBuilder {
    return this.#knex({ i: this.#names.interests })
      .select(this.#knex.raw('1'))
      .where('i.source', this.#knex.ref(source))
      .where('i.until', '>', this.#in(0))
      .where('i.until', '<', this.#in(FURTHEST_MS));
  }

  /** A ticket that ends later than any can was given by a clock that has been put back since. */
  #free(): Knex.Raw {
    return this.#knex.raw('(held_until <= ? or held_until > ?)', [this.#in(0), this.#in(FURTHEST_MS)]);
  }

  #due(replica: string): Knex.Raw {
    return this.#knex.raw('((due_at <= ? and (holder is null or holder = ? or due_at <= ?)) or due_at > ?)', [
      this.#in(0),
      replica,
      this.#in(-LAST_FIRST_MS),
      this.#in(FURTHEST_MS),
    ]);
  }
}

function nameOf({ source, thing }: Interest): string {
  return JSON.stringify([source, thing]);
}
