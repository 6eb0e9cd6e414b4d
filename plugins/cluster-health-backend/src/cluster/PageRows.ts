import { isDeepStrictEqual } from 'node:util';

/** Rows of a cluster's page by key: the same object as long as they say the same. */
export class PageRows {
  readonly #rows = new Map<string, object>();
  /** Keys by their section. */
  readonly #keys = new Map<string, Set<string>>();
  #changes = new Map<string, object | undefined>();
  #revision = 0;

  all(): ReadonlyMap<string, object> {
    return this.#rows;
  }

  /** Another one whenever a row is. */
  get revision(): number {
    return this.#revision;
  }

  in(section: string): object[] {
    return [...(this.#keys.get(section) ?? [])].flatMap(key => this.#rows.get(key) ?? []);
  }

  /** `undefined`: it is gone. */
  put(key: string, row: object | undefined): void {
    const before = this.#rows.get(key);
    if (row === undefined ? before === undefined : isDeepStrictEqual(before, row)) {
      return;
    }
    const section = key.split('/')[2] ?? '';
    const keys = this.#keys.get(section) ?? new Set<string>();
    if (row === undefined) {
      this.#rows.delete(key);
      keys.delete(key);
    } else {
      this.#rows.set(key, row);
      keys.add(key);
    }
    this.#keys.set(section, keys);
    this.#revision += 1;
    this.#changes.set(key, row);
  }

  /** These are all rows of the section now (of the engine, where one is named). */
  replace(
    section: 'event' | 'node-pool' | 'problem',
    now: ReadonlyMap<string, object>,
    engine?: string,
  ): void {
    for (const key of this.#keys.get(section) ?? []) {
      const row = this.#rows.get(key) ?? {};
      const isOwn = engine === undefined || ('engine' in row && row.engine === engine);
      if (isOwn && !now.has(key)) {
        this.put(key, undefined);
      }
    }
    now.forEach((row, key) => this.put(key, row));
  }

  /** What is other than when this was asked last. */
  takeChanges(): Map<string, object | undefined> {
    const changes = this.#changes;
    this.#changes = new Map();
    return changes;
  }
}
