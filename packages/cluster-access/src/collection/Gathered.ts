import type { CollectionState, LiveCollection, RowChange, RowIdentity } from '../types';

/** What limits most comes first. */
const worstFirst: readonly CollectionState['freshness'][] = [
  'denied',
  'unreachable',
  'stale',
  'connecting',
  'not-installed',
  'live',
];

/** One namespace's. */
type Part<Row> = LiveCollection<Row> & { readonly namespace?: string };

/** The rows of one resource in some namespaces, each followed by itself, as one collection. */
export class Gathered<Row extends RowIdentity> implements LiveCollection<Row> {
  readonly #parts: readonly Part<Row>[];
  readonly #rows = new Map<string, Row>();

  /** Keeps them up from then on; they have no rows yet. */
  constructor(parts: readonly Part<Row>[]) {
    this.#parts = parts;
    parts.forEach(part => part.subscribe(changes => this.#apply(changes)));
  }

  /** As believable as the least believable part; says of each of these why, and which are live. */
  get state(): CollectionState {
    const states = this.#parts.map(({ state }) => state);
    const freshness = worstFirst.find(one => states.some(state => state.freshness === one)) ?? 'live';
    const worst = states.filter(state => state.freshness === freshness);
    const reasons = new Set(worst.flatMap(({ reason }) => reason ?? []));
    const lost = this.#parts.filter(({ state }) => state.freshness !== 'live');
    const confirmed = states.flatMap(({ observedAt }) => observedAt ?? []).sort();
    return {
      freshness,
      since: worst.map(({ since }) => since).sort()[0] ?? '',
      ...(reasons.size > 0 && { reason: [...reasons].join('; ') }),
      ...(confirmed[0] !== undefined && { observedAt: confirmed[0] }),
      ...(lost.length > 0 &&
        lost.length < states.length && { lostIn: lost.flatMap(({ namespace }) => namespace ?? []) }),
    };
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  rows(): ReadonlyMap<string, Row> {
    return this.#rows;
  }

  subscribe(listener: (changes: readonly RowChange<Row>[]) => void): () => void {
    const forget = this.#parts.map(part => part.subscribe(changes => listener(changes)));
    return () => forget.forEach(one => one());
  }

  /** Nobody holds it any more. */
  drop(): void {
    this.#rows.clear();
  }

  #apply(changes: readonly RowChange<Row>[]): void {
    for (const { key, row } of changes) {
      if (row) {
        this.#rows.set(key, row);
      } else {
        this.#rows.delete(key);
      }
    }
  }
}
