import { AwsError } from '../AwsError';
import type { Clock } from '../../clock/Clock';
import { DbInstance, letters } from './DbInstance';
import type { EventLog } from './EventLog';
import { chance, hashOf } from './noise';
import type { AuroraPlan } from './plans';
import { Backups, type Restorable } from './Backups';

/** Milliseconds of sandbox time after a failover began. */
const swapAfter = 6_000;
const completedAfter = 20_000;
const restartLasts = 18_000;
const day = 86_400_000;

/** From then on that member writes. */
interface Transfer {
  at: number;
  writer: DbInstance;
}

export interface ClusterSetting {
  account: string;
  clock: Pick<Clock, 'now' | 'after'>;
  events: EventLog;
  seed: number;
}

/** An Aurora cluster: one member writes, and when it fails another does. */
export class AuroraCluster {
  status: 'available' | 'failing-over' = 'available';
  readonly members: DbInstance[];
  readonly key: number;
  readonly resourceId: string;
  readonly createdAt: number;
  readonly backups: Backups;
  private readonly transfers: Transfer[] = [];

  constructor(
    readonly plan: AuroraPlan,
    private readonly setting: ClusterSetting,
  ) {
    const { seed, clock } = setting;
    this.key = hashOf(`${seed}/${plan.region}/cluster/${plan.id}`);
    this.resourceId = `cluster-${letters(this.key, 26)}`;
    this.createdAt = clock.now().getTime() - plan.ageDays * day;
    this.members = plan.members.map(
      ({ id, zone, tier }) =>
        new DbInstance(id, plan, { seed, createdAt: this.createdAt, zone, tier, cluster: this }),
    );
    const { retentionDays } = plan;
    this.backups = new Backups({ retentionDays, createdAt: this.createdAt, phase: this.key % 300_000 });
    const [first] = this.members;
    // In another Region than its primary cluster it only follows: nobody writes.
    if (first && !plan.global?.replicaOf) this.transfers.push({ at: this.createdAt, writer: first });
    this.remember(clock.now().getTime());
  }

  get id(): string {
    return this.plan.id;
  }

  get arn(): string {
    return `arn:aws:rds:${this.plan.region}:${this.setting.account}:cluster:${this.id}`;
  }

  restoreWindow(now: number): Restorable {
    return this.backups.restorable(now);
  }

  get writer(): DbInstance | undefined {
    return this.transfers.at(-1)?.writer;
  }

  writerAt(moment: number): DbInstance | undefined {
    return this.transfers.findLast(({ at }) => at <= moment)?.writer;
  }

  /** When the last failover before a moment was; undefined before the first. */
  lastFailover(moment: number): number | undefined {
    const last = this.transfers.findLastIndex(({ at }) => at <= moment);
    return last > 0 ? this.transfers[last]?.at : undefined;
  }

  /**
   * Has another member write: the one that is named, else that of the lowest tier. It takes some twenty seconds.
   *
   * @throws AwsError InvalidDBClusterStateFault when it cannot, DBInstanceNotFound for one that is no member
   */
  failover(target?: string): DbInstance {
    if (this.status !== 'available') throw invalidState(this.id, this.status);
    const next = this.candidate(target);
    this.status = 'failing-over';
    const crosses = next.zone !== this.writer?.zone;
    this.tell(`Started ${crosses ? 'cross' : 'same'} AZ failover to DB instance: ${next.id}`, 'failover');
    this.setting.clock.after(swapAfter, () => this.swap(next));
    this.setting.clock.after(completedAfter, () => this.complete(next));
    return next;
  }

  /** Another member takes over from a writer that is about to go for good, if there is one. */
  loseWriter(): void {
    const others = this.members.some(each => each !== this.writer && each.status === 'available');
    if (others && this.status === 'available') this.failover();
  }

  /** It is gone; where it still wrote, because nobody could take over in time, another does now. */
  drop(member: DbInstance): void {
    const index = this.members.indexOf(member);
    if (index >= 0) this.members.splice(index, 1);
    const [next] = this.members.filter(({ status }) => status !== 'deleting');
    if (this.writer !== member || !next) return;
    const now = this.setting.clock.now().getTime();
    this.transfers.push({ at: now, writer: next });
    next.started(now);
    this.tell(`Completed failover to DB instance: ${next.id}`, 'failover');
  }

