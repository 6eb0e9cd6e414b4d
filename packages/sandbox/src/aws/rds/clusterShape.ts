import type { AuroraCluster } from '../world/AuroraCluster';
import type { AwsRegion } from '../world/AwsRegion';
import { letters } from '../world/DbInstance';
import { items, type XmlObject } from '../wire/xml';
import { tagList } from './tagList';

/** A DBCluster as RDS describes it. */
export function clusterShape(cluster: AuroraCluster, region: AwsRegion, now: Date): XmlObject {
  const { plan, id, members } = cluster;
  const suffix = `${letters(cluster.key, 12).toLowerCase()}.${region.name}.rds.amazonaws.com`;
  return {
    AllocatedStorage: 1,
    AvailabilityZones: items('AvailabilityZone', [...new Set(members.map(({ zone }) => zone))].sort()),
    BackupRetentionPeriod: plan.retentionDays,
    DatabaseName: plan.databaseName,
    DBClusterIdentifier: id,
    DBClusterParameterGroup: `default.aurora-postgresql${plan.engineVersion.split('.')[0]}`,
    DBSubnetGroup: `${id}-subnets`,
    Status: cluster.status,
    EarliestRestorableTime: new Date(cluster.restoreWindow(now.getTime()).earliest),
    Endpoint: `${id}.cluster-${suffix}`,
    ReaderEndpoint: `${id}.cluster-ro-${suffix}`,
    MultiAZ: members.length > 1,
    Engine: 'aurora-postgresql',
    EngineVersion: plan.engineVersion,
    LatestRestorableTime: new Date(cluster.restoreWindow(now.getTime()).latest),
    Port: 5432,
    MasterUsername: 'postgres',
    PreferredBackupWindow: plan.backupWindow,
    PreferredMaintenanceWindow: plan.maintenanceWindow,
    ReplicationSourceIdentifier: plan.global?.replicaOf,
    DBClusterMembers: items(
      'DBClusterMember',
      members.map(member => ({
        DBInstanceIdentifier: member.id,
        IsClusterWriter: member === cluster.writer,
        DBClusterParameterGroupStatus: 'in-sync',
        PromotionTier: member.tier,
      })),
    ),
    VpcSecurityGroups: items('VpcSecurityGroupMembership', [
      { VpcSecurityGroupId: `sg-${letters(cluster.key, 17).toLowerCase()}`, Status: 'active' },
    ]),
    HostedZoneId: 'Z1RLNUO7B9Q6NB',
    StorageEncrypted: true,
    DbClusterResourceId: cluster.resourceId,
    DBClusterArn: cluster.arn,
    IAMDatabaseAuthenticationEnabled: true,
    ClusterCreateTime: new Date(cluster.createdAt),
    EnabledCloudwatchLogsExports: items('member', ['postgresql']),
    EngineMode: 'provisioned',
    DeletionProtection: true,
    HttpEndpointEnabled: false,
    CopyTagsToSnapshot: true,
    CrossAccountClone: false,
    TagList: tagList(plan.tags),
    AutoMinorVersionUpgrade: true,
    StorageType: 'aurora',
    NetworkType: 'IPV4',
    GlobalWriteForwardingStatus: plan.global ? 'disabled' : undefined,
    GlobalClusterIdentifier: plan.global?.id,
  };
}
