import type { AwsRegion } from '../world/AwsRegion';
import { type DbInstance, letters } from '../world/DbInstance';
import { items, type XmlObject } from '../wire/xml';
import { tagList } from './tagList';

/** A DBInstance as RDS describes it. */
export function instanceShape(instance: DbInstance, region: AwsRegion, now: Date): XmlObject {
  const { plan, id, cluster, key } = instance;
  const major = plan.engineVersion.split('.')[0];
  const aurora = cluster !== undefined;
  const isSettled = instance.status !== 'deleting';
  const host = `${id}.${letters(cluster?.key ?? key, 12).toLowerCase()}.${region.name}.rds.amazonaws.com`;
  return {
    DBInstanceIdentifier: id,
    DBInstanceClass: plan.instanceClass,
    Engine: aurora ? 'aurora-postgresql' : 'postgres',
    DBInstanceStatus: instance.status,
    MasterUsername: 'postgres',
    DBName: plan.databaseName,
    Endpoint: isSettled ? { Address: host, Port: 5432, HostedZoneId: 'Z1RLNUO7B9Q6NB' } : undefined,
    AllocatedStorage: plan.kind === 'rds' ? plan.allocatedGiB : 1,
    InstanceCreateTime: new Date(instance.createdAt),
    PreferredBackupWindow: plan.backupWindow,
    BackupRetentionPeriod: plan.retentionDays,
    DBSecurityGroups: items('DBSecurityGroup', []),
    VpcSecurityGroups: items('VpcSecurityGroupMembership', [
      { VpcSecurityGroupId: `sg-${letters(key, 17).toLowerCase()}`, Status: 'active' },
    ]),
    DBParameterGroups: items('DBParameterGroup', [
      {
        DBParameterGroupName: `default.${aurora ? 'aurora-postgresql' : 'postgres'}${major}`,
        ParameterApplyStatus: 'in-sync',
      },
    ]),
    AvailabilityZone: instance.zone,
    SecondaryAvailabilityZone: instance.standbyZone,
    PreferredMaintenanceWindow: plan.maintenanceWindow,
    PendingModifiedValues: {},
    LatestRestorableTime: aurora ? undefined : latestOf(instance, region, now),
    MultiAZ: instance.standbyZone !== undefined,
    EngineVersion: plan.engineVersion,
    AutoMinorVersionUpgrade: true,
    ReadReplicaDBInstanceIdentifiers: items('ReadReplicaDBInstanceIdentifier', []),
    LicenseModel: 'postgresql-license',
    PubliclyAccessible: false,
    StatusInfos: items('DBInstanceStatusInfo', []),
    StorageType: aurora ? 'aurora' : 'gp3',
    DbInstancePort: 0,
    DBClusterIdentifier: cluster?.id,
    StorageEncrypted: true,
    DbiResourceId: instance.resourceId,
    CACertificateIdentifier: 'rds-ca-rsa2048-g1',
    CopyTagsToSnapshot: true,
    MonitoringInterval: 60,
    PromotionTier: aurora ? instance.tier : undefined,
    DBInstanceArn: region.arn('db', id),
    IAMDatabaseAuthenticationEnabled: true,
    PerformanceInsightsEnabled: true,
    PerformanceInsightsRetentionPeriod: 7,
    EnabledCloudwatchLogsExports: items('member', ['postgresql']),
    DeletionProtection: !aurora,
    TagList: tagList(plan.tags),
    CustomerOwnedIpEnabled: false,
    NetworkType: 'IPV4',
  };
}

function latestOf(instance: DbInstance, { databases }: AwsRegion, now: Date): Date | undefined {
  const database = databases.find(each => each.instance === instance);
  return database && new Date(database.restoreWindow(now.getTime()).latest);
}
