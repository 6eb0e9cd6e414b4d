import type { StoredLook } from './InterestStore';
import { freshFor } from './pace';
import type { Looked, PolledSource } from './PolledSource';

interface Known<Look> extends Looked<Look> {
  /** When it ended, by the steady clock. */
  endedAt: number;
}

/** The last look at each source, as this replica knows it. */
export class KnownLooks<Look> {
  readonly #sources: ReadonlyMap<string, PolledSource<Look>>;
  readonly #steady: () => number;
  readonly #known = new Map<string, Known<Look>>();

  constructor(sources: ReadonlyMap<string, PolledSource<Look>>, steady: () => number) {
    this.#sources = sources;
    this.#steady = steady;
  }

  current(source: string): Looked<Look> | undefined {
    const known = this.#known.get(source);
    return known && { ...known, isFresh: this.#isFresh(source, known) };
  }

  /** Whether it is a later look than the one that is known here: answers of a slow database overtake each other. */
  isLater({ source, version }: Pick<StoredLook, 'source' | 'version'>): boolean {
    return version > (this.#known.get(source)?.version ?? 0);
  }

  /** Whether it was held: never an older look over a newer one. */
  hold({ source, version, at, ageMs }: Omit<StoredLook, 'look'>, look: Look): boolean {
    if (!this.isLater({ source, version })) {
      return false;
    }
    // A clock that was put back makes nothing younger than new.
    const known = { look, version, at, endedAt: this.#steady() - Math.max(0, ageMs) };
    this.#known.set(source, { ...known, isFresh: this.#isFresh(source, known) });
    return true;
  }

  /** Those that are no longer fresh since this was asked last. */
  aged(): Set<string> {
    const aged = [...this.#known].filter(([id, known]) => known.isFresh && !this.#isFresh(id, known));
    aged.forEach(([id, known]) => this.#known.set(id, { ...known, isFresh: false }));
    return new Set(aged.map(([id]) => id));
  }

  #isFresh(id: string, { endedAt }: Pick<Known<Look>, 'endedAt'>): boolean {
    const source = this.#sources.get(id);
    return source !== undefined && this.#steady() - endedAt < freshFor(source.everySeconds);
  }
}
