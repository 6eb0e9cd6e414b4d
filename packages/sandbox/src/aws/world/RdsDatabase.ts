import { AwsError } from '../AwsError';
import type { ClusterSetting } from './AuroraCluster';
import { DbInstance } from './DbInstance';
import { hashOf } from './noise';
import { gib, type RdsPlan } from './plans';
import { Backups, type Restorable } from './Backups';
import { instanceWords, type Snapshot } from './snapshots';

const failoverLasts = 45_000;
const restartLasts = 15_000;
const backupLasts = 90_000;
const fullAfter = 240_000;
const day = 86_400_000;

/** A server with a standby in another zone that nobody can read, and that takes its place. */
export class RdsDatabase {
  readonly instance: DbInstance;
  readonly key: number;
  readonly backups: Backups;
  /** While something writes it full. */
  private readonly floods: { from: number; to?: number }[] = [];
  private readonly startedAt: number;

  constructor(
    readonly plan: RdsPlan,
    private readonly setting: ClusterSetting,
  ) {
    const { seed, clock } = setting;
    const [zone, standbyZone] = plan.zones;
    this.startedAt = clock.now().getTime();
    const createdAt = this.startedAt - plan.ageDays * day;
    this.key = hashOf(`${seed}/${plan.region}/instance/${plan.id}`);
    const { retentionDays } = plan;
    this.backups = new Backups({ retentionDays, createdAt, phase: this.key % 300_000 });
    this.instance = new DbInstance(plan.id, plan, { seed, createdAt, zone, standbyZone });
    // The last restart was a while ago, for a minor version.
    this.instance.started(clock.now().getTime() - Math.min(plan.ageDays, 19) * day * 0.9);
  }

  /**
   * Restarts the engine, or has the standby take over.
   *
   * @throws AwsError InvalidDBInstanceState while it is not available
   */
  reboot(forceFailover: boolean): void {
    const { instance, setting } = this;
    if (instance.status !== 'available') {
      throw new AwsError('InvalidDBInstanceState', `Instance ${instance.id} is not in available state.`);
    }
    instance.status = 'rebooting';
    if (forceFailover) this.tell('Multi-AZ instance failover started.', 'failover');
    setting.clock.after(forceFailover ? failoverLasts / 2 : restartLasts, () => {
      instance.started(setting.clock.now().getTime());
      this.tell('DB instance restarted', 'availability');
      if (!forceFailover) instance.status = 'available';
    });
    if (forceFailover) setting.clock.after(failoverLasts, () => this.takenOver());
  }

  /** Somebody takes a snapshot by hand. It is done after a minute and a half, or fails. */
  backUp(fails: boolean): void {
    const { instance, setting, backups } = this;
    const now = setting.clock.now();
    const stamp = now.toISOString().slice(0, 16).replace(/[T:]/g, '-');
    const begun: Snapshot = {
      id: `${instance.id}-${stamp}`,
      type: 'manual',
      status: 'creating',
      createdAt: now.getTime(),
      percent: 0,
    };
    backups.take(begun);
    if (instance.status === 'available') instance.status = 'backing-up';
    this.tell(instanceWords.begun, 'backup');
    setting.clock.after(backupLasts, () => {
      if (instance.status === 'backing-up') instance.status = 'available';
      backups.take({
        ...begun,
        ...(fails ? { status: 'failed', percent: 40 } : { status: 'available', percent: 100 }),
      });
      this.tell(fails ? instanceWords.failed : instanceWords.done, 'backup');
    });
  }

  restoreWindow(now: number): Restorable {
    return this.backups.restorable(now);
  }

  /** Bytes on its volume that are free at a moment. */
  freeBytesAt(moment: number): number {
    const { freeGiB, gibPerHour, gibPerHourBefore } = this.plan.storage;
    const hours = (moment - this.startedAt) / 3_600_000;
    const early = Math.max(0, -hours - 24);
    const free = freeGiB - gibPerHour * (hours + early) + gibPerHourBefore * early;
    const flood = this.floods.find(({ from, to = Infinity }) => from <= moment && moment < to);
    const left = flood ? free * Math.exp((flood.from - moment) / 90_000) : free;
    return Math.max(0.02, Math.min(left, 0.97 * this.plan.allocatedGiB)) * gib;
  }

  /** Something begins to write its volume full, which takes some minutes, or all of it is deleted again. */
  flood(begins: boolean): void {
    const { instance, setting } = this;
    const now = setting.clock.now().getTime();
    const last = this.floods.at(-1);
    if (!begins && last) {
      last.to = now;
      if (instance.status === 'storage-full') instance.status = 'available';
      return;
    }
    const flood: { from: number; to?: number } = { from: now };
    this.floods.push(flood);
    const free = `The free storage capacity for DB instance: ${instance.id} is low at 9% of the provisioned storage`;
    this.tell(free, 'low storage');
    setting.clock.after(fullAfter, () => {
      if (flood.to !== undefined || instance.status !== 'available') return;
      instance.status = 'storage-full';
      this.tell(
        'Allocated storage has been exhausted. Allocate additional storage to resolve.',
        'low storage',
      );
    });
  }

  tell(message: string, category: string, at = this.setting.clock.now().getTime()): void {
    const { id } = this.instance;
    const sourceArn = `arn:aws:rds:${this.plan.region}:${this.setting.account}:db:${id}`;
    const categories = [category];
    this.setting.events.add({ at, sourceType: 'db-instance', source: id, sourceArn, categories, message });
  }

  private takenOver(): void {
    const { instance } = this;
    const { zone } = instance;
    instance.zone = instance.standbyZone ?? zone;
    instance.standbyZone = zone;
    instance.status = 'available';
    this.tell('Multi-AZ instance failover completed', 'failover');
  }
}
