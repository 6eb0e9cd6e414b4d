import { AwsError } from '../AwsError';
import { AlarmBoard } from './alarms/AlarmBoard';
import { AuroraCluster, type ClusterSetting } from './AuroraCluster';
import type { DbInstance } from './DbInstance';
import { EventLog } from './EventLog';
import { Measurements } from './metrics/Measurements';
import type { AlarmPlan, DatabasePlan } from './plans';
import { RdsDatabase } from './RdsDatabase';

/** Milliseconds of sandbox time. */
const deletionLasts = 20_000;

/** The databases of one account in one Region. */
export class AwsRegion {
  readonly events = new EventLog();
  readonly clusters: AuroraCluster[] = [];
  readonly databases: RdsDatabase[] = [];
  /** Instances that are no more; what they measured stays. */
  readonly gone: DbInstance[] = [];
  readonly alarmPlans: AlarmPlan[] = [];
  readonly measurements = new Measurements(this);
  readonly setting: ClusterSetting;
  readonly startedAt: number;
  private board: AlarmBoard | undefined;

  constructor(
    readonly account: string,
    readonly name: string,
    plans: readonly DatabasePlan[],
    setting: Pick<ClusterSetting, 'clock' | 'seed'>,
  ) {
    this.startedAt = setting.clock.now().getTime();
    this.setting = { ...setting, account, events: this.events };
    for (const plan of plans) {
      if (plan.kind === 'aurora') this.clusters.push(new AuroraCluster(plan, this.setting));
      else this.databases.push(new RdsDatabase(plan, this.setting));
      this.alarmPlans.push(...(plan.alarms ?? []));
    }
  }

  get alarms(): AlarmBoard {
    this.board ??= new AlarmBoard(this);
    return this.board;
  }

  /** All that are there, by name. */
  get instances(): DbInstance[] {
    const members = this.clusters.flatMap(cluster => cluster.members);
    const all = [...members, ...this.databases.map(({ instance }) => instance)];
    return all.sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  /** By id or ARN. @throws AwsError DBClusterNotFoundFault */
  cluster(name: string): AuroraCluster {
    const id = idOf(name, 'cluster');
    const found = this.clusters.find(cluster => cluster.id === id);
    if (found) return found;
    throw new AwsError('DBClusterNotFoundFault', `DBCluster ${name} not found.`, 404);
  }

  /** By id or ARN. @throws AwsError DBInstanceNotFound */
  instance(name: string): DbInstance {
    const id = idOf(name, 'db');
    const found = this.instances.find(instance => instance.id === id);
    if (found) return found;
    throw new AwsError('DBInstanceNotFound', `DBInstance ${name} not found.`, 404);
  }

  /** The server of an RDS instance. @throws AwsError DBInstanceNotFound */
  database(id: string): RdsDatabase {
    const instance = this.instance(id);
    const found = this.databases.find(each => each.instance === instance);
    if (found) return found;
    throw new AwsError('DBInstanceNotFound', `DBInstance ${id} not found.`, 404);
  }

  /**
   * Deletes an instance, or a cluster with all its members; what they measured stays.
   *
   * @throws AwsError when there is none of that id
   */
  remove(id: string): void {
    const cluster = this.clusters.find(each => each.id === id);
    const going = cluster?.members.filter(({ status }) => status !== 'deleting');
    const instances = going ?? [this.instance(id)];
    for (const instance of instances) this.removeInstance(instance);
    if (cluster) this.clusters.splice(this.clusters.indexOf(cluster), 1);
  }

  /** Gives an instance another name, under which it measures from then on. */
  rename(id: string, name: string): void {
    const instance = this.instance(id);
    instance.rename(name, this.setting.clock.now().getTime());
    this.tell(instance.id, 'configuration change', `Renamed instance from ${id} to ${name}`);
  }

  private removeInstance(instance: DbInstance): void {
    const { clock } = this.setting;
    if (instance.status === 'deleting') {
      throw new AwsError('InvalidDBInstanceState', `Instance ${instance.id} is already being deleted.`);
    }
    instance.status = 'deleting';
    if (instance.cluster?.writer === instance) instance.cluster.loseWriter();
    clock.after(deletionLasts, () => {
      const last = instance.names.at(-1);
      if (last) last.to = clock.now().getTime();
      instance.cluster?.drop(instance);
      const own = this.databases.findIndex(each => each.instance === instance);
      if (own >= 0) this.databases.splice(own, 1);
      this.gone.push(instance);
      this.tell(last?.id ?? '', 'deletion', 'DB instance deleted');
    });
  }

  private tell(source: string, category: string, message: string): void {
    const at = this.setting.clock.now().getTime();
    const sourceArn = this.arn('db', source);
    this.events.add({ at, sourceType: 'db-instance', source, sourceArn, categories: [category], message });
  }

  readonly arn = (kind: string, id: string): string =>
    `arn:aws:rds:${this.name}:${this.account}:${kind}:${id}`;
}

/** Names are the same in capitals and not. */
function idOf(name: string, kind: string): string {
  const [, id = name] = new RegExp(`^arn:aws:rds:[a-z0-9-]+:\\d{12}:${kind}:(.+)$`).exec(name) ?? [];
  return id.toLowerCase();
}
