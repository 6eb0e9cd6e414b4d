import { noFault } from '../control/injectNamed';
import { type FaultDetails, PGPOOL_FAULTS, type PgpoolFault } from './faults';
import type { PoolView } from './pgpool/PoolView';
import { Timers } from './Timers';
import type { WireServer } from './wire/WireServer';

/** A pgpool that listens, and what is wrong with it. */
export class RunningPool {
  readonly known: readonly string[] = [...PGPOOL_FAULTS, noFault];
  private readonly timers = new Timers();

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
    this.timers.after(seconds, () => void this.clear());
    return this.begin(fault);
  }

  async stop(): Promise<void> {
    this.timers.stop();
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
}
