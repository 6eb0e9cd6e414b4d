import { gib } from '../plans';
import type { Situation } from './Situation';

export type Unit =
  'Percent' | 'Count' | 'Bytes' | 'Seconds' | 'Milliseconds' | 'Bytes/Second' | 'Count/Second';

/** What an instance measures of itself each minute. */
export interface MetricModel {
  name: string;
  unit: Unit;
  /** Of Aurora, of RDS, or of both. */
  of: 'aurora' | 'rds' | 'both';
  /** How far within a minute the highest lies above the average, as a part of it. */
  spread: number;
  /** Undefined where that role has no such metric. */
  value(situation: Situation): number | undefined;
}

const mib = 1_024 ** 2;
const percent = (value: number) => Math.min(100, Math.max(0, value));

/** Requests the instance answers, 1 being what it is made for: fewer while clients have not come back. */
const served = ({ demand, shock }: Situation) => demand * (1 - 0.92 * shock);

/** How much slower everything is because the processors are busy. */
const queueing = ({ demand }: Situation) => 1 / Math.max(0.12, 1 - Math.min(0.95, 0.8 * demand));

function processors(situation: Situation): number {
  const { demand, shock, cold, noise } = situation;
  return percent(4 + 62 * demand * (1 - 0.7 * shock) + 24 * cold + 2.5 * noise('CPUUtilization'));
}

function load(situation: Situation): number {
  const { vcpus, cold } = situation;
  return served(situation) * vcpus * 0.62 * queueing(situation) * (1 + 0.8 * cold) + 0.05;
}

const isReader = ({ role }: Situation) => role === 'READER';
const writes = (situation: Situation) => (isReader(situation) ? 0 : served(situation));

/** Milliseconds. */
function replicaLag({ shock, demand, noise }: Situation): number {
  return 14 + 12 * demand + 4 * noise('lag') + 4_500 * shock ** 1.5;
}

