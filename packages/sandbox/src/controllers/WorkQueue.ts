import { type ScaledClock } from '../clock/ScaledClock';
import { UnreadableObjectError } from './views';

export interface WorkQueueOptions {
  clock: ScaledClock;
  /** Brings the object of that key nearer to what it should be; called again after a while when it throws. */
  reconcile: (key: string) => void;
  /** Told of every throw but a lost race for an object. */
  onError: (key: string, error: unknown) => void;
  /** From an event to the reconciliation, in sandbox milliseconds. */
  delay?: number;
}

const firstRetry = 5;
const longestRetry = 60_000;
/** Two waits for the same key that end within this many milliseconds are one. */
const grain = 50;

function isLostRace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 409;
}

/**
 * The queue of one controller: a key waits once, failures are retried ever later, nothing is polled. What cannot be read
 * is not tried again before it changes.
 */
export class WorkQueue {
  private readonly soon = new Map<string, () => void>();
  private readonly later = new Map<string, () => void>();
  private readonly failures = new Map<string, number>();
  private stopped = false;

  constructor(private readonly options: WorkQueueOptions) {}

  add(key: string): void {
    if (this.stopped || this.soon.has(key)) return;
    const run = () => {
      this.soon.delete(key);
      this.run(key);
    };
    this.soon.set(key, this.options.clock.after(this.options.delay ?? 5, run));
  }

  /** Once more after that many milliseconds of sandbox time, whatever happens until then. */
  addAfter(key: string, milliseconds: number): void {
    const slot = `${key}@${Math.ceil((this.options.clock.elapsed() + milliseconds) / grain)}`;
    if (this.stopped || this.later.has(slot)) return;
    const run = () => {
      this.later.delete(slot);
      this.add(key);
    };
    this.later.set(slot, this.options.clock.after(milliseconds, run));
  }

  stop(): void {
    this.stopped = true;
    for (const forget of [...this.soon.values(), ...this.later.values()]) forget();
    this.soon.clear();
    this.later.clear();
  }

  private run(key: string): void {
    try {
      this.options.reconcile(key);
      this.failures.delete(key);
    } catch (error) {
      if (!isLostRace(error)) this.options.onError(key, error);
      if (!(error instanceof UnreadableObjectError)) this.retry(key);
    }
  }

  private retry(key: string): void {
    const failures = this.failures.get(key) ?? 0;
    this.failures.set(key, failures + 1);
    this.addAfter(key, Math.min(longestRetry, firstRetry * 2 ** failures));
  }
}
