import { type ScaledClock } from './ScaledClock';
import { type Task, TaskHeap } from './TaskHeap';

/**
 * The clock of one place that has a past: it begins long ago, is moved on by hand to the present, and from then on is
 * the clock that everybody has. Stamps are those of the moments that are played.
 */
export class HistoryClock implements ScaledClock {
  private readonly tasks = new TaskHeap();
  private readonly begin: number;
  private passed = 0;
  /** Wall time of the arrival, and what sandbox time the present clock lacks from then on. */
  private arrived: { wall: Date; ahead: number } | undefined;

  /** @param ago milliseconds before now at which it begins */
  constructor(
    private readonly present: ScaledClock,
    ago: number,
  ) {
    this.begin = present.now().getTime() - ago;
  }

  get isPlayed(): boolean {
    return !this.arrived || this.present.isPlayed;
  }

  now(): Date {
    return this.arrived ? this.present.now() : new Date(this.begin + this.passed);
  }

  elapsed(): number {
    return this.arrived ? this.present.elapsed() + this.arrived.ahead : this.passed;
  }

  since(moment: Date): number {
    if (!this.arrived) return this.begin + this.passed - moment.getTime();
    const before = this.arrived.wall.getTime() - moment.getTime();
    return before > 0 ? before + this.present.since(this.arrived.wall) : this.present.since(moment);
  }

  wallAfter(milliseconds: number): Date {
    return this.arrived
      ? this.present.wallAfter(milliseconds)
      : new Date(this.begin + this.passed + milliseconds);
  }

  /** Wall time, wherever this clock is. */
  presentTime(): Date {
    return this.present.now();
  }

  random(): number {
    return this.present.random();
  }

  after(milliseconds: number, task: () => void): () => void {
    if (this.arrived) return this.present.after(milliseconds, task);
    const added = this.tasks.add(this.passed + Math.max(0, milliseconds), task);
    return () => {
      added.forgotten = true;
    };
  }

  /** Runs in order everything due within the next `milliseconds`, what those tasks ask for included. */
  play(milliseconds: number): void {
    const target = this.passed + milliseconds;
    for (let task = this.tasks.take(target); task; task = this.tasks.take(target)) {
      this.passed = Math.max(this.passed, task.due);
      task.run();
    }
    this.passed = target;
  }

  /**
   * Moves to so many milliseconds before now without playing what lies between, as a machine that slept: what was due
   * meanwhile is late, and happens once.
   */
  skipTo(ago: number): void {
    this.passed = Math.max(this.passed, this.present.now().getTime() - ago - this.begin);
  }

  /** The present: what is still waited for goes on there. */
  arrive(): void {
    this.skipTo(0);
    this.arrived = { wall: this.present.now(), ahead: this.passed - this.present.elapsed() };
    for (let task = this.tasks.take(Infinity); task; task = this.tasks.take(Infinity)) this.handOver(task);
  }

  private handOver(task: Task): void {
    this.present.after(task.due - this.passed, () => {
      if (!task.forgotten) task.run();
    });
  }
}
