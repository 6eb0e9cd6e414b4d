import { CloudWatchClient, PutMetricAlarmCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateDBClusterCommand,
  CreateDBInstanceCommand,
  FailoverDBClusterCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import type { AwsTarget } from '../aws/AwsTarget';
import { NotRun } from '../Check';

const account = '123456789012';
const region = 'eu-west-1';
const keys = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'any' };
const cluster = 'orders';
const password = 'conformance-only';
const instanceClass = 'db.r6g.large';

/**
 * A second implementation of AWS's interfaces: a moto server that is running already. What it has is forgotten first.
 * @throws NotRun when it does not answer
 */
export async function awsMoto(endpoint: string): Promise<AwsTarget> {
  const options = { endpoint, region, credentials: keys };
  const rds = new RDSClient(options);
  const cloudWatch = new CloudWatchClient(options);
  await emptied(endpoint)
    .then(() => createDatabases(rds))
    .catch(error => {
      throw new NotRun(`${endpoint} does not take a database: ${error.message}`);
    });
  await createAlarm(cloudWatch);
  await putMetrics(cloudWatch);
  return {
    name: 'moto',
    account,
    region,
    endpoint,
    keysOf: () => keys,
    cluster,
    tag: { name: 'team', value: 'orders' },
    alarm: 'orders-cpu',
    instance: { id: 'whale', account, region },
    lacks: ['maintenance', 'two zones'],
    async failOver() {
      await rds.send(new FailoverDBClusterCommand({ DBClusterIdentifier: cluster }));
    },
    async stop() {
      rds.destroy();
      cloudWatch.destroy();
    },
  };
}

async function emptied(endpoint: string): Promise<void> {
  await fetch(`${endpoint}/moto-api/reset`, { method: 'POST' });
}

async function createDatabases(rds: RDSClient): Promise<void> {
  const common = { MasterUsername: 'portal', MasterUserPassword: password };
  await rds.send(
    new CreateDBClusterCommand({
      ...common,
      DBClusterIdentifier: cluster,
      Engine: 'aurora-postgresql',
      BackupRetentionPeriod: 7,
      Tags: [{ Key: 'team', Value: 'orders' }],
    }),
  );
  for (const id of ['orders-1', 'orders-2']) {
    await rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: id,
        DBClusterIdentifier: cluster,
        DBInstanceClass: instanceClass,
        Engine: 'aurora-postgresql',
      }),
    );
  }
  await rds.send(
    new CreateDBInstanceCommand({
      ...common,
      DBInstanceIdentifier: 'whale',
      DBInstanceClass: instanceClass,
      Engine: 'postgres',
      AllocatedStorage: 100,
      MultiAZ: true,
    }),
  );
}

async function createAlarm(cloudWatch: CloudWatchClient): Promise<void> {
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'orders-cpu',
      Namespace: 'AWS/RDS',
      MetricName: 'CPUUtilization',
      Dimensions: [{ Name: 'DBClusterIdentifier', Value: cluster }],
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 5,
      Threshold: 90,
      ComparisonOperator: 'GreaterThanThreshold',
    }),
  );
}

/** Half an hour of points, with a gap of three minutes that must stay one. */
async function putMetrics(cloudWatch: CloudWatchClient): Promise<void> {
  const now = Math.floor(Date.now() / 60_000) * 60_000;
  const minutes = Array.from({ length: 33 }, (_, i) => i).filter(i => i < 10 || i > 12);
  const writer = { DBClusterIdentifier: cluster, Role: 'WRITER' };
  const reader = { DBClusterIdentifier: cluster, Role: 'READER' };
  const series: [name: string, dimensions: Record<string, string>, value: number][] = [
    ['CPUUtilization', writer, 31],
    ['CPUUtilization', reader, 12],
    ['DatabaseConnections', writer, 212],
    ['DatabaseConnections', reader, 40],
    ['AuroraReplicaLag', { DBInstanceIdentifier: 'orders-1' }, 14],
    ['AuroraReplicaLag', { DBInstanceIdentifier: 'orders-2' }, 14],
    ['DatabaseConnections', { DBInstanceIdentifier: 'whale' }, 7],
    ['FreeStorageSpace', { DBInstanceIdentifier: 'whale' }, 40 * 1024 ** 3],
  ];
  for (const [MetricName, dimensions, Value] of series) {
    await cloudWatch.send(
      new PutMetricDataCommand({
        Namespace: 'AWS/RDS',
        MetricData: minutes.map(minute => ({
          MetricName,
          Dimensions: Object.entries(dimensions).map(([Name, value]) => ({ Name, Value: value })),
          Timestamp: new Date(now - minute * 60_000),
          Value,
        })),
      }),
    );
  }
}
