import type { AuroraCluster } from './AuroraCluster';
import type { AwsRegion } from './AwsRegion';
import type { RdsEvent } from './EventLog';
import type { RdsDatabase } from './RdsDatabase';
import {
  clusterWords,
  instanceWords,
  type Nights,
  nightlySnapshots,
  type Snapshot,
  snapshotEvents,
} from './snapshots';

const eventDays = 14;

/** Of a cluster or an instance, oldest first. */
export function snapshotsOf(database: AuroraCluster | RdsDatabase, now: number): Snapshot[] {
  const nightly = nightlySnapshots(nightsOf(database), now, database.plan.retentionDays);
  return [...nightly, ...database.backups.taken].sort((one, other) => one.createdAt - other.createdAt);
}

/** What was told of the nightly backups of a Region. */
export function backupEvents({ clusters, databases, arn }: AwsRegion, now: number): RdsEvent[] {
  return [
    ...clusters.flatMap(cluster => {
      const nightly = nightlySnapshots(nightsOf(cluster), now, eventDays);
      return nightly.flatMap(snapshot => {
        const sourceArn = arn('cluster-snapshot', snapshot.id);
        const source = { sourceType: 'db-cluster-snapshot', source: snapshot.id, sourceArn } as const;
        return snapshotEvents([snapshot], source, clusterWords);
      });
    }),
    ...databases.flatMap(database => {
      const { id } = database.instance;
      const source = { sourceType: 'db-instance', source: id, sourceArn: arn('db', id) } as const;
      return snapshotEvents(nightlySnapshots(nightsOf(database), now, eventDays), source, instanceWords);
    }),
  ];
}

function nightsOf(database: AuroraCluster | RdsDatabase): Nights {
  const { plan, key, backups } = database;
  return {
    id: 'instance' in database ? database.instance.id : database.id,
    key,
    window: plan.backupWindow,
    fail: plan.kind === 'rds' && plan.backupsFail === true,
    createdAt: 'instance' in database ? database.instance.createdAt : database.createdAt,
    isStopped: at => backups.isStoppedAt(at),
  };
}
