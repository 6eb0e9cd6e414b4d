import type { StreamClock } from '../stream/Rhythm';

interface Task {
  at: number;
  run(): void;
  every?: number;
}

/** Time that passes when the test says so. */
export class ManualClock implements StreamClock {
  #now = 1_000;
  readonly #tasks = new Set<Task>();

  now() {
    return this.#now;
  }

  wallNow() {
    return this.#now;
  }

  after(ms: number, run: () => void) {
    return this.#add({ at: this.#now + ms, run });
  }

  every(ms: number, run: () => void) {
    return this.#add({ at: this.#now + ms, run, every: ms });
  }

  /** Lets time pass task by task; what a task started is done before the next one. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#now = next.at;
      if (next.every === undefined) {
        this.#tasks.delete(next);
      } else {
        next.at += next.every;
      }
      next.run();
      await settled();
    }
    this.#now = end;
    await settled();
  }

  #add(task: Task) {
    this.#tasks.add(task);
    return () => void this.#tasks.delete(task);
  }

  #next(end: number): Task | undefined {
    const due = [...this.#tasks].filter(({ at }) => at <= end);
    return due.sort((a, b) => a.at - b.at)[0];
  }
}

/** After everything that waits for nothing but its turn. */
export function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
