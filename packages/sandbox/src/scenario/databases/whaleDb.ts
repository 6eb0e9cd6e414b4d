import type { RdsPlan } from '../../aws/world/plans';
import { gib } from '../../aws/world/plans';

const id = 'whale-db';
const dimensions = { DBInstanceIdentifier: id };

/** Messages of the chat, on a small pair of servers that nobody looks after much. */
export const whaleDb: RdsPlan = {
  kind: 'rds',
  id,
  region: 'us-east-1',
  engineVersion: '14.15',
  instanceClass: 'db.t4g.medium',
  databaseName: 'whale',
  tags: { service: 'whale-api', system: 'whale', team: 'whale', environment: 'production' },
  retentionDays: 7,
  backupWindow: '04:00-04:30',
  maintenanceWindow: 'wed:05:00-wed:05:30',
  ageDays: 511,
  demand: { mean: 0.3, peakHour: 22, swing: 0.5 },
  zones: ['us-east-1a', 'us-east-1d'],
  allocatedGiB: 40,
  storage: { freeGiB: 21, gibPerHour: 0.002, gibPerHourBefore: 0.002 },
  backupsFail: true,
  maintenance: {
    action: 'system-update',
    description: 'New Operating System update is available',
    dueInDays: 9,
  },
  alarms: [
    {
      name: 'whale-db-memory',
      description: 'Less than a quarter of the memory is free.',
      metric: 'FreeableMemory',
      dimensions,
      statistic: 'Average',
      period: 60,
      evaluationPeriods: 15,
      datapointsToAlarm: 15,
      threshold: gib,
      comparison: 'LessThanThreshold',
    },
    {
      name: 'whale-db-connections',
      description: 'Nine in ten of the connections it may have.',
      metric: 'DatabaseConnections',
      dimensions,
      statistic: 'Average',
      period: 60,
      evaluationPeriods: 5,
      datapointsToAlarm: 5,
      threshold: 364,
      comparison: 'GreaterThanThreshold',
    },
  ],
};
