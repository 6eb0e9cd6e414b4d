import { SandboxError } from '../SandboxError';
import { seededRandom } from './random';
import { type ScaledClock } from './ScaledClock';
import { TaskHeap } from './TaskHeap';
import { Timeline } from './Timeline';

export interface SandboxClockOptions {
  seed: number;
  /** Sandbox milliseconds to a wall millisecond, 0.1 to 100; 1 when left out. */
  speed?: number;
}

/** The longest a timer of Node waits; a longer wait is taken in pieces. */
const longestTimer = 2 ** 31 - 1;

function checkedSpeed(speed: number): number {
  if (speed >= 0.1 && speed <= 100) return speed;
  throw new SandboxError(`The speed of the sandbox is between 0.1 and 100, not ${speed}.`);
}

/**
 * The clock of a running sandbox. All waits of the process hang on one timer, which does not keep the process alive.
 * A task that throws does not stop the clock: the error surfaces as an uncaught one, as from any timer.
 */
export class SandboxClock implements ScaledClock {
  readonly random: () => number;
  private readonly tasks = new TaskHeap();
  private readonly timeline: Timeline;
  private readonly startedAt = Date.now() - performance.now();
  private currentSpeed: number;
  private paused = false;
  private playing = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(options: SandboxClockOptions) {
    this.random = seededRandom(options.seed);
    this.currentSpeed = checkedSpeed(options.speed ?? 1);
    this.timeline = new Timeline(this.wall(), this.currentSpeed);
  }

  now(): Date {
    return new Date();
  }

  elapsed(): number {
    return this.timeline.elapsedAt(this.wall());
  }

  since(moment: Date): number {
    const ahead = moment.getTime() - this.wall();
    // Also while it is paused: else whoever waits for that moment in a past that is played would wake for ever at once.
    if (ahead > 0) return -ahead * this.currentSpeed;
    return this.elapsed() - this.timeline.elapsedAt(moment.getTime());
  }

  wallAfter(milliseconds: number): Date {
    return new Date(this.wall() + milliseconds / this.currentSpeed);
  }

  after(milliseconds: number, task: () => void): () => void {
    const added = this.tasks.add(this.elapsed() + Math.max(0, milliseconds), task);
    if (this.tasks.peek() === added) this.arm();
    return () => {
      added.forgotten = true;
    };
  }

  get speed(): number {
    return this.currentSpeed;
  }

  /** @throws SandboxError outside 0.1 to 100 */
  setSpeed(speed: number): void {
    this.currentSpeed = checkedSpeed(speed);
    this.bend();
  }

  get isPaused(): boolean {
    return this.paused;
  }

  get isPlayed(): boolean {
    return this.playing;
  }

  /** Waits stand still; stamps go on. */
  pause(): void {
    this.paused = true;
    this.bend();
  }

  resume(): void {
    this.paused = false;
    this.bend();
  }

  /** Runs at once, in order, what would have run in the next `milliseconds` of sandbox time, paused or not. */
  advance(milliseconds: number): void {
    const before = this.playing;
    this.playing = true;
    try {
      this.play(this.elapsed() + milliseconds);
    } finally {
      this.playing = before;
    }
  }

  /** Forgets the timer: nothing runs by itself any more. */
  stop(): void {
    this.pause();
  }

  /** Wall time that never goes back, whatever happens to the machine's clock. */
  private wall(): number {
    return this.startedAt + performance.now();
  }

  private play(target: number): void {
    for (let task = this.tasks.take(target); task; task = this.tasks.take(target)) {
      this.bend(Math.max(0, task.due - this.elapsed()));
      task.run();
    }
    this.bend(Math.max(0, target - this.elapsed()));
  }

  private bend(jump = 0): void {
    this.timeline.bend(this.wall(), this.paused ? 0 : this.currentSpeed, jump);
    this.arm();
  }

  private arm(): void {
    clearTimeout(this.timer);
    const next = this.tasks.peek();
    if (!next || this.paused) return;
    const wait = Math.max(0, (next.due - this.elapsed()) / this.currentSpeed);
    this.timer = setTimeout(() => this.runDue(), Math.min(wait, longestTimer));
    this.timer.unref();
  }

  private runDue(): void {
    try {
      // Only what is due at this moment: what a task asks for at once waits a turn, so that sockets are served.
      const until = this.elapsed();
      for (let task = this.tasks.take(until); task; task = this.tasks.take(until)) task.run();
    } finally {
      this.arm();
    }
  }
}
