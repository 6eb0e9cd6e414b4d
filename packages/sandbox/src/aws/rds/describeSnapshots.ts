import { AwsError } from '../AwsError';
import type { QueryOperation } from '../Operation';
import type { AuroraCluster } from '../world/AuroraCluster';
import type { AwsRegion } from '../world/AwsRegion';
import { snapshotsOf } from '../world/backupsOf';
import type { RdsDatabase } from '../world/RdsDatabase';
import type { Snapshot } from '../world/snapshots';
import type { QueryForm } from '../wire/QueryForm';
import { items, type XmlObject } from '../wire/xml';
import { type FilterValues, filtered } from './filters';
import { pageOf } from './paging';
import { tagList } from './tagList';

interface Taken<Database> {
  database: Database;
  snapshot: Snapshot;
}

const commonFilters = {
  'snapshot-type': ({ snapshot }: Taken<unknown>) => snapshot.type,
};

const clusterFilters: FilterValues<Taken<AuroraCluster>> = {
  ...commonFilters,
  'db-cluster-id': ({ database }) => database.id,
  'db-cluster-snapshot-id': ({ snapshot }) => snapshot.id,
  engine: () => 'aurora-postgresql',
};

const instanceFilters: FilterValues<Taken<RdsDatabase>> = {
  ...commonFilters,
  'db-instance-id': ({ database }) => database.instance.id,
  'db-snapshot-id': ({ snapshot }) => snapshot.id,
  'dbi-resource-id': ({ database }) => database.instance.resourceId,
  engine: () => 'postgres',
};

export const describeDBClusterSnapshots: QueryOperation = {
  answer(form, { region, now }) {
    const clusters = region.clusters.filter(isOf(form.text('DBClusterIdentifier'), ({ id }) => id));
    const all = takenOf(clusters, now);
    const named = withId(form, 'DBClusterSnapshotIdentifier', all, 'DBClusterSnapshotNotFoundFault');
    const found = filtered(form, named, clusterFilters);
    const { page, marker } = pageOf(form, found, ({ snapshot }) => snapshot.id);
    const shapes = page.map(each => clusterSnapshotShape(each, region));
    return { Marker: marker, DBClusterSnapshots: items('DBClusterSnapshot', shapes) };
  },
};

export const describeDBSnapshots: QueryOperation = {
  answer(form, { region, now }) {
    const wanted = isOf<RdsDatabase>(form.text('DBInstanceIdentifier'), ({ instance }) => instance.id);
    const all = takenOf(region.databases.filter(wanted), now);
    const named = withId(form, 'DBSnapshotIdentifier', all, 'DBSnapshotNotFound');
    const found = filtered(form, named, instanceFilters);
    const { page, marker } = pageOf(form, found, ({ snapshot }) => snapshot.id);
    const shapes = page.map(each => instanceSnapshotShape(each, region));
    return { Marker: marker, DBSnapshots: items('DBSnapshot', shapes) };
  },
};

function isOf<Database>(id: string | undefined, idOf: (database: Database) => string) {
  return (database: Database) => id === undefined || idOf(database) === id.toLowerCase();
}

function takenOf<Database extends AuroraCluster | RdsDatabase>(
  databases: readonly Database[],
  now: Date,
): Taken<Database>[] {
  return databases
    .flatMap(database => snapshotsOf(database, now.getTime()).map(snapshot => ({ database, snapshot })))
    .sort((one, other) => (one.snapshot.id < other.snapshot.id ? -1 : 1));
}

/** Of the type and with the id that are asked for; who asks for one by its id must get one. */
function withId<Each extends Taken<unknown>>(
  form: QueryForm,
  parameter: string,
  all: readonly Each[],
  code: string,
): readonly Each[] {
  const [id, type] = [form.text(parameter), form.text('SnapshotType')];
  const ofType = all.filter(({ snapshot }) => type === undefined || snapshot.type === type);
  if (id === undefined) return ofType;
  const found = ofType.filter(({ snapshot }) => snapshot.id === id);
  if (found.length === 0)
    throw new AwsError(code, `${parameter.replace('Identifier', '')} ${id} not found.`, 404);
  return found;
}

function commonShape({ type, status, percent, createdAt }: Snapshot, engineVersion: string): XmlObject {
  return {
    SnapshotType: type,
    Status: status,
    PercentProgress: percent,
    SnapshotCreateTime: new Date(createdAt),
    EngineVersion: engineVersion,
    Port: 5432,
    MasterUsername: 'postgres',
    LicenseModel: 'postgresql-license',
  };
}

function clusterSnapshotShape({ database, snapshot }: Taken<AuroraCluster>, { arn }: AwsRegion): XmlObject {
  const { plan } = database;
  return {
    ...commonShape(snapshot, plan.engineVersion),
    DBClusterSnapshotIdentifier: snapshot.id,
    DBClusterIdentifier: database.id,
    DBClusterSnapshotArn: arn('cluster-snapshot', snapshot.id),
    Engine: 'aurora-postgresql',
    AllocatedStorage: plan.volumeGiB,
    StorageEncrypted: true,
    ClusterCreateTime: new Date(database.createdAt),
    AvailabilityZones: items(
      'AvailabilityZone',
      database.members.map(({ zone }) => zone),
    ),
    TagList: tagList(plan.tags),
  };
}

function instanceSnapshotShape({ database, snapshot }: Taken<RdsDatabase>, { arn }: AwsRegion): XmlObject {
  const { plan, instance } = database;
  return {
    ...commonShape(snapshot, plan.engineVersion),
    DBSnapshotIdentifier: snapshot.id,
    DBInstanceIdentifier: instance.id,
    DBSnapshotArn: arn('snapshot', snapshot.id),
    Engine: 'postgres',
    AllocatedStorage: plan.allocatedGiB,
    AvailabilityZone: instance.zone,
    InstanceCreateTime: new Date(instance.createdAt),
    DbiResourceId: instance.resourceId,
    Encrypted: true,
    StorageType: 'gp3',
    TagList: tagList(plan.tags),
  };
}
