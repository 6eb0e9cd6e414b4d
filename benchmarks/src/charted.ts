import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';

/** What a page of one Aurora cluster shows. */
const charted = [
  'CPUUtilization',
  'DatabaseConnections',
  'FreeableMemory',
  'ReadLatency',
  'WriteLatency',
  'DBLoad',
  'CommitLatency',
  'BufferCacheHitRatio',
  'Deadlocks',
  'ReadIOPS',
  'WriteIOPS',
  'SwapUsage',
];

/** Questions of GetMetricData for a cluster's metrics, each by writer and reader, in minutes. */
export function queriesOfCluster(
  cluster: string,
  names: readonly string[] = charted,
  prefix = 'm',
): MetricDataQuery[] {
  return names.flatMap((MetricName, i) =>
    ['WRITER', 'READER'].map(role => ({
      Id: `${prefix}${i}${role.toLowerCase()}`,
      MetricStat: {
        Metric: {
          Namespace: 'AWS/RDS',
          MetricName,
          Dimensions: [
            { Name: 'DBClusterIdentifier', Value: cluster },
            { Name: 'Role', Value: role },
          ],
        },
        Period: 60,
        Stat: 'Average',
      },
    })),
  );
}
