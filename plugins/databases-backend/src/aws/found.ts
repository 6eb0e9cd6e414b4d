import type { Engine } from '@greenroom/plugin-databases-common';
import type { UnjudgedMember } from '../reading/Unjudged';
import type { RdsCluster, RdsInstance } from './answers';
import type { AwsPlace } from './clientOptions';

/** Which databases of an account's Region are followed: all of them where nothing is said. */
export interface Selection {
  identifiers?: readonly string[];
  /** Every one of them has to be on the cluster, or on the instance that is none's member. */
  tags?: Readonly<Record<string, string>>;
}

/** A database of RDS: what AWS calls a cluster, or an instance with its replicas. */
export interface Found {
  id: string;
  name: string;
  engine: Engine;
  cluster?: RdsCluster;
  /** Its instances; of a cluster in the cluster's order, else the primary first. */
  instances: RdsInstance[];
  members: UnjudgedMember[];
}

const engines: Readonly<Record<string, Engine>> = {
  'aurora-postgresql': 'aurora-postgresql',
  // A Multi-AZ DB cluster of RDS, or an instance.
  postgres: 'rds-postgresql',
};

/** The PostgreSQL databases among what was answered. Of other engines we know nothing: they are left out. */
export function findDatabases(
  place: AwsPlace,
  clusters: readonly RdsCluster[],
  instances: readonly RdsInstance[],
  selection: Selection,
): Found[] {
  const byId = new Map(instances.map(instance => [instance.id, instance]));
  const ofClusters = clusters.flatMap(cluster => clusterOf(place, cluster, byId));
  const ofACluster = new Set(clusters.flatMap(({ members }) => members.map(({ id }) => id)));
  const single = instances.filter(
    ({ id, cluster, engine, replicaOf }) =>
      engine === 'postgres' && !cluster && !ofACluster.has(id) && !byId.has(replicaOf ?? ''),
  );
  const ofInstances = single.map(primary => instanceOf(place, primary, instances));
  return [...ofClusters, ...ofInstances].filter(found => isSelected(found, selection));
}

/** Of the cluster, or of the instance that is none's member. */
export function tagsOf({ cluster, instances }: Pick<Found, 'cluster' | 'instances'>): Record<string, string> {
  return cluster?.tags ?? instances[0]?.tags ?? {};
}

function isSelected(found: Found, { identifiers, tags = {} }: Selection): boolean {
  const own = tagsOf(found);
  return (
    (identifiers === undefined || identifiers.includes(found.name)) &&
    Object.entries(tags).every(([key, value]) => own[key] === value)
  );
}

const idOf = ({ account, region }: AwsPlace, identifier: string) => `${account}/${region}/${identifier}`;

function clusterOf(place: AwsPlace, cluster: RdsCluster, byId: ReadonlyMap<string, RdsInstance>): Found[] {
  const engine = engines[cluster.engine];
  if (!engine) {
    return [];
  }
  const instances = cluster.members.flatMap(({ id }) => byId.get(id) ?? []);
  const members = cluster.members.map(({ id, writes, tier }): UnjudgedMember => {
    const instance = byId.get(id);
    return {
      ...placed(id, instance),
      role: writes ? 'writer' : 'reader',
      ...(tier !== undefined && { promotionTier: tier }),
    };
  });
  return [{ id: idOf(place, cluster.id), name: cluster.id, engine, cluster, instances, members }];
}

function instanceOf(place: AwsPlace, primary: RdsInstance, all: readonly RdsInstance[]): Found {
  const replicas = replicasOf(primary.id, all);
  const members: UnjudgedMember[] = [
    { ...placed(primary.id, primary), role: 'primary' },
    ...standbyOf(primary),
    ...replicas.map((replica): UnjudgedMember => ({ ...placed(replica.id, replica), role: 'reader' })),
  ];
  const instances = [primary, ...replicas];
  return { id: idOf(place, primary.id), name: primary.id, engine: 'rds-postgresql', instances, members };
}

/** A replica can have replicas; a ring can not be, and would not end. */
function replicasOf(id: string, all: readonly RdsInstance[], seen = new Set([id])): RdsInstance[] {
  return all
    .filter(({ replicaOf, id: own }) => replicaOf === id && !seen.has(own))
    .flatMap(replica => {
      seen.add(replica.id);
      return [replica, ...replicasOf(replica.id, all, seen)];
    });
}

/** The other half of Multi-AZ: it serves nobody, has no metrics, and is written to before a commit is confirmed. */
function standbyOf({ id, multiZone, standbyZone, status, class: instanceClass }: RdsInstance) {
  return multiZone
    ? [
        {
          id: `${id} (standby)`,
          role: 'standby' as const,
          state: status,
          ...(standbyZone !== undefined && { zone: standbyZone }),
          ...(instanceClass !== undefined && { instanceClass }),
          lagNote: 'written together with the primary',
        },
      ]
    : [];
}

function placed(id: string, instance: RdsInstance | undefined): Omit<UnjudgedMember, 'role'> {
  return {
    id,
    state: stateOf(instance),
    ...(instance?.zone !== undefined && { zone: instance.zone }),
    ...(instance?.class !== undefined && { instanceClass: instance.class }),
  };
}

/** A replica can be `available` and no longer replicate. */
function stateOf(instance: RdsInstance | undefined): string {
  if (!instance) {
    return 'unknown';
  }
  return instance.replication?.Normal === false ? 'does not follow' : instance.status;
}