export const instanceMetrics: readonly MetricModel[] = [
  { name: 'CPUUtilization', unit: 'Percent', of: 'both', spread: 0.12, value: processors },
  {
    name: 'DatabaseConnections',
    unit: 'Count',
    of: 'both',
    spread: 0.03,
    value: s => Math.round((6 + 0.11 * s.maxConnections * s.demand) * (1 - 0.95 * s.shock)),
  },
  {
    name: 'FreeableMemory',
    unit: 'Bytes',
    of: 'both',
    spread: 0.01,
    value: s => Math.round(s.memoryGiB * gib * (0.36 - 0.14 * s.demand + 0.35 * s.cold)),
  },
  {
    name: 'FreeLocalStorage',
    unit: 'Bytes',
    of: 'aurora',
    spread: 0.005,
    value: s => Math.round(2 * s.memoryGiB * gib * (0.82 - 0.1 * s.demand + 0.01 * s.noise('local'))),
  },
  {
    name: 'FreeStorageSpace',
    unit: 'Bytes',
    of: 'rds',
    spread: 0.002,
    value: s => s.freeStorage && Math.round(s.freeStorage * (1 + 0.002 * s.noise('free'))),
  },
  {
    name: 'ReadLatency',
    unit: 'Seconds',
    of: 'both',
    spread: 1.4,
    value: s => 0.0006 * queueing(s) * (1 + 6 * s.cold) * (1 + 0.1 * s.noise('read')),
  },
  {
    name: 'WriteLatency',
    unit: 'Seconds',
    of: 'both',
    spread: 1.4,
    value: s => (isReader(s) ? 0 : 0.0011 * queueing(s) * (1 + 0.1 * s.noise('write'))),
  },
  {
    name: 'CommitLatency',
    unit: 'Milliseconds',
    of: 'aurora',
    spread: 1.1,
    value: s => (isReader(s) ? 0 : 3.4 * queueing(s) * (1 + 0.1 * s.noise('commit'))),
  },
  {
    name: 'CommitThroughput',
    unit: 'Count/Second',
    of: 'aurora',
    spread: 0.4,
    value: s => writes(s) * 420,
  },
  {
    name: 'ReadIOPS',
    unit: 'Count/Second',
    of: 'both',
    spread: 0.6,
    value: s => served(s) * 300 * (1 + 5 * s.cold) + 2,
  },
  { name: 'WriteIOPS', unit: 'Count/Second', of: 'both', spread: 0.6, value: s => writes(s) * 520 + 3 },
  {
    name: 'AuroraReplicaLag',
    unit: 'Milliseconds',
    of: 'aurora',
    spread: 0.5,
    value: s => (isReader(s) ? replicaLag(s) : undefined),
  },
  {
    name: 'AuroraReplicaLagMaximum',
    unit: 'Milliseconds',
    of: 'aurora',
    spread: 0.4,
    value: s => (isReader(s) || s.readers === 0 ? undefined : replicaLag(s) * 1.25),
  },
  {
    name: 'AuroraReplicaLagMinimum',
    unit: 'Milliseconds',
    of: 'aurora',
    spread: 0.2,
    value: s => (isReader(s) || s.readers === 0 ? undefined : replicaLag(s) * 0.8),
  },
  {
    name: 'BufferCacheHitRatio',
    unit: 'Percent',
    of: 'aurora',
    spread: 0.002,
    value: s => percent(99.7 - 34 * s.cold - 0.2 * Math.abs(s.noise('cache'))),
  },
  { name: 'DBLoad', unit: 'Count', of: 'both', spread: 0.7, value: load },
  { name: 'DBLoadCPU', unit: 'Count', of: 'both', spread: 0.6, value: s => load(s) * 0.68 },
  { name: 'DBLoadNonCPU', unit: 'Count', of: 'both', spread: 0.9, value: s => load(s) * 0.32 },
  {
    name: 'Deadlocks',
    unit: 'Count/Second',
    of: 'aurora',
    spread: 0,
    value: s => (!isReader(s) && s.noise('deadlock') > 0.994 ? 1 / 60 : 0),
  },
  {
    name: 'DiskQueueDepth',
    unit: 'Count',
    of: 'both',
    spread: 2,
    value: s => 0.15 * served(s) * queueing(s) + 2 * s.cold,
  },
  { name: 'EngineUptime', unit: 'Seconds', of: 'aurora', spread: 0, value: s => Math.round(s.uptime) },
  {
    name: 'MaximumUsedTransactionIDs',
    unit: 'Count',
    of: 'both',
    spread: 0,
    // Autovacuum freezes before 200 million are used, and it begins anew.
    value: s => Math.round(4e7 + ((Math.floor(s.moment / 1_000) * 90) % 1.5e8)),
  },
  {
    name: 'NetworkReceiveThroughput',
    unit: 'Bytes/Second',
    of: 'both',
    spread: 0.5,
    value: s => served(s) * 2.1 * mib + 2_000,
  },
  {
    name: 'NetworkTransmitThroughput',
    unit: 'Bytes/Second',
    of: 'both',
    spread: 0.5,
    value: s => served(s) * 6.4 * mib + 4_000,
  },
  {
    name: 'StorageNetworkThroughput',
    unit: 'Bytes/Second',
    of: 'aurora',
    spread: 0.5,
    value: s => (writes(s) * 11 + served(s) * 4 * (1 + 4 * s.cold)) * mib,
  },
  {
    name: 'SwapUsage',
    unit: 'Bytes',
    of: 'both',
    spread: 0,
    value: s => Math.round(4 * mib * (1 + Math.max(0, s.demand - 0.8) * 20)),
  },
  // Aurora has its log in the cluster's volume, and tells that it has none here by -1.
  {
    name: 'TransactionLogsDiskUsage',
    unit: 'Bytes',
    of: 'both',
    spread: 0,
    value: s => (s.freeStorage === undefined ? -1 : Math.round((0.6 + 1.2 * s.demand) * gib)),
  },
  { name: 'OldestReplicationSlotLag', unit: 'Bytes', of: 'both', spread: 0, value: () => -1 },
  {
    name: 'BurstBalance',
    unit: 'Percent',
    of: 'rds',
    spread: 0.01,
    value: s => percent(100 - 40 * Math.max(0, s.demand - 0.7)),
  },
  {
    name: 'EBSByteBalance%',
    unit: 'Percent',
    of: 'rds',
    spread: 0.01,
    value: s => percent(99 - 30 * Math.max(0, s.demand - 0.8)),
  },
  {
    name: 'EBSIOBalance%',
    unit: 'Percent',
    of: 'rds',
    spread: 0.01,
    value: s => percent(99 - 35 * Math.max(0, s.demand - 0.8)),
  },
  { name: 'CheckpointLag', unit: 'Seconds', of: 'rds', spread: 0.2, value: s => 60 + 200 * s.demand },
];

/** What a cluster's volume measures, as a function of hours since the start. */
export interface VolumeModel {
  name: string;
  unit: Unit;
  value(volumeGiB: number, hours: number): number;
}

export const volumeMetrics: readonly VolumeModel[] = [
  { name: 'VolumeBytesUsed', unit: 'Bytes', value: (size, hours) => size * (1 + hours / 9_000) * gib },
  {
    name: 'BackupRetentionPeriodStorageUsed',
    unit: 'Bytes',
    value: (size, hours) => size * 1.4 * (1 + hours / 7_000) * gib,
  },
  { name: 'SnapshotStorageUsed', unit: 'Bytes', value: size => size * 0.35 * gib },
  {
    name: 'TotalBackupStorageBilled',
    unit: 'Bytes',
    value: (size, hours) => size * 0.75 * (1 + hours / 7_000) * gib,
  },
];