  /** Restarts one member's engine. @throws AwsError InvalidDBInstanceState while it is not available */
  reboot(member: DbInstance): void {
    if (member.status !== 'available') {
      throw new AwsError('InvalidDBInstanceState', `Instance ${member.id} is not in available state.`);
    }
    this.restart(member);
  }

  private swap(next: DbInstance): void {
    const { clock } = this.setting;
    const old = this.writer;
    const now = clock.now().getTime();
    if (!this.members.includes(next) || next.status === 'deleting') return;
    this.transfers.push({ at: now, writer: next });
    next.started(now);
    this.tellOf(next, 'DB instance restarted', now);
    if (old?.status === 'available') this.restart(old);
  }

  private restart(member: DbInstance): void {
    const { clock } = this.setting;
    member.status = 'rebooting';
    this.tellOf(member, 'DB instance shutdown', clock.now().getTime());
    clock.after(restartLasts, () => {
      if (member.status !== 'rebooting') return;
      member.status = 'available';
      const now = clock.now().getTime();
      member.started(now);
      this.tellOf(member, 'DB instance restarted', now);
    });
  }

  private complete(next: DbInstance): void {
    this.status = 'available';
    this.tell(
      this.writer === next
        ? `Completed failover to DB instance: ${next.id}`
        : 'Cluster failover failed, check the health of your cluster instances and try again.',
      'failover',
    );
  }

  private candidate(target: string | undefined): DbInstance {
    if (!this.writer) throw invalidState(this.id, 'a replica of another Region');
    const others = this.members.filter(each => each !== this.writer && each.status === 'available');
    if (target === undefined) {
      const [best] = others.sort((one, other) => one.tier - other.tier || one.id.localeCompare(other.id));
      if (best) return best;
      throw new AwsError(
        'InvalidDBClusterStateFault',
        `DB cluster ${this.id} has no reader that it could fail over to.`,
      );
    }
    const named = this.members.find(({ id }) => id === target);
    if (!named) throw new AwsError('DBInstanceNotFound', `DBInstance ${target} not found.`, 404);
    if (others.includes(named)) return named;
    throw new AwsError(
      'InvalidDBInstanceState',
      `DB instance ${target} is already the writer, or not available.`,
    );
  }

  /** What happened before the sandbox began: a failover about every four days, in a moment of each. */
  private remember(now: number): void {
    if (!this.writer) return;
    const nights = Math.min(this.plan.ageDays, 60);
    for (let ago = nights; ago >= 1; ago -= 1) {
      const date = Math.floor(now / day) - ago;
      const others = this.members.filter(each => each !== this.writer);
      const next = others[Math.floor(chance(this.key ^ 0x1f, date) * others.length)];
      if (!next || chance(this.key, date) > 0.25) continue;
      this.happened(Math.floor((date + chance(this.key ^ 0x2f, date)) * day), next);
    }
  }

  private happened(at: number, next: DbInstance): void {
    const old = this.writer;
    this.tell(`Started cross AZ failover to DB instance: ${next.id}`, 'failover', at);
    this.transfers.push({ at: at + swapAfter, writer: next });
    for (const each of [old, next]) {
      if (!each) continue;
      each.started(at + swapAfter);
      this.tellOf(each, 'DB instance restarted', at + swapAfter);
    }
    this.tell(`Completed failover to DB instance: ${next.id}`, 'failover', at + completedAfter);
  }

  private tell(message: string, category: string, at = this.setting.clock.now().getTime()): void {
    const { id: source, arn: sourceArn } = this;
    const event = {
      at,
      sourceType: 'db-cluster',
      source,
      sourceArn,
      categories: [category],
      message,
    } as const;
    this.setting.events.add(event);
  }

  private tellOf({ id }: DbInstance, message: string, at: number): void {
    const sourceArn = `arn:aws:rds:${this.plan.region}:${this.setting.account}:db:${id}`;
    const categories = ['availability'];
    this.setting.events.add({ at, sourceType: 'db-instance', source: id, sourceArn, categories, message });
  }
}

function invalidState(id: string, status: string): AwsError {
  return new AwsError(
    'InvalidDBClusterStateFault',
    `DB cluster ${id} is in the state ${status}, in which it cannot fail over.`,
  );
}
