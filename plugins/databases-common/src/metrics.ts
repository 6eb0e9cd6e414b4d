import { z } from 'zod';
import type { Engine } from './members';

/** What can be charted of a database, by a name that no source has a say in. */
export const metricNameSchema = z.enum([
  'cpu',
  'connections',
  'replica-lag',
  'free-memory',
  'free-storage',
  'used-storage',
  'free-local-storage',
  'ebs-byte-balance',
  'ebs-io-balance',
  'read-latency',
  'write-latency',
  'commit-latency',
  'db-load',
  'cache-hits',
  'transactions',
  'deadlocks',
  'transaction-age',
  'read-iops',
  'write-iops',
  'disk-queue',
  'swap',
]);
export type MetricName = z.infer<typeof metricNameSchema>;

export const metricUnitSchema = z.enum(['percent', 'count', 'bytes', 'seconds', 'per-second', 'sessions']);
export type MetricUnit = z.infer<typeof metricUnitSchema>;

export interface Metric {
  title: string;
  unit: MetricUnit;
  /** One series for each member, or one for each role (so that a failover does not cut it), or one in all. */
  per: 'member' | 'role' | 'database';
  engines: readonly Engine[];
}

const aws: readonly Engine[] = ['aurora-postgresql', 'rds-postgresql'];
const own: readonly Engine[] = ['postgresql', 'postgresql-pgpool'];
const all: readonly Engine[] = [...aws, ...own];

/** What the page of a database can chart, in the order it does. Units are as here, whatever unit the source has. */
export const metrics: Readonly<Record<MetricName, Metric>> = {
  cpu: { title: 'CPU', unit: 'percent', per: 'role', engines: aws },
  connections: { title: 'Connections', unit: 'count', per: 'role', engines: all },
  'replica-lag': { title: 'Replica lag', unit: 'seconds', per: 'member', engines: all },
  'free-memory': { title: 'Freeable memory', unit: 'bytes', per: 'role', engines: aws },
  'read-latency': { title: 'Read latency p90', unit: 'seconds', per: 'role', engines: aws },
  'write-latency': { title: 'Write latency p90', unit: 'seconds', per: 'role', engines: aws },
  'db-load': { title: 'DB load', unit: 'sessions', per: 'role', engines: aws },
  'free-storage': { title: 'Free storage', unit: 'bytes', per: 'database', engines: ['rds-postgresql'] },
  'used-storage': {
    title: 'Used storage',
    unit: 'bytes',
    per: 'database',
    engines: ['aurora-postgresql', ...own],
  },
  'free-local-storage': {
    title: 'Free local storage',
    unit: 'bytes',
    per: 'role',
    engines: ['aurora-postgresql'],
  },
  'ebs-byte-balance': {
    title: 'Throughput credits',
    unit: 'percent',
    per: 'role',
    engines: ['rds-postgresql'],
  },
  'ebs-io-balance': { title: 'I/O credits', unit: 'percent', per: 'role', engines: ['rds-postgresql'] },
  'commit-latency': { title: 'Commit latency', unit: 'seconds', per: 'role', engines: ['aurora-postgresql'] },
  'cache-hits': { title: 'Cache hits', unit: 'percent', per: 'role', engines: ['aurora-postgresql', ...own] },
  transactions: { title: 'Transactions', unit: 'per-second', per: 'database', engines: own },
  deadlocks: { title: 'Deadlocks', unit: 'per-second', per: 'role', engines: ['aurora-postgresql', ...own] },
  'transaction-age': { title: 'Oldest transaction id', unit: 'count', per: 'database', engines: all },
  'read-iops': { title: 'Reads', unit: 'per-second', per: 'role', engines: aws },
  'write-iops': { title: 'Writes', unit: 'per-second', per: 'role', engines: aws },
  'disk-queue': { title: 'Disk queue', unit: 'count', per: 'role', engines: ['rds-postgresql'] },
  swap: { title: 'Swap', unit: 'bytes', per: 'role', engines: aws },
};

/** The metrics an engine has, in the page's order. */
export function metricsOf(engine: Engine): MetricName[] {
  return metricNameSchema.options.filter(name => metrics[name].engines.includes(engine)).sort(byOrder);
}

const order = Object.keys(metrics);
const byOrder = (a: MetricName, b: MetricName) => order.indexOf(a) - order.indexOf(b);
