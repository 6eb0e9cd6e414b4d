import type { Database, MetricName } from '@greenroom/plugin-databases-common';

/** One metric of CloudWatch's `AWS/RDS`. Two that are equal are one: `keyOf` tells. */
export interface MetricQuery {
  name: string;
  dimensions: Readonly<Record<string, string>>;
  /** `Average`, `Maximum`, `Minimum`, `p90`. */
  statistic: string;
  /** Seconds. */
  period: number;
}

/** A line of a chart, and what CloudWatch is asked for it. */
export interface SeriesQuery {
  metric: MetricName;
  of?: string;
  query: MetricQuery;
  /** From CloudWatch's unit to the catalogue's. */
  factor: number;
}

/** Equal for equal queries. */
export function keyOf({ name, dimensions, statistic, period }: MetricQuery): string {
  return JSON.stringify([name, Object.entries(dimensions).sort(), statistic, period]);
}

/** What AWS writes where it does not know: of a broken replica's lag, and of unused logs (platform facts 3.1). */
export const UNKNOWN = -1;

/** What has to be known of a database to say which metrics it has. */
export type Measured = Pick<Database, 'id' | 'engine'> & {
  members: readonly Pick<Database['members'][number], 'id' | 'role'>[];
};

/**
 * The series of one metric. Aurora's are asked by role, so that a failover does not cut them: a role moves to another
 * instance. Empty for a metric that the engine does not have.
 */
export function queriesOf(database: Measured, metric: MetricName, period: number): SeriesQuery[] {
  const source = sourceOf(database, metric);
  if (!source) {
    return [];
  }
  const { name, statistic, factor = 1 } = source;
  return targets(database, source.per).map(({ of, dimensions }) => ({
    metric,
    ...(of !== undefined && { of }),
    query: { name, statistic, period, dimensions },
    factor,
  }));
}

interface CloudWatchMetric {
  name: string;
  statistic: string;
  factor?: number;
  per: 'role' | 'followers' | 'writer' | 'volume';
}

const MILLI = 0.001;

/** Statistics as in AWS's recommended alarms, so that a chart shows what an alarm would judge. */
const common: Partial<Record<MetricName, CloudWatchMetric>> = {
  cpu: { name: 'CPUUtilization', statistic: 'Average', per: 'role' },
  connections: { name: 'DatabaseConnections', statistic: 'Average', per: 'role' },
  'free-memory': { name: 'FreeableMemory', statistic: 'Average', per: 'role' },
  'read-latency': { name: 'ReadLatency', statistic: 'p90', per: 'role' },
  'write-latency': { name: 'WriteLatency', statistic: 'p90', per: 'role' },
  'db-load': { name: 'DBLoad', statistic: 'Average', per: 'role' },
  'transaction-age': { name: 'MaximumUsedTransactionIDs', statistic: 'Average', per: 'writer' },
  'read-iops': { name: 'ReadIOPS', statistic: 'Average', per: 'role' },
  'write-iops': { name: 'WriteIOPS', statistic: 'Average', per: 'role' },
  swap: { name: 'SwapUsage', statistic: 'Average', per: 'role' },
};
const aurora: Partial<Record<MetricName, CloudWatchMetric>> = {
  ...common,
  'replica-lag': { name: 'AuroraReplicaLag', statistic: 'Maximum', factor: MILLI, per: 'followers' },
  'used-storage': { name: 'VolumeBytesUsed', statistic: 'Average', per: 'volume' },
  'free-local-storage': { name: 'FreeLocalStorage', statistic: 'Average', per: 'role' },
  'commit-latency': { name: 'CommitLatency', statistic: 'Average', factor: MILLI, per: 'role' },
  'cache-hits': { name: 'BufferCacheHitRatio', statistic: 'Average', per: 'role' },
  deadlocks: { name: 'Deadlocks', statistic: 'Average', per: 'role' },
};
const rds: Partial<Record<MetricName, CloudWatchMetric>> = {
  ...common,
  'replica-lag': { name: 'ReplicaLag', statistic: 'Maximum', per: 'followers' },
  'free-storage': { name: 'FreeStorageSpace', statistic: 'Minimum', per: 'volume' },
  'ebs-byte-balance': { name: 'EBSByteBalance%', statistic: 'Average', per: 'role' },
  'ebs-io-balance': { name: 'EBSIOBalance%', statistic: 'Average', per: 'role' },
  'disk-queue': { name: 'DiskQueueDepth', statistic: 'Average', per: 'role' },
};

function sourceOf({ engine }: Measured, metric: MetricName): CloudWatchMetric | undefined {
  switch (engine) {
    case 'aurora-postgresql':
      return aurora[metric];
    case 'rds-postgresql':
      return rds[metric];
    default:
      return undefined;
  }
}

interface Target {
  of?: string;
  dimensions: Record<string, string>;
}

function targets(database: Measured, per: CloudWatchMetric['per']): Target[] {
  const identifier = identifierOf(database.id);
  const followers = database.members.filter(({ role }) => role === 'reader');
  const isAurora = database.engine === 'aurora-postgresql';
  const role = (name: 'WRITER' | 'READER') => ({ DBClusterIdentifier: identifier, Role: name });
  // Of what RDS runs as a single instance, the instance stands for whoever serves in it.
  const main = database.members.find(({ role: r }) => r === 'primary' || r === 'writer')?.id ?? identifier;
  switch (per) {
    case 'followers':
      return followers.map(({ id }) => ({ of: id, dimensions: { DBInstanceIdentifier: id } }));
    case 'volume':
      return [
        { dimensions: isAurora ? { DBClusterIdentifier: identifier } : { DBInstanceIdentifier: main } },
      ];
    case 'writer':
      return [{ dimensions: isAurora ? role('WRITER') : { DBInstanceIdentifier: main } }];
    case 'role':
      return isAurora
        ? [
            ...(followers.length < database.members.length
              ? [{ of: 'writer', dimensions: role('WRITER') }]
              : []),
            ...(followers.length > 0 ? [{ of: 'reader', dimensions: role('READER') }] : []),
          ]
        : [
            { of: 'primary', dimensions: { DBInstanceIdentifier: main } },
            ...followers.map(({ id }) => ({ of: id, dimensions: { DBInstanceIdentifier: id } })),
          ];
    default:
      return per satisfies never;
  }
}

/** `<account>/<region>/<identifier>` */
function identifierOf(id: string): string {
  return id.split('/').slice(2).join('/');
}
