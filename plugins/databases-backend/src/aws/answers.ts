import { z } from 'zod';

/**
 * AWS's answers, read into our words here and nowhere else. What the SDK leaves optional and we can not do without
 * makes the whole entry unread rather than half read: it is left out.
 */

const moment = z.date().transform(date => date.toISOString());
const tags = z
  .array(z.object({ Key: z.string().optional(), Value: z.string().optional() }))
  .default([])
  .transform(list => Object.fromEntries(list.map(({ Key = '', Value = '' }) => [Key, Value])));
const GIB = 1024 ** 3;

const clusterSchema = z
  .object({
    DBClusterIdentifier: z.string(),
    DBClusterArn: z.string().optional(),
    Engine: z.string(),
    EngineVersion: z.string().optional(),
    Status: z.string().default('unknown'),
    Endpoint: z.string().optional(),
    ReaderEndpoint: z.string().optional(),
    Port: z.number().optional(),
    EarliestRestorableTime: moment.optional(),
    LatestRestorableTime: moment.optional(),
    BackupRetentionPeriod: z.number().optional(),
    PreferredBackupWindow: z.string().optional(),
    ReplicationSourceIdentifier: z.string().optional(),
    TagList: tags,
    DBClusterMembers: z
      .array(
        z.object({
          DBInstanceIdentifier: z.string(),
          IsClusterWriter: z.boolean().default(false),
          PromotionTier: z.number().optional(),
        }),
      )
      .default([]),
  })
  .transform(c => ({
    id: c.DBClusterIdentifier,
    arn: c.DBClusterArn,
    engine: c.Engine,
    version: c.EngineVersion,
    status: c.Status,
    endpoint: c.Endpoint,
    readerEndpoint: c.ReaderEndpoint,
    port: c.Port,
    earliestRestore: c.EarliestRestorableTime,
    latestRestore: c.LatestRestorableTime,
    retentionDays: c.BackupRetentionPeriod,
    backupWindow: c.PreferredBackupWindow,
    replicaOf: c.ReplicationSourceIdentifier || undefined,
    tags: c.TagList,
    members: c.DBClusterMembers.map(m => ({
      id: m.DBInstanceIdentifier,
      writes: m.IsClusterWriter,
      tier: m.PromotionTier,
    })),
  }));
export type RdsCluster = z.infer<typeof clusterSchema>;

const instanceSchema = z
  .object({
    DBInstanceIdentifier: z.string(),
    DBInstanceArn: z.string().optional(),
    DBClusterIdentifier: z.string().optional(),
    DBInstanceClass: z.string().optional(),
    DBInstanceStatus: z.string().default('unknown'),
    Engine: z.string(),
    EngineVersion: z.string().optional(),
    Endpoint: z.object({ Address: z.string().optional(), Port: z.number().optional() }).optional(),
    AvailabilityZone: z.string().optional(),
    SecondaryAvailabilityZone: z.string().optional(),
    MultiAZ: z.boolean().default(false),
    AllocatedStorage: z.number().optional(),
    MaxAllocatedStorage: z.number().optional(),
    LatestRestorableTime: moment.optional(),
    BackupRetentionPeriod: z.number().optional(),
    PreferredBackupWindow: z.string().optional(),
    ReadReplicaSourceDBInstanceIdentifier: z.string().optional(),
    StatusInfos: z
      .array(
        z.object({
          StatusType: z.string().optional(),
          Normal: z.boolean().optional(),
          Status: z.string().optional(),
        }),
      )
      .default([]),
    TagList: tags,
  })
  .transform(i => ({
    id: i.DBInstanceIdentifier,
    arn: i.DBInstanceArn,
    cluster: i.DBClusterIdentifier,
    class: i.DBInstanceClass,
    status: i.DBInstanceStatus,
    engine: i.Engine,
    version: i.EngineVersion,
    address: i.Endpoint?.Address,
    port: i.Endpoint?.Port,
    zone: i.AvailabilityZone,
    standbyZone: i.SecondaryAvailabilityZone,
    multiZone: i.MultiAZ,
    allocatedBytes: i.AllocatedStorage === undefined ? undefined : i.AllocatedStorage * GIB,
    growsToBytes: i.MaxAllocatedStorage === undefined ? undefined : i.MaxAllocatedStorage * GIB,
    latestRestore: i.LatestRestorableTime,
    retentionDays: i.BackupRetentionPeriod,
    backupWindow: i.PreferredBackupWindow,
    replicaOf: i.ReadReplicaSourceDBInstanceIdentifier,
    replication: i.StatusInfos.find(info => info.StatusType === 'read replication'),
    tags: i.TagList,
  }));
export type RdsInstance = z.infer<typeof instanceSchema>;

const eventSchema = z
  .object({
    SourceIdentifier: z.string(),
    SourceType: z.string(),
    Message: z.string().default(''),
    EventCategories: z.array(z.string()).default([]),
    Date: moment,
  })
  .transform(e => ({
    about: e.SourceIdentifier,
    type: e.SourceType,
    text: e.Message,
    categories: e.EventCategories,
    at: e.Date,
  }));
