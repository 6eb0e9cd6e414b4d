import { noFault } from '../control/injectNamed';
import { type FaultDetails, MEMBER_FAULTS, type MemberFault } from './faults';
import type { Member } from './model/PostgresCluster';
import { Timers } from './Timers';

/** One server of a PostgreSQL, and what is wrong with the way to it or with it alone. */
export class RunningMember {
  readonly known: readonly string[] = [...MEMBER_FAULTS, noFault];
  private readonly timers = new Timers();

  constructor(
    private readonly member: Member,
    private readonly maxConnections: number,
  ) {}

  get name(): string {
    return this.member.node.name;
  }

  /** @param name one that it knows */
  async inject(name: string, { seconds }: FaultDetails): Promise<void> {
    const fault = MEMBER_FAULTS.find(known => known === name);
    if (!fault) return this.clear();
    this.timers.after(seconds, () => void this.clear());
    return this.begin(fault);
  }

  stop(): void {
    this.timers.stop();
  }

  private async begin(fault: MemberFault): Promise<void> {
    const { node, server } = this.member;
    if (fault === 'hang') server.hang(true);
    else if (fault === 'refuse') await server.close();
    else node.full = this.maxConnections - 3;
  }

  /** A server that was stopped stays so: that is not a fault of its own. */
  private async clear(): Promise<void> {
    const { node, server } = this.member;
    server.hang(false);
    node.full = 0;
    if (node.isRunning) await server.open();
  }
}
