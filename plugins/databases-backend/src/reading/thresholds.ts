import type { Engine } from '@greenroom/plugin-databases-common';
import { z } from 'zod';

/**
 * Where a verdict changes. Defaults are AWS's recommended alarms where it has one ("Best practice alarm recommendations",
 * Amazon CloudWatch User Guide, AWS/RDS); where it has none the source is said.
 */
export const thresholdsSchema = z.strictObject({
  /** AWS: CPUUtilization average above 90 for 5 of 5 minutes. */
  cpuPercent: z.number().positive().max(100).optional(),
  /** AWS: DatabaseConnections above 90 … 95 % of the maximum, 5 of 5. Share of 1. */
  connections: z.number().positive().max(1).optional(),
  /** AWS: ReplicaLag above 60 s, 10 of 10. For Aurora AWS has none and says "usually well under 100 ms": 1 s is ours. Seconds. */
  lagSeconds: z.number().positive().optional(),
  /** Ours: a standby that is a WAL segment's worth of 64 files behind is no longer just busy. Bytes. */
  lagBytes: z.number().positive().optional(),
  /** AWS: FreeableMemory below 25 % of memory, 15 of 15; Aurora near 5 %. Share of 1. */
  freeMemory: z.number().positive().max(1).optional(),
  /** AWS: FreeStorageSpace below 10 % of what is allocated, 5 of 5. Share of 1. */
  freeStorage: z.number().positive().max(1).optional(),
  /** AWS: FreeLocalStorage below 10 … 20 % of what the class has, 5 of 5. Share of 1. */
  freeLocalStorage: z.number().positive().max(1).optional(),
  /** AWS: EBSByteBalance% and EBSIOBalance% below 10, 3 of 3. */
  ebsBalancePercent: z.number().positive().max(100).optional(),
  /** Ours: storage that is full within a day is looked at today. Hours. */
  fullWithinHours: z.number().positive().optional(),
  /** AWS: ReadLatency and WriteLatency p90 above 20 ms, 5 of 5. Seconds. */
  latencySeconds: z.number().positive().optional(),
  /** AWS: DBLoad above the number of vCPUs, 15 of 15. Sessions for each vCPU. */
  loadPerVcpu: z.number().positive().optional(),
  /** AWS: BufferCacheHitRatio below 80, 10 of 10. */
  cacheHitsPercent: z.number().positive().max(100).optional(),
  /** AWS: MaximumUsedTransactionIDs above 1,000,000,000; PostgreSQL stops writes near 2^31. */
  transactionAge: z.number().positive().optional(),
  /** RDS moves the latest restorable time about every five minutes: three of those. Minutes. */
  restoreMinutes: z.number().positive().optional(),
  /** Ours: a nightly backup that is missing for a day and a half was missed. Hours. */
  backupHours: z.number().positive().optional(),
  /** Ours: WAL that an inactive slot keeps from being removed. Bytes. */
  slotBytes: z.number().positive().optional(),
  /** AWS: failover of Aurora "typically within 60 seconds, often within 30"; of Multi-AZ 60 … 120 s. Minutes. */
  failoverMinutes: z.number().positive().optional(),
  /** How many connections there can be, where the instance class does not tell (another parameter group). */
  maxConnections: z.number().int().positive().optional(),
});
export type ThresholdOverrides = z.infer<typeof thresholdsSchema>;
export type Thresholds = Required<Omit<ThresholdOverrides, 'maxConnections'>> &
  Pick<ThresholdOverrides, 'maxConnections'>;

const GIB = 1024 ** 3;

/** What holds for an engine when nobody says otherwise. */
export function defaultsFor(engine: Engine): Thresholds {
  const isAurora = engine === 'aurora-postgresql';
  return {
    cpuPercent: 90,
    connections: 0.9,
    lagSeconds: isAurora ? 1 : 60,
    lagBytes: GIB,
    freeMemory: isAurora ? 0.05 : 0.25,
    freeStorage: 0.1,
    freeLocalStorage: 0.1,
    ebsBalancePercent: 10,
    fullWithinHours: 24,
    latencySeconds: 0.02,
    loadPerVcpu: 1,
    cacheHitsPercent: 80,
    transactionAge: 1_000_000_000,
    restoreMinutes: 15,
    backupHours: 36,
    slotBytes: GIB,
    failoverMinutes: 5,
  };
}

/** Overrides by name or id of a database; `*` is for all. */
export type ThresholdTable = Readonly<Record<string, ThresholdOverrides>>;

export function thresholdsOf(
  { id, name, engine }: { id: string; name: string; engine: Engine },
  table: ThresholdTable,
): Thresholds {
  return { ...defaultsFor(engine), ...table['*'], ...table[name], ...table[id] };
}