export type RdsEvent = z.infer<typeof eventSchema>;

const snapshotSchema = z
  .object({
    DBClusterIdentifier: z.string().optional(),
    DBInstanceIdentifier: z.string().optional(),
    SnapshotCreateTime: moment.optional(),
    SnapshotType: z.string().default('unknown'),
    Status: z.string().default('unknown'),
  })
  .transform(s => ({
    of: s.DBClusterIdentifier ?? s.DBInstanceIdentifier ?? '',
    at: s.SnapshotCreateTime,
    type: s.SnapshotType,
    status: s.Status,
  }));
export type RdsSnapshot = z.infer<typeof snapshotSchema>;

const maintenanceSchema = z
  .object({
    ResourceIdentifier: z.string(),
    PendingMaintenanceActionDetails: z
      .array(
        z.object({
          Action: z.string(),
          Description: z.string().optional(),
          AutoAppliedAfterDate: moment.optional(),
          ForcedApplyDate: moment.optional(),
          CurrentApplyDate: moment.optional(),
        }),
      )
      .default([]),
  })
  .transform(m => ({
    arn: m.ResourceIdentifier,
    actions: m.PendingMaintenanceActionDetails.map(a => ({
      action: a.Action,
      text: a.Description ?? a.Action,
      dueAt: a.CurrentApplyDate ?? a.ForcedApplyDate ?? a.AutoAppliedAfterDate,
    })),
  }));
export type RdsMaintenance = z.infer<typeof maintenanceSchema>;

const dimensions = z
  .array(z.object({ Name: z.string(), Value: z.string() }))
  .default([])
  .transform(list => Object.fromEntries(list.map(({ Name, Value }) => [Name, Value])));
const metricAlarmSchema = z
  .object({
    AlarmName: z.string(),
    StateValue: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
    StateReason: z.string().optional(),
    StateUpdatedTimestamp: moment.optional(),
    StateTransitionedTimestamp: moment.optional(),
    Namespace: z.string().optional(),
    MetricName: z.string().optional(),
    Dimensions: dimensions,
    Metrics: z
      .array(
        z.object({
          MetricStat: z
            .object({
              Metric: z.object({
                Namespace: z.string().optional(),
                MetricName: z.string().optional(),
                Dimensions: dimensions,
              }),
            })
            .optional(),
        }),
      )
      .default([]),
    ComparisonOperator: z.string().optional(),
    Threshold: z.number().optional(),
    Period: z.number().optional(),
    EvaluationPeriods: z.number().optional(),
  })
  .transform(a => {
    // An alarm over metric math has its metrics inside.
    const inner = a.Metrics.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : []));
    return {
      name: a.AlarmName,
      state: alarmStates[a.StateValue],
      reason: a.StateReason,
      since: a.StateTransitionedTimestamp ?? a.StateUpdatedTimestamp,
      namespace: a.Namespace ?? inner[0]?.Namespace,
      metric: a.MetricName ?? inner[0]?.MetricName,
      dimensions: inner.reduce((found, { Dimensions }) => ({ ...Dimensions, ...found }), a.Dimensions),
      operator: a.ComparisonOperator,
      threshold: a.Threshold,
      seconds: (a.Period ?? 60) * (a.EvaluationPeriods ?? 1),
    };
  });
export type CloudWatchAlarm = z.infer<typeof metricAlarmSchema>;
const alarmStates = { OK: 'ok', ALARM: 'alarm', INSUFFICIENT_DATA: 'insufficient-data' } as const;

const metricResultSchema = z
  .object({
    Id: z.string(),
    Timestamps: z.array(z.date()).default([]),
    Values: z.array(z.number()).default([]),
    StatusCode: z.string().optional(),
  })
  .transform(r => ({
    id: r.Id,
    points: r.Timestamps.map((date, i) => ({ at: date.getTime() / 1000, value: r.Values[i] ?? NaN })),
    isComplete: r.StatusCode === 'Complete',
  }));
export type MetricResult = z.infer<typeof metricResultSchema>;

export const readClusters = (page: object) => all(clusterSchema, page, 'DBClusters');
export const readInstances = (page: object) => all(instanceSchema, page, 'DBInstances');
export const readEvents = (page: object) => all(eventSchema, page, 'Events');
export const readClusterSnapshots = (page: object) => all(snapshotSchema, page, 'DBClusterSnapshots');
export const readSnapshots = (page: object) => all(snapshotSchema, page, 'DBSnapshots');
export const readMaintenance = (page: object) => all(maintenanceSchema, page, 'PendingMaintenanceActions');
export const readAlarms = (page: object) => all(metricAlarmSchema, page, 'MetricAlarms');
export const readMetricResults = (page: object) => all(metricResultSchema, page, 'MetricDataResults');

const pageSchema = z.record(z.string(), z.unknown());
const listSchema = z.array(z.unknown()).optional();

function all<T>(schema: z.ZodType<T>, page: object, key: string): T[] {
  const list = listSchema.parse(pageSchema.parse(page)[key]) ?? [];
  return list.flatMap(entry => {
    const read = schema.safeParse(entry);
    return read.success ? [read.data] : [];
  });
}
