import type { AlarmPlan, AuroraPlan } from '../../aws/world/plans';

const region = 'eu-central-1';
const id = 'shop-aurora';
const writer = { DBClusterIdentifier: id, Role: 'WRITER' };

const alarms: AlarmPlan[] = [
  {
    name: 'shop-aurora-writer-cpu',
    description: 'The writer is out of processor.',
    metric: 'CPUUtilization',
    dimensions: writer,
    statistic: 'Average',
    period: 60,
    evaluationPeriods: 5,
    datapointsToAlarm: 5,
    threshold: 90,
    comparison: 'GreaterThanThreshold',
    missing: 'breaching',
  },
  {
    name: 'shop-aurora-replica-lag',
    description: 'Readers are more than half a second behind.',
    metric: 'AuroraReplicaLagMaximum',
    dimensions: writer,
    statistic: 'Maximum',
    period: 60,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    threshold: 500,
    comparison: 'GreaterThanThreshold',
  },
  {
    name: 'shop-aurora-connections',
    description: 'Nine in ten of the connections that the writer may have.',
    metric: 'DatabaseConnections',
    dimensions: writer,
    statistic: 'Average',
    period: 60,
    evaluationPeriods: 5,
    datapointsToAlarm: 5,
    threshold: 1_494,
    comparison: 'GreaterThanThreshold',
  },
  {
    name: 'shop-aurora-writer-down',
    description: 'Nobody writes.',
    metric: 'EngineUptime',
    dimensions: writer,
    statistic: 'Average',
    period: 60,
    evaluationPeriods: 2,
    datapointsToAlarm: 2,
    threshold: 0,
    comparison: 'LessThanOrEqualToThreshold',
    missing: 'breaching',
  },
  {
    name: 'shop-aurora-read-latency',
    description: 'Reads of the third reader, which was taken away in spring.',
    metric: 'ReadLatency',
    dimensions: { DBInstanceIdentifier: 'shop-aurora-4' },
    statistic: 'p90',
    period: 60,
    evaluationPeriods: 5,
    datapointsToAlarm: 5,
    threshold: 0.02,
    comparison: 'GreaterThanThreshold',
    actionsEnabled: false,
  },
];

/** What the storefront and its fulfilment keep in: a writer and two readers, each in a zone of its own. */
export const shopAurora: AuroraPlan = {
  kind: 'aurora',
  id,
  region,
  engineVersion: '16.6',
  instanceClass: 'db.r6g.large',
  databaseName: 'shop',
  tags: {
    service: 'checkout cart catalogue payments orders shipping',
    system: 'storefront',
    team: 'storefront',
    environment: 'production',
  },
  retentionDays: 14,
  backupWindow: '01:20-01:50',
  maintenanceWindow: 'tue:02:30-tue:03:00',
  ageDays: 403,
  demand: { mean: 0.46, peakHour: 18, swing: 0.42 },
  volumeGiB: 212,
  members: [
    { id: 'shop-aurora-1', zone: 'eu-central-1a', tier: 0 },
    { id: 'shop-aurora-2', zone: 'eu-central-1b', tier: 1 },
    { id: 'shop-aurora-3', zone: 'eu-central-1c', tier: 1 },
  ],
  global: { id: 'shop' },
  alarms,
};

/** Its copy in another Region, for the day on which the first is lost. */
export const shopAuroraReplica: AuroraPlan = {
  ...shopAurora,
  id: 'shop-aurora-dr',
  region: 'eu-west-1',
  tags: { ...shopAurora.tags, environment: 'recovery' },
  retentionDays: 1,
  ageDays: 120,
  demand: { mean: 0.06, peakHour: 18, swing: 0.3 },
  members: [{ id: 'shop-aurora-dr-1', zone: 'eu-west-1a', tier: 1 }],
  global: { id: 'shop', replicaOf: 'arn:aws:rds:eu-central-1:402917760021:cluster:shop-aurora' },
  alarms: [],
};
