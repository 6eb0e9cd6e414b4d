import type { AlarmPlan, AuroraPlan, AwsPlan } from '../../aws/world/plans';
import type { Scenario } from '../Scenario';
import type { AuroraFleetPlan } from '../world';

const account = '402917760021';
const region = 'eu-central-1';
const zones = ['a', 'b', 'c'].map(letter => region + letter);

/** Very many Aurora clusters in one Region and no Kubernetes, where nothing happens by itself: for benchmarks. */
export class AuroraFleet implements Scenario {
  readonly name = 'aurora fleet';
  readonly clusterNames = [];
  readonly log = [];
  readonly aws: AwsPlan;

  constructor({ auroraClusters, readersPerCluster = 1 }: AuroraFleetPlan) {
    const databases = Array.from({ length: auroraClusters }, (_, index) =>
      cluster(index + 1, readersPerCluster),
    );
    this.aws = { accounts: [{ id: account, name: 'storefront', databases }] };
  }

  readonly images = () => ({ pullSeconds: 0.1, readyAfterSeconds: 0.2 });

  rolloutsVersionOf() {
    return '1.9.2' as const;
  }

  metricsOf() {
    return () => undefined;
  }

  open(): void {}

  start(): void {}

  stop(): void {}

  next() {
    return undefined;
  }
}

function cluster(number: number, readers: number): AuroraPlan {
  const id = `aurora-${String(number).padStart(3, '0')}`;
  return {
    kind: 'aurora',
    id,
    region,
    engineVersion: '16.6',
    instanceClass: 'db.r6g.large',
    databaseName: 'app',
    tags: { service: `service-${number}`, system: 'fleet' },
    retentionDays: 7,
    backupWindow: '01:20-01:50',
    maintenanceWindow: 'tue:02:30-tue:03:00',
    ageDays: 90,
    demand: { mean: 0.3 + 0.04 * (number % 9), peakHour: 8 + (number % 12), swing: 0.35 },
    volumeGiB: 20 + number,
    members: Array.from({ length: readers + 1 }, (_, index) => ({
      id: `${id}-${index + 1}`,
      zone: zones[index % zones.length] ?? `${region}a`,
      tier: Math.min(index, 15),
    })),
    alarms: [cpuAlarm(id)],
  };
}

function cpuAlarm(id: string): AlarmPlan {
  return {
    name: `${id}-writer-cpu`,
    description: 'The writer is out of processor.',
    metric: 'CPUUtilization',
    dimensions: { DBClusterIdentifier: id, Role: 'WRITER' },
    statistic: 'Average',
    period: 60,
    evaluationPeriods: 5,
    datapointsToAlarm: 5,
    threshold: 90,
    comparison: 'GreaterThanThreshold',
  };
}
