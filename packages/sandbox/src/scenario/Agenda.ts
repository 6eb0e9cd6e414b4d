import type { ScaledClock } from '../clock/ScaledClock';

/** Something that happened in the scenario, for people to read. */
export interface LogEntry {
  /** RFC 3339. */
  at: string;
  text: string;
}

/** What comes next. `inSeconds` are of wall time at the present speed. */
export interface NextEvent {
  at: string;
  inSeconds: number;
  text: string;
}

interface Item {
  due: number;
  text: string;
  forget: () => void;
}

const kept = 100;

/** What is planned, in order, and what has happened: each in words. */
export class Agenda {
  private readonly items = new Set<Item>();
  private readonly entries: LogEntry[] = [];

  constructor(private readonly clock: ScaledClock) {}

  /** Plans `act` for that many seconds of sandbox time from now. What it throws ends in the log, as a pipeline's failure would. */
  plan(seconds: number, text: string, act: () => string | undefined): void {
    const item: Item = { due: this.clock.elapsed() + seconds * 1_000, text, forget: () => {} };
    item.forget = this.clock.after(seconds * 1_000, () => {
      this.items.delete(item);
      this.note(attempt(act, text));
    });
    this.items.add(item);
  }

  next(speed = 1): NextEvent | undefined {
    const [first] = [...this.items].sort((one, other) => one.due - other.due);
    if (!first) return undefined;
    const left = Math.max(0, first.due - this.clock.elapsed());
    return {
      at: this.clock.wallAfter(left).toISOString(),
      inSeconds: Math.round(left / speed / 100) / 10,
      text: first.text,
    };
  }

  /** The last events, oldest first. */
  get log(): LogEntry[] {
    return [...this.entries];
  }

  note(text: string | undefined): void {
    if (text === undefined) return;
    this.entries.push({ at: this.clock.now().toISOString(), text });
    if (this.entries.length > kept) this.entries.shift();
  }

  /** Forgets everything planned. */
  clear(): void {
    for (const item of this.items) item.forget();
    this.items.clear();
  }
}

function attempt(act: () => string | undefined, text: string): string | undefined {
  try {
    return act();
  } catch (error) {
    return `${text} failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}
