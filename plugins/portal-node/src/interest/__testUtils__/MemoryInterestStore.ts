import type { Ending, Interest, InterestStore, Ticket } from '../InterestStore';
import { AT_ONCE, FURTHEST_MS, IF_LOST, LAST_FIRST_MS } from '../pace';

interface Row {
  holder?: string | undefined;
  fence: number;
  heldUntil: number;
  dueAt: number;
  failures: number;
  version: number;
  at: number;
  look?: string;
}

/** The store's contract without a database, for worlds of virtual time. Its tests are those of the real one. */
export class MemoryInterestStore implements InterestStore {
  readonly #now: () => number;
  readonly #rows = new Map<string, Row>();
  readonly #interests = new Map<string, Interest & { replica: string; until: number }>();
  /** How many questions it was asked. */
  questions = 0;

  /** @param now the database's clock */
  constructor(now: () => number) {
    this.#now = now;
  }

  async register(sources: readonly string[]) {
    for (const source of sources) {
      if (!this.#rows.has(source)) {
        this.#rows.set(source, { fence: 0, heldUntil: 0, dueAt: 0, failures: 0, version: 0, at: 0 });
      }
    }
  }

  async want(
    interests: readonly Interest[],
    replica: string,
    forMs: number,
    prompt: ReadonlySet<string> = new Set(),
  ) {
    this.questions += 1;
    const hasty = interests.filter(
      ({ source, thing }) => prompt.has(source) && !this.#things(source).includes(thing),
    );
    for (const { source, thing } of interests) {
      const until = this.#now() + forMs;
      this.#interests.set(JSON.stringify([source, thing, replica]), { source, thing, replica, until });
    }
    for (const [, row] of this.#of(hasty.map(({ source }) => source))) {
      row.dueAt = AT_ONCE;
    }
  }

  async leave(replica: string) {
    for (const [key, interest] of this.#interests) {
      if (interest.replica === replica) {
        this.#interests.delete(key);
      }
    }
  }

  async states(sources: readonly string[], replica: string) {
    this.questions += 1;
    return this.#of(sources).map(([source, row]) => ({
      source,
      version: row.version,
      ageMs: this.#now() - row.at,
      isWanted: this.#things(source).length > 0,
      isDue: this.#isDue(row, replica),
    }));
  }

  async looks(sources: readonly string[]) {
    return this.#of(sources).flatMap(([source, { version, look, at }]) =>
      look === undefined ? [] : [{ source, version, look, at, ageMs: this.#now() - at }],
    );
  }

  async take(source: string, replica: string, forMs: number): Promise<Ticket | undefined> {
    const row = this.#rows.get(source);
    const things = this.#things(source);
    if (!row || things.length === 0 || !this.#isDue(row, replica)) {
      return undefined;
    }
    row.fence += 1;
    row.holder = replica;
    row.heldUntil = this.#now() + forMs;
    row.dueAt = IF_LOST;
    return { source, fence: row.fence, things, version: row.version, failures: row.failures };
  }

  async extend({ source, fence }: Pick<Ticket, 'source' | 'fence'>, forMs: number) {
    const row = this.#rows.get(source);
    if (row?.fence !== fence || row.heldUntil <= this.#now()) {
      return false;
    }
    row.heldUntil = this.#now() + forMs;
    return true;
  }

  async finish({ source, fence }: Pick<Ticket, 'source' | 'fence'>, ending: Ending) {
    const row = this.#rows.get(source);
    if (row?.fence !== fence || row.heldUntil === 0) {
      return undefined;
    }
    row.heldUntil = 0;
    row.dueAt = row.dueAt === AT_ONCE ? AT_ONCE : this.#now() + ending.dueAfterMs;
    if (ending.look !== undefined) {
      row.version += 1;
      row.look = ending.look;
      row.at = this.#now();
      row.failures = ending.failures;
    } else {
      row.holder = undefined;
    }
    return { version: row.version, at: row.at };
  }

  #of(sources: readonly string[]): [string, Row][] {
    return [...this.#rows].filter(([source]) => sources.includes(source));
  }

  #things(source: string): string[] {
    const wanted = [...this.#interests.values()].filter(
      one => one.source === source && this.#isAhead(one.until) && one.until > this.#now(),
    );
    return [...new Set(wanted.map(({ thing }) => thing))].sort();
  }

  #isDue({ holder, heldUntil, dueAt }: Row, replica: string): boolean {
    const isPast = (at: number) => at <= this.#now() || !this.#isAhead(at);
    const isFirst = holder === undefined || holder === replica || !this.#isAhead(dueAt);
    return isPast(heldUntil) && isPast(isFirst ? dueAt : dueAt + LAST_FIRST_MS);
  }

  /** Not so far ahead that only a clock that was put back explains it. */
  #isAhead(at: number): boolean {
    return at <= this.#now() + FURTHEST_MS;
  }
}
