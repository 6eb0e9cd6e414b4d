import type { WatchEvent } from '../types';
import type { LogEntry } from './EventLog';

/**
 * Who is told of writes. A listener that writes is told of that write after everybody has heard of the first one, so
 * all hear the same order.
 */
export class Listeners {
  readonly #byResource = new Map<string, Set<(event: WatchEvent) => void>>();
  readonly #forAll = new Set<(entry: LogEntry) => void>();
  readonly #waiting: LogEntry[] = [];
  #telling = false;

  add(resource: string, listener: (event: WatchEvent) => void): () => void {
    const listeners = this.#byResource.get(resource) ?? new Set();
    this.#byResource.set(resource, listeners);
    // A wrapper of its own, so that the same function can listen twice and leave once.
    const own = (event: WatchEvent) => listener(event);
    listeners.add(own);
    return () => listeners.delete(own);
  }

  addForAll(listener: (entry: LogEntry) => void): () => void {
    const own = (entry: LogEntry) => listener(entry);
    this.#forAll.add(own);
    return () => this.#forAll.delete(own);
  }

  tell(entry: LogEntry): void {
    this.#waiting.push(entry);
    if (this.#telling) return;
    this.#telling = true;
    try {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) this.#tellAll(next);
    } finally {
      this.#telling = false;
    }
  }

  #tellAll(entry: LogEntry) {
    for (const listener of [...this.#forAll]) listener(entry);
    for (const listener of [...(this.#byResource.get(entry.resource) ?? [])]) listener(entry);
  }
}
