import { noFault } from '../control/injectNamed';
import { type FaultDetails, PGPOOL_FAULTS, type PgpoolFault } from './faults';
import type { PoolView } from './pgpool/PoolView';
import type { WireServer } from './wire/WireServer';

/** A pgpool that listens, and what is wrong with it. */
export class RunningPool {
  readonly known: readonly string[] = [...PGPOOL_FAULTS, noFault];
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(
    readonly view: PoolView,
    readonly server: WireServer,
  ) {}

  get name(): string {
    return this.view.name;
  }

  /** @param name one that it knows */
  async inject(name: string, { seconds }: FaultDetails): Promise<void> {
    const fault = PGPOOL_FAULTS.find(known => known === name);
    if (!fault) return this.clear();
    if (seconds !== undefined) this.later(seconds, () => void this.clear());
    return this.begin(fault);
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    this.view.stop();
    await this.server.stop();
  }

  private async begin(fault: PgpoolFault): Promise<void> {
    if (fault === 'not-attached') this.view.detach(this.view.standbyIndex);
    else if (fault === 'attach') this.view.attachAll();
    else if (fault === 'hang') this.server.hang(true);
    else await this.server.close();
  }

  private async clear(): Promise<void> {
    this.server.hang(false);
    this.view.attachAll();
    await this.server.open();
  }

  private later(seconds: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
    }, seconds * 1_000);
    timer.unref();
    this.timers.add(timer);
  }
}
