import type { TimeWindow } from './line';

/**
 * What all charts of a page have in common: the span of time they show, and the moment that somebody points at. Told
 * outside of React: a cursor moves sixty times a second, and twelve charts follow it.
 */
export class SharedAxis {
  readonly #listeners = new Set<() => void>();
  #window: TimeWindow;
  #cursor: number | undefined;

  constructor(window: TimeWindow) {
    this.#window = window;
  }

  get window(): TimeWindow {
    return this.#window;
  }

  /** Seconds since 1970; `undefined` while nobody points. */
  get cursor(): number | undefined {
    return this.#cursor;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  point(at: number | undefined): void {
    if (at !== this.#cursor) {
      this.#cursor = at;
      this.#tell();
    }
  }

  show(window: TimeWindow): void {
    if (window.from !== this.#window.from || window.to !== this.#window.to) {
      this.#window = window;
      this.#tell();
    }
  }

  #tell(): void {
    this.#listeners.forEach(listener => listener());
  }
}
