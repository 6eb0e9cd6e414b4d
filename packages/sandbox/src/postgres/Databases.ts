import type { ScaledClock } from '../clock/ScaledClock';
import { Agenda } from '../scenario/Agenda';
import { noFault } from '../control/injectNamed';
import { SandboxError } from '../SandboxError';
import type { FaultDetails } from './faults';
import type { LeaseUser } from './model/LeaseUsers';
import type { DatabasePlan } from './model/DatabasePlan';
import { RunningDatabase } from './RunningDatabase';
import type { RunningMember } from './RunningMember';
import type { RunningPool } from './RunningPool';

export interface DatabasesOptions {
  plans: readonly DatabasePlan[];
  clock: ScaledClock;
  seed: number;
  /** Of a server that stands so far after the sandbox's first port; 0: any free one. */
  port(offset: number): number;
  /** Of an account of a PostgreSQL; `undefined` for one that nobody can sign in with. */
  passwordOf(database: string, account: string): string | undefined;
  /** Users that Vault made in a PostgreSQL, the newest first. */
  leaseUsersIn(database: string): readonly LeaseUser[];
}

/** Where a PostgreSQL and its pgpools listen. */
export interface DatabasePlace {
  name: string;
  nodes: { name: string; port: number }[];
  pools: { name: string; port: number }[];
}

/** Every PostgreSQL of the sandbox, with its pgpools. */
export class Databases {
  readonly agenda: Agenda;

  private constructor(
    clock: ScaledClock,
    readonly running: readonly RunningDatabase[],
  ) {
    this.agenda = new Agenda(clock);
  }

  /** Resolves when all listen. @throws SandboxError when a port cannot be had; none is left listening then */
  static async start(options: DatabasesOptions): Promise<Databases> {
    const running: RunningDatabase[] = [];
    try {
      for (const plan of options.plans) running.push(await RunningDatabase.start(plan, options));
    } catch (error) {
      await Promise.all(running.map(database => database.stop()));
      throw error;
    }
    return new Databases(options.clock, running);
  }

  async stop(): Promise<void> {
    this.agenda.clear();
    await Promise.all(this.running.map(database => database.stop()));
  }

  /** Things that happen by themselves on an ordinary day. */
  begin(): void {
    for (const database of this.running) database.begin(this.agenda);
  }

  places(): DatabasePlace[] {
    return this.running.map(database => database.place());
  }

  /** Why nobody gets in by its primary, in a driver's words; nothing when one does. */
  unreachable(name: string): string | undefined {
    return this.running.find(database => database.name === name)?.unreachable();
  }

  /** Which listens on that port, by itself or by a pgpool. */
  at(port: number): string | undefined {
    return this.running.find(database => [...database.ports().values()].includes(port))?.name;
  }

  /** Targets with the faults each knows. */
  faults(): Record<string, readonly string[]> {
    return Object.fromEntries(
      this.targets().map(([target, { known }]) => [target, known.filter(name => name !== noFault)]),
    );
  }

  /**
   * Resolves when it has begun, as far as ports are closed and opened.
   *
   * @throws SandboxError at once for a target or a fault that there is not
   */
  inject(target: string, fault: string, details: FaultDetails = {}): Promise<void> {
    const targets = new Map(this.targets());
    const found = targets.get(target);
    if (!found) throw new SandboxError(`There is no ${target}; there are ${[...targets.keys()].join(', ')}.`);
    if (!found.known.includes(fault))
      throw new SandboxError(`There is no fault ${fault} of ${target}; there are ${found.known.join(', ')}.`);
    return found.inject(fault, details);
  }

  /** Where a next world listens, so that its clients find it again. */
  samePorts(): (offset: number) => number {
    const ports = new Map(this.running.flatMap(database => [...database.ports()]));
    return offset => ports.get(offset) ?? 0;
  }

  private targets(): [string, RunningDatabase | RunningMember | RunningPool][] {
    return this.running.flatMap((database): [string, RunningDatabase | RunningMember | RunningPool][] => [
      [`postgres:${database.name}`, database],
      ...database.members.map((member): [string, RunningMember] => [
        `postgres:${database.name}/${member.name}`,
        member,
      ]),
      ...database.pools.map((pool): [string, RunningPool] => [`pgpool:${pool.name}`, pool]),
    ]);
  }
}
