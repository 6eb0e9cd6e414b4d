import { AwsError } from '../AwsError';
import { AuroraCluster, type ClusterSetting } from './AuroraCluster';
import type { DbInstance } from './DbInstance';
import { EventLog } from './EventLog';
import { Measurements } from './metrics/Measurements';
import type { AlarmPlan, DatabasePlan } from './plans';
import { RdsDatabase } from './RdsDatabase';

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

  constructor(
    readonly account: string,
    readonly name: string,
    plans: readonly DatabasePlan[],
    setting: Pick<ClusterSetting, 'clock' | 'seed'>,
  ) {
    this.setting = { ...setting, account, events: this.events };
    for (const plan of plans) {
      if (plan.kind === 'aurora') this.clusters.push(new AuroraCluster(plan, this.setting));
      else this.databases.push(new RdsDatabase(plan, this.setting));
      this.alarmPlans.push(...(plan.alarms ?? []));
    }
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

  arn(kind: string, id: string): string {
    return `arn:aws:rds:${this.name}:${this.account}:${kind}:${id}`;
  }
}

/** Names are the same in capitals and not. */
function idOf(name: string, kind: string): string {
  const [, id = name] = new RegExp(`^arn:aws:rds:[a-z0-9-]+:\\d{12}:${kind}:(.+)$`).exec(name) ?? [];
  return id.toLowerCase();
}
