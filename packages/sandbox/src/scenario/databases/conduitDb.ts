import type { RdsPlan } from '../../aws/world/plans';
import { gib } from '../../aws/world/plans';

const id = 'conduit-db';
const dimensions = { DBInstanceIdentifier: id };

/** Articles and who follows whom, on a pair of servers whose volume becomes full within a day. */
export const conduitDb: RdsPlan = {
  kind: 'rds',
  id,
  region: 'eu-north-1',
  engineVersion: '15.10',
  instanceClass: 'db.m6g.large',
  databaseName: 'conduit',
  tags: { service: 'conduit-api', system: 'conduit', team: 'conduit', environment: 'production' },
  retentionDays: 7,
  backupWindow: '02:10-02:40',
  maintenanceWindow: 'sun:03:00-sun:03:30',
  ageDays: 288,
  demand: { mean: 0.52, peakHour: 14, swing: 0.35 },
  zones: ['eu-north-1a', 'eu-north-1c'],
  allocatedGiB: 100,
  storage: { freeGiB: 12.5, gibPerHour: 0.75, gibPerHourBefore: 0.09 },
  alarms: [
    {
      name: 'conduit-db-free-storage',
      description: 'Less than a tenth of the volume is free.',
      metric: 'FreeStorageSpace',
      dimensions,
      statistic: 'Minimum',
      period: 60,
      evaluationPeriods: 5,
      datapointsToAlarm: 5,
      threshold: 10 * gib,
      comparison: 'LessThanThreshold',
    },
    {
      name: 'conduit-db-cpu',
      description: 'The server is out of processor.',
      metric: 'CPUUtilization',
      dimensions,
      statistic: 'Average',
      period: 60,
      evaluationPeriods: 5,
      datapointsToAlarm: 5,
      threshold: 90,
      comparison: 'GreaterThanThreshold',
      missing: 'breaching',
    },
    {
      name: 'conduit-db-write-latency',
      description: 'Writing takes longer than 20 ms.',
      metric: 'WriteLatency',
      dimensions,
      statistic: 'p90',
      period: 60,
      evaluationPeriods: 5,
      datapointsToAlarm: 5,
      threshold: 0.02,
      comparison: 'GreaterThanThreshold',
    },
  ],
};
