import type { RowChange, RowIdentity } from '../types';
import type { Collection } from './Collection';
import type { KubernetesWatchEvent } from './events';
import { readBookmark } from './Rows';

/** Who listens is told of so many rows at a time, and at the end of each piece that was read: what is held was told. */
const batch = 1_000;

/**
 * Takes in everything a collection has, from a list or from the beginning of a streaming one, row by row as it comes:
 * a second copy of all rows is never in memory. Until the end the rows are some of now and some of before, and the
 * collection's state says that they are not caught up.
 */
export class Refill<Row extends RowIdentity> {
  /** The version the state is of, once a streaming list has told it. */
  version: string | undefined;
  readonly #collection: Collection<Row>;
  #changes: RowChange<Row>[] = [];

  constructor(collection: Collection<Row>) {
    this.#collection = collection;
    collection.beginRefill();
  }

  add(object: unknown): void {
    const read = this.#collection.read(object);
    if (read) {
      this.#note(this.#collection.put(read));
    }
  }

  /** What has been brought until now was of another state. */
  restart(): void {
    this.#collection.beginRefill();
  }

  /** Takes events up to the one that ends the state; returns those after it, once it has ended. */
  take(events: readonly KubernetesWatchEvent[]): readonly KubernetesWatchEvent[] {
    if (this.version !== undefined) {
      return events;
    }
    const end = events.findIndex(isEnd);
    events.slice(0, end === -1 ? events.length : end).forEach(event => this.#takeOne(event));
    if (end === -1) {
      this.tell();
      return [];
    }
    this.version = readBookmark(events[end]?.object)?.version;
    return events.slice(end + 1);
  }

  /** All is there: what did not come is gone. */
  end(): void {
    this.#collection.endRefill().forEach(change => this.#note(change));
    this.#collection.confirm();
    this.tell();
  }

  #takeOne({ type, object }: KubernetesWatchEvent): void {
    if (type === 'ADDED' || type === 'MODIFIED') {
      this.add(object);
    } else if (type === 'DELETED') {
      const read = this.#collection.read(object);
      this.#note(read && this.#collection.remove(read.key));
    }
  }

  #note(change: RowChange<Row> | undefined): void {
    if (change) {
      this.#changes.push(change);
      if (this.#changes.length >= batch) {
        this.tell();
      }
    }
  }

  /** What has been taken in and not told; when it ends before its end, too. */
  tell(): void {
    const changes = this.#changes;
    this.#changes = [];
    this.#collection.emit(changes);
  }
}

function isEnd({ type, object }: KubernetesWatchEvent): boolean {
  return type === 'BOOKMARK' && (readBookmark(object)?.endsInitial ?? false);
}
