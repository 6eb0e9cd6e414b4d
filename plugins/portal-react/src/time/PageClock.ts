const TICK_MS = 1000;

export interface Ticking {
  now(): Date;
  /** Calls `tick` again and again until the returned function is called. */
  every(ms: number, tick: () => void): () => void;
}

/**
 * One ticker for everything on the page that shows a time. It runs only while something listens, and all listeners
 * see the same instant, so that two ages beside each other never disagree.
 */
export class PageClock {
  readonly #ticking: Ticking;
  readonly #listeners = new Set<() => void>();
  #instant: Date | undefined;
  #stop: (() => void) | undefined;

  constructor(ticking: Ticking) {
    this.#ticking = ticking;
  }

  /** The instant of the last tick; the present while nothing ticks. */
  now(): Date {
    return this.#instant ?? this.#ticking.now();
  }

  /** Tells of every tick until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#stop ??= this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) {
        this.#stop?.();
        this.#stop = undefined;
        this.#instant = undefined;
      }
    };
  }

  #start(): () => void {
    this.#instant = this.#ticking.now();
    return this.#ticking.every(TICK_MS, () => {
      this.#instant = this.#ticking.now();
      this.#listeners.forEach(listener => listener());
    });
  }
}
