/** Longest pause after failures in a row. */
const LONGEST_MS = 600_000;

/** Keeps a pace, and a longer one while it fails: doubled each time, with jitter so that replicas do not fall in step. */
export class Pause {
  readonly #everyMs: number;
  readonly #random: () => number;
  #failures = 0;
  #until = -Infinity;

  constructor(everyMs: number, random: () => number) {
    this.#everyMs = everyMs;
    this.#random = random;
  }

  isOver(now: number): boolean {
    return now >= this.#until;
  }

  /** It may be asked again at once. */
  reset(): void {
    this.#failures = 0;
    this.#until = -Infinity;
  }

  succeeded(startedAt: number): void {
    this.#failures = 0;
    this.#until = startedAt + this.#everyMs;
  }

  /** @param isSpared asking less often helps; otherwise the pace stays, so that it is told soon when it is mended */
  failed(startedAt: number, isSpared: boolean): void {
    const doubled = this.#everyMs * 2 ** Math.min(this.#failures, 10);
    this.#failures += 1;
    const wait = isSpared ? Math.min(doubled, LONGEST_MS) * (1 + this.#random() / 4) : this.#everyMs;
    this.#until = startedAt + wait;
  }
}
