import type { Source } from '@greenroom/plugin-portal-common';
import type { TopicChange, TopicHandle } from '@greenroom/plugin-portal-node';

/** A topic whose rows a test writes. */
export class RowsTopic implements TopicHandle {
  opened = 0;
  closed = 0;
  told: Source[] = [];
  readonly #rows = new Map<string, unknown>();
  readonly #listeners = new Set<(change: TopicChange | undefined) => void>();

  open(): this {
    this.opened += 1;
    return this;
  }

  rows() {
    return this.#rows;
  }

  sources() {
    return this.told;
  }

  onChange(listener: (change: TopicChange | undefined) => void) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close() {
    this.closed += 1;
  }

  put(rows: Record<string, unknown>, removals: string[] = []): void {
    removals.forEach(key => this.#rows.delete(key));
    Object.entries(rows).forEach(([key, row]) => this.#rows.set(key, row));
    const change = { upserts: new Map(Object.entries(rows)), removals: new Set(removals) };
    this.#listeners.forEach(listener => listener(change));
  }

  tell(sources: Source[]): void {
    this.told = sources;
    this.#listeners.forEach(listener => listener(undefined));
  }
}
