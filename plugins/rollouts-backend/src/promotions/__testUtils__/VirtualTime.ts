/** Time that passes only when a test says so. The database's clock is an hour ahead of everybody's. */
export class VirtualTime {
  /** How many wait for what is not of this time, such as a real database. */
  busy = 0;
  #now = 0;
  #sleepers: { at: number; wake(): void }[] = [];

  steady = () => this.#now;
  /** Milliseconds since 1970, as the database tells them. */
  database = () => Date.UTC(2026, 10, 21, 11) + this.#now;
  /** RFC 3339, as the cluster tells it. */
  cluster = () => new Date(Date.UTC(2026, 10, 21, 10) + this.#now).toISOString();

  sleep = (milliseconds: number, signal?: AbortSignal) =>
    new Promise<void>(resolve => {
      if (signal?.aborted) {
        resolve();
        return;
      }
      this.#sleepers.push({ at: this.#now + milliseconds, wake: resolve });
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });

  /** Wakes whoever sleeps no longer than that, in order, and lets each do what it does before the next. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      await this.#idle();
      const next = this.#sleepers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) {
        break;
      }
      this.#sleepers = this.#sleepers.filter(sleeper => sleeper !== next);
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
    this.#now = end;
  }

  async #idle(): Promise<void> {
    do {
      await idle();
    } while (this.busy > 0);
  }
}

/** Everything that only waits for promises has been done. */
export function idle(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
