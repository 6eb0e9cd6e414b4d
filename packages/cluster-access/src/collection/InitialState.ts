import type { RowIdentity } from '../types';
import type { Collection } from './Collection';
import type { KubernetesWatchEvent } from './events';
import { type ReadObject, readBookmark } from './Rows';

/** Gathers everything a collection has, from a list or from the beginning of a streaming one. */
export class InitialState<Row extends RowIdentity> {
  readonly objects = new Map<string, ReadObject<Row>>();
  /** The version the state is of, once a streaming list has told it. */
  version: string | undefined;
  readonly #collection: Collection<Row>;

  constructor(collection: Collection<Row>) {
    this.#collection = collection;
  }

  add(object: unknown): void {
    const read = this.#collection.read(object);
    if (read) {
      this.objects.set(read.key, read);
    }
  }

  /** Takes events up to the one that ends the state; returns those after it, once it has ended. */
  take(events: readonly KubernetesWatchEvent[]): readonly KubernetesWatchEvent[] {
    if (this.version !== undefined) {
      return events;
    }
    const end = events.findIndex(isEnd);
    events.slice(0, end === -1 ? events.length : end).forEach(event => this.#takeOne(event));
    if (end === -1) {
      return [];
    }
    this.version = readBookmark(events[end]?.object)?.version;
    return events.slice(end + 1);
  }

  #takeOne({ type, object }: KubernetesWatchEvent): void {
    if (type === 'ADDED' || type === 'MODIFIED') {
      this.add(object);
    } else if (type === 'DELETED') {
      this.objects.delete(this.#collection.read(object)?.key ?? '');
    }
  }
}

function isEnd({ type, object }: KubernetesWatchEvent): boolean {
  return type === 'BOOKMARK' && (readBookmark(object)?.endsInitial ?? false);
}
