import { type Database, type MetricName, metrics, type Series } from '@greenroom/plugin-databases-common';
import { instanceClassOf } from '../reading/instanceClasses';
import { type Thresholds, type ThresholdTable, thresholdsOf } from '../reading/thresholds';
import { writerOf } from '../reading/Unjudged';
import type { SeriesQuery } from './metricQueries';
import type { Points } from './SharedMetrics';

const statistics: Readonly<Record<string, string>> = {
  Average: 'average',
  Maximum: 'maximum',
  Minimum: 'minimum',
};

/** Points in the catalogue's unit, with the limit at which the verdict changes. */
export function seriesFrom(
  { metric, of, query, factor }: SeriesQuery,
  { start, period, values }: Points,
  database: Database,
  table: ThresholdTable,
): Series {
  const limit = limitOf(metric, database, thresholdsOf(database, table));
  return {
    metric,
    unit: metrics[metric].unit,
    ...(of !== undefined && { of }),
    statistic: statistics[query.statistic] ?? query.statistic,
    periodSeconds: period,
    start,
    values: values.map(value => (value === null ? null : value * factor)),
    ...(limit !== undefined && { limit }),
  };
}

function limitOf(metric: MetricName, database: Database, t: Thresholds): number | undefined {
  const instance = instanceClassOf(writerOf(database.members)?.instanceClass);
  const { connections, storage } = database;
  const limits: Partial<Record<MetricName, number | undefined>> = {
    cpu: t.cpuPercent,
    'replica-lag': t.lagSeconds,
    'read-latency': t.latencySeconds,
    'write-latency': t.latencySeconds,
    'cache-hits': t.cacheHitsPercent,
    'transaction-age': t.transactionAge,
    connections: connections.limit && connections.limit * t.connections,
    'free-memory': instance && instance.memoryBytes * t.freeMemory,
    'free-local-storage': instance?.localBytes && instance.localBytes * t.freeLocalStorage,
    'ebs-byte-balance': t.ebsBalancePercent,
    'ebs-io-balance': t.ebsBalancePercent,
    'db-load': instance && instance.vcpus * t.loadPerVcpu,
    'free-storage': storage.limitBytes && storage.limitBytes * t.freeStorage,
  };
  return limits[metric];
}
