import type { Freshness } from '@greenroom/plugin-portal-common';
import type { Clock } from '../clock';
import type { SharedValues } from '../rows/SharedValues';
import { both, everything, type Fields } from '../stream/Fields';
import { fieldsOf } from '../stream/fieldsOf';
import type { CollectionState, LiveCollection, RowChange, RowIdentity, WatchedKind } from '../types';
import { everyObject, type ReadObject, Rows } from './Rows';

/** What is known of the cluster as a whole: it limits what may be said of any of its collections. */
export interface Health {
  freshness: Freshness;
  since: string;
  reason?: string;
  /** RFC 3339: the last probe that was answered. */
  observedAt?: string;
}

/** How the collection itself does, apart from the cluster. */
export interface Condition {
  freshness: CollectionState['freshness'];
  reason?: string;
  cure?: string;
}

const allButManagedFields: Fields = {
  named: { metadata: { named: { managedFields: null }, others: everything } },
  others: everything,
};

/** Rows with their state and who listens. Only its `Follower` changes it. */
export class Collection<Row extends RowIdentity> implements LiveCollection<Row> {
  readonly kind: WatchedKind<Row>;
  /** The one it is of; absent: all. */
  readonly namespace: string | undefined;
  /** What has to be built of an object as it is parsed. */
  readonly fields: Fields;
  readonly #rows: Rows<Row>;
  readonly #listeners = new Set<(changes: readonly RowChange<Row>[]) => void>();
  readonly #options;
  #condition: Condition = { freshness: 'connecting' };
  #told: Pick<CollectionState, 'freshness' | 'since' | 'reason'>;
  #confirmedAt: string | undefined;
  #isWatching = false;

  constructor(
    kind: WatchedKind<Row>,
    options: {
      namespace?: string;
      clock: Clock;
      shared: SharedValues;
      health: () => Health;
      onState: () => void;
      onListenerError: (error: unknown) => void;
    },
  ) {
    this.kind = kind;
    this.namespace = options.namespace;
    this.#options = options;
    this.fields = kind.reads ? both(fieldsOf(kind.reads), fieldsOf(everyObject)) : allButManagedFields;
    this.#rows = new Rows(kind, options.shared);
    this.#told = { ...this.#now(), since: this.#stamp() };
  }

  get state(): CollectionState {
    const observedAt = this.#observedAt();
    return { ...this.#told, ...(observedAt === undefined ? {} : { observedAt }) };
  }

  get condition(): Condition {
    return this.#condition;
  }

  get unreadable(): number {
    return this.#rows.unreadable;
  }

  get(key: string): Row | undefined {
    return this.#rows.held.get(key);
  }

  rows(): ReadonlyMap<string, Row> {
    return this.#rows.held;
  }

  subscribe(listener: (changes: readonly RowChange<Row>[]) => void): () => void {
    const own = (changes: readonly RowChange<Row>[]) => listener(changes);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  read(object: unknown): ReadObject<Row> | undefined {
    return this.#rows.read(object);
  }

  put(object: ReadObject<Row>): RowChange<Row> | undefined {
    return this.#rows.put(object);
  }

  remove(key: string): RowChange<Row> | undefined {
    return this.#rows.remove(key);
  }

  beginRefill(): void {
    this.#rows.beginRefill();
  }

  endRefill(): RowChange<Row>[] {
    return this.#rows.endRefill();
  }

  /** There is nothing. */
  clear(): void {
    this.beginRefill();
    const changes = this.endRefill();
    this.confirm();
    this.emit(changes);
  }

  /** Nobody holds it any more: nothing is kept, and who looks at it all the same sees that nothing is known. */
  drop(): void {
    this.#rows.drop();
    this.#listeners.clear();
    this.#isWatching = false;
    this.#confirmedAt = undefined;
    this.#condition = { freshness: 'connecting' };
    this.#told = { ...this.#now(), since: this.#stamp() };
  }

  /** The rows are known to be right now. */
  confirm(): void {
    this.#confirmedAt = this.#stamp();
  }

  /** While a watch is open and caught up, each answered probe confirms the rows. */
  set watching(isWatching: boolean) {
    this.#confirmedAt = this.#observedAt();
    this.#isWatching = isWatching;
  }

  emit(changes: readonly RowChange<Row>[]): void {
    if (changes.length > 0) {
      this.#tell(changes);
    }
  }

  set condition(condition: Condition) {
    this.#condition = condition;
    if (this.refresh()) {
      this.#options.onState();
    }
  }

  /**
   * To be called when the cluster's health is another. Returns whether the state is another, too; `onState` is not told:
   * whoever calls this for many tells once, when all are what they are now.
   */
  refresh(): boolean {
    const now = this.#now();
    if (now.freshness === this.#told.freshness && now.reason === this.#told.reason) {
      return false;
    }
    const since = now.freshness === this.#told.freshness ? this.#told.since : this.#stamp();
    this.#told = { ...now, since };
    this.#tell([]);
    return true;
  }

  #now(): Pick<CollectionState, 'freshness' | 'reason'> {
    const health = this.#options.health();
    const limit = health.freshness === 'live' ? this.#condition : health;
    return limit.reason === undefined
      ? { freshness: limit.freshness }
      : { freshness: limit.freshness, reason: limit.reason };
  }

  #observedAt(): string | undefined {
    const probed = this.#isWatching ? this.#options.health().observedAt : undefined;
    const confirmed = this.#confirmedAt;
    return probed !== undefined && confirmed !== undefined && probed > confirmed ? probed : confirmed;
  }

  #stamp(): string {
    return this.#options.clock.now().toISOString();
  }

  #tell(changes: readonly RowChange<Row>[]): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(changes);
      } catch (error) {
        this.#options.onListenerError(error);
      }
    }
  }
}
