/** How many answers are kept: whoever asks can ask for anything. */
const KEPT = 5_000;

/** Answers that hold for a moment, so that one page or one vote asks the same thing once. Failures are not kept. */
export class ShortMemory<T> {
  readonly #answers = new Map<string, { until: number; answer: Promise<T> }>();
  readonly #now: () => number;
  readonly #ttlMs: number;

  /** `now` in milliseconds that never step back. */
  constructor(now: () => number, ttlMs: number) {
    this.#now = now;
    this.#ttlMs = ttlMs;
  }

  of(question: string, ask: () => Promise<T>): Promise<T> {
    const now = this.#now();
    const known = this.#answers.get(question);
    if (known && known.until > now) {
      return known.answer;
    }
    if (this.#answers.size >= KEPT) {
      this.#answers.clear();
    }
    const answer = ask();
    const kept = { until: now + this.#ttlMs, answer };
    this.#answers.set(question, kept);
    answer.catch(() => this.#answers.get(question) === kept && this.#answers.delete(question));
    return answer;
  }
}
