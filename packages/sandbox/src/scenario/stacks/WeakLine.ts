import type { ScaledClock } from '../../clock/ScaledClock';
import type { Faults } from '../../kubernetes/faults/Faults';

/** Seconds of sandbox time. */
const period = 600;
const outage = 120;
const firstOutage = 360;
/** How late every answer is. */
const milliseconds = 600;

/** The line to a machine under somebody's desk: answers are late, and for two minutes in every ten there are none. */
export class WeakLine {
  private readonly ends = new Set<() => void>();

  constructor(
    private readonly clock: ScaledClock,
    private readonly faults: Pick<Faults, 'inject'>,
  ) {}

  start(): void {
    this.slow();
    this.after(firstOutage, () => this.breakDown());
  }

  stop(): void {
    for (const end of this.ends) end();
    this.ends.clear();
  }

  private slow(): void {
    this.faults.inject({ fault: 'slow', milliseconds });
  }

  private breakDown(): void {
    const mend = this.faults.inject({ fault: 'hang' });
    this.ends.add(mend);
    this.after(outage, () => {
      this.ends.delete(mend);
      mend();
      this.slow();
    });
    this.after(period, () => this.breakDown());
  }

  private after(seconds: number, act: () => void): void {
    const forget = this.clock.after(seconds * 1_000, () => {
      this.ends.delete(forget);
      act();
    });
    this.ends.add(forget);
  }
}
