import { seededRandom } from './random';
import { type ScaledClock } from './ScaledClock';
import { TaskHeap } from './TaskHeap';

/** A clock for tests: nothing runs but by `advance`, and wall time moves with it, so that a run is the same each time. */
export class ManualClock implements ScaledClock {
  readonly isPlayed = true;
  readonly random: () => number;
  private readonly tasks = new TaskHeap();
  private readonly start: number;
  private passed = 0;

  constructor(options: { start?: Date; seed?: number } = {}) {
    this.start = (options.start ?? new Date('2026-11-21T09:00:00Z')).getTime();
    this.random = seededRandom(options.seed ?? 1);
  }

  now(): Date {
    return this.wallAfter(0);
  }

  elapsed(): number {
    return this.passed;
  }

  since(moment: Date): number {
    return this.start + this.passed - moment.getTime();
  }

  wallAfter(milliseconds: number): Date {
    return new Date(this.start + this.passed + milliseconds);
  }

  after(milliseconds: number, task: () => void): () => void {
    const added = this.tasks.add(this.passed + Math.max(0, milliseconds), task);
    return () => {
      added.forgotten = true;
    };
  }

  /** Runs in order everything due within the next `milliseconds`, what those tasks ask for included. */
  advance(milliseconds: number): void {
    const target = this.passed + milliseconds;
    for (let task = this.tasks.take(target); task; task = this.tasks.take(target)) {
      this.passed = Math.max(this.passed, task.due);
      task.run();
    }
    this.passed = target;
  }

  /** Milliseconds until the next task, or undefined when there is none. */
  untilNext(): number | undefined {
    const next = this.tasks.peek();
    return next && Math.max(0, next.due - this.passed);
  }
}
