/** What is there at the beginning, as data. */
export interface AwsPlan {
  accounts: readonly AccountPlan[];
}

export interface AccountPlan {
  /** Twelve digits. */
  id: string;
  /** Alias, for people. */
  name: string;
  databases: readonly DatabasePlan[];
}

export type DatabasePlan = AuroraPlan | RdsPlan;

interface CommonPlan {
  /** Of the cluster, or of the instance where there is no cluster. */
  id: string;
  region: string;
  engineVersion: string;
  instanceClass: InstanceClass;
  databaseName: string;
  tags: Readonly<Record<string, string>>;
  /** Days of automated backups. */
  retentionDays: number;
  /** Of the day in UTC, `hh:mm-hh:mm`. */
  backupWindow: string;
  /** `ddd:hh:mm-ddd:hh:mm`. */
  maintenanceWindow: string;
  /** Days since it was made. */
  ageDays: number;
  demand: DemandPlan;
  alarms?: readonly AlarmPlan[];
  maintenance?: MaintenancePlan;
}

export interface AuroraPlan extends CommonPlan {
  kind: 'aurora';
  members: readonly MemberPlan[];
  volumeGiB: number;
  /** The global cluster it is part of, and of which cluster (an ARN) it is a replica in another Region. */
  global?: { id: string; replicaOf?: string };
}

export interface MemberPlan {
  id: string;
  zone: string;
  /** 0 is promoted first. */
  tier: number;
}

export interface RdsPlan extends CommonPlan {
  kind: 'rds';
  /** Where the one that serves is at first, and its standby. */
  zones: readonly [string, string];
  allocatedGiB: number;
  /** GiB that are free at the start, and by how much they become fewer in an hour, of late and before that. */
  storage: { freeGiB: number; gibPerHour: number; gibPerHourBefore: number };
  /** Whether one in four of its nightly backups fails. */
  backupsFail?: boolean;
}

/** How busy it is: 1 is what it was sized for. */
export interface DemandPlan {
  mean: number;
  /** Hour of the day, UTC, at which most is asked. */
  peakHour: number;
  /** How much more at the peak than on average, as a part of the mean. */
  swing: number;
}

export interface MaintenancePlan {
  action: string;
  description: string;
  /** Days from the start at which it is applied by itself. */
  dueInDays: number;
}

export type AlarmDimensions = Readonly<Record<string, string>>;

/** An alarm as people defined it. */
export interface AlarmPlan {
  name: string;
  description: string;
  metric: string;
  dimensions: AlarmDimensions;
  statistic: 'Average' | 'Maximum' | 'Minimum' | 'Sum' | `p${number}`;
  /** Seconds. */
  period: number;
  evaluationPeriods: number;
  datapointsToAlarm: number;
  threshold: number;
  comparison:
    | 'GreaterThanThreshold'
    | 'GreaterThanOrEqualToThreshold'
    | 'LessThanThreshold'
    | 'LessThanOrEqualToThreshold';
  missing?: 'breaching' | 'notBreaching' | 'ignore' | 'missing';
  /** Whether it tells anybody. */
  actionsEnabled?: boolean;
}

/** What machines there are. */
export type InstanceClass = 'db.r6g.large' | 'db.r6g.xlarge' | 'db.m6g.large' | 'db.t4g.medium';

interface Machine {
  vcpus: number;
  memoryGiB: number;
  /** As the engine's default parameter group reckons it from the memory. */
  maxConnections: number;
}

export const machines: Record<InstanceClass, Machine> = {
  'db.r6g.large': { vcpus: 2, memoryGiB: 16, maxConnections: 1_660 },
  'db.r6g.xlarge': { vcpus: 4, memoryGiB: 32, maxConnections: 3_429 },
  'db.m6g.large': { vcpus: 2, memoryGiB: 8, maxConnections: 839 },
  'db.t4g.medium': { vcpus: 2, memoryGiB: 4, maxConnections: 405 },
};

export const gib = 1_024 ** 3;
