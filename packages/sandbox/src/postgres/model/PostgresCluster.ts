import { PostgresError } from '../PostgresError';
import type { PoolView } from '../pgpool/PoolView';
import type { WireServer } from '../wire/WireServer';
import type { DatabasePlan } from './DatabasePlan';
import type { Load } from './Load';
import type { Moments } from '../../clock/Moments';
import type { PostgresNode } from './PostgresNode';

export interface Member {
  node: PostgresNode;
  server: Pick<WireServer, 'open' | 'close' | 'hang' | 'port'>;
}

export interface ClusterOptions {
  plan: DatabasePlan;
  members: readonly Member[];
  pools: readonly PoolView[];
  load: Load;
  moments: Moments;
}

/** From a killed primary to the promoted standby, in seconds; pgpool tells of it a moment later, as recorded with 4.3. */
export const promotionSeconds = 3;

const shutDown = () => PostgresError.fatal('57P01', 'terminating connection due to administrator command');

/** A primary with or without a standby, and what happens to them; its pgpools are told, and believe what they believe. */
export class PostgresCluster {
  /** A slot that nobody has used since: from which second it keeps WAL. */
  forgottenSince: number | undefined;
  private killed: { member: Member; wal: bigint } | undefined;
  private readonly waits = new Set<() => void>();

  constructor(readonly options: ClusterOptions) {
    for (const { node } of options.members.slice(1)) node.follow(1);
  }

  get name(): string {
    return this.options.plan.name;
  }

  /** That everything is written to; `undefined` while it is down. */
  get primary(): Member | undefined {
    return this.options.members.find(
      ({ node }) => node.isRunning && node.role === 'primary' && !node.isAlone,
    );
  }

  /** Those that stream from the primary at this moment. */
  get standbys(): Member[] {
    return this.options.members.filter(({ node }) => node.isRunning && node.inRecovery);
  }

  /** An orderly stop; its clients are told. */
  async stopStandby(): Promise<void> {
    const [standby] = this.standbys;
    if (!standby) return;
    standby.node.stop();
    for (const pool of this.options.pools) pool.stopped(this.indexOf(standby));
    await standby.server.close(shutDown());
  }

  /** The primary is gone without a word; where there is a standby, pgpool promotes it. */
  async killPrimary(): Promise<void> {
    const { primary: member, standbys } = this;
    const [standby] = standbys;
    if (!member) return;
    this.killed = { member, wal: member.node.wal() };
    member.node.stop();
    for (const pool of this.options.pools)
      pool.lostPrimary(this.indexOf(member), standby && this.indexOf(standby));
    if (standby) this.after(promotionSeconds, () => this.promote(standby));
    await member.server.close();
  }

  /** A primary that was killed comes back as what it was: two primaries, until somebody repairs it. */
  async startKilled(): Promise<void> {
    const { killed } = this;
    if (!killed || killed.member.node.isRunning) return;
    // Before anybody has taken its place it is simply back.
    if (this.primary) killed.member.node.startAlone(killed.wal);
    else {
      killed.member.node.start();
      killed.member.node.recovered = { replayed: killed.wal };
    }
    this.killed = undefined;
    for (const pool of this.options.pools) pool.started(this.indexOf(killed.member));
    await killed.member.server.open();
  }

  /** Every server runs, and all but the primary follow it. What pgpool keeps out stays out until it is attached. */
  async heal(): Promise<void> {
    this.forgottenSince = undefined;
    const now = this.options.moments.now();
    for (const { node } of this.options.members) {
      node.replay.resume(now);
      node.archiver.mend(now);
      node.full = 0;
    }
    if (!this.primary) await this.startKilled();
    const { primary } = this;
    if (!primary) return;
    const others = this.options.members.filter(member => member !== primary);
    await Promise.all(others.map(member => this.rejoin(member, primary.node.timeline)));
  }

  /** When pgpool has a new primary, and a moment more. */
  afterFailover(act: () => void): void {
    this.after(promotionSeconds + 2, act);
  }

  attach(): void {
    for (const pool of this.options.pools) pool.attachAll();
  }

  stop(): void {
    for (const forget of this.waits) forget();
    this.waits.clear();
  }

  private async rejoin(member: Member, timeline: number): Promise<void> {
    const { node, server } = member;
    const wasAlone = node.isAlone;
    node.follow(timeline);
    if (node.isRunning && !wasAlone) return;
    if (wasAlone) await server.close(shutDown());
    node.start();
    if (this.killed?.member === member) this.killed = undefined;
    for (const pool of this.options.pools) pool.started(this.indexOf(member));
    await server.open();
  }

  private promote({ node }: Member): void {
    if (node.isRunning && !this.primary) node.promote();
  }

  private indexOf(member: Member): number {
    return this.options.members.indexOf(member);
  }

  private after(seconds: number, act: () => void): void {
    const forget = this.options.moments.clock.after(seconds * 1_000, () => {
      this.waits.delete(forget);
      act();
    });
    this.waits.add(forget);
  }
}
