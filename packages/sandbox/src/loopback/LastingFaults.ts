interface Lasting {
  milliseconds: number;
  timer?: NodeJS.Timeout;
}

export interface LastingFault<Fault extends string> {
  fault: Fault;
  /** Until it ends by itself. */
  seconds?: number;
  /** `slow`: how late every answer is; 3,000 when left out. */
  milliseconds?: number;
}

/** What is wrong with a server at the moment, until it ends by itself or is ended. */
export class LastingFaults<Fault extends string> {
  private readonly lasting = new Map<string, Lasting>();

  /** @param onChange told after each fault that begins or ends */
  constructor(private readonly onChange: () => void = () => undefined) {}

  inject({ fault, seconds, milliseconds = 3_000 }: LastingFault<Fault>): void {
    clearTimeout(this.lasting.get(fault)?.timer);
    const timer = seconds === undefined ? undefined : setTimeout(() => this.end(fault), seconds * 1_000);
    timer?.unref();
    this.lasting.set(fault, { milliseconds, timer });
    this.onChange();
  }

  clear(): void {
    for (const { timer } of this.lasting.values()) clearTimeout(timer);
    this.lasting.clear();
    this.onChange();
  }

  has(fault: Fault): boolean {
    return this.lasting.has(fault);
  }

  /** How late answers are because of that fault; 0 while there is none. */
  lateness(fault: Fault): number {
    return this.lasting.get(fault)?.milliseconds ?? 0;
  }

  private end(fault: Fault): void {
    this.lasting.delete(fault);
    this.onChange();
  }
}
