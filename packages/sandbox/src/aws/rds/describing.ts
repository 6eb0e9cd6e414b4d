import type { QueryOperation } from '../Operation';
import type { AuroraCluster } from '../world/AuroraCluster';
import type { DbInstance } from '../world/DbInstance';
import { items } from '../wire/xml';
import { clusterShape } from './clusterShape';
import { type FilterValues, filtered } from './filters';
import { instanceShape } from './instanceShape';
import { pageOf } from './paging';

const clusterFilters: FilterValues<AuroraCluster> = {
  'db-cluster-id': ({ id }) => id,
  'db-cluster-resource-id': ({ resourceId }) => resourceId,
  engine: () => 'aurora-postgresql',
  'engine-mode': () => 'provisioned',
  'clone-group-id': () => undefined,
  domain: () => undefined,
};

const instanceFilters: FilterValues<DbInstance> = {
  'db-cluster-id': ({ cluster }) => cluster?.id,
  'db-instance-id': ({ id }) => id,
  'dbi-resource-id': ({ resourceId }) => resourceId,
  engine: ({ cluster }) => (cluster ? 'aurora-postgresql' : 'postgres'),
  domain: () => undefined,
};

export const describeDBClusters: QueryOperation = {
  answer(form, { region, now }) {
    const name = form.text('DBClusterIdentifier');
    const all = name === undefined ? region.clusters : [region.cluster(name)];
    const found = filtered(form, all, clusterFilters);
    const { page, marker } = pageOf(form, found, ({ id }) => id);
    const shapes = page.map(cluster => clusterShape(cluster, region, now));
    return { Marker: marker, DBClusters: items('DBCluster', shapes) };
  },
};

export const describeDBInstances: QueryOperation = {
  answer(form, { region, now }) {
    const name = form.text('DBInstanceIdentifier');
    const all = name === undefined ? region.instances : [region.instance(name)];
    const found = filtered(form, all, instanceFilters);
    const { page, marker } = pageOf(form, found, ({ id }) => id);
    const shapes = page.map(instance => instanceShape(instance, region, now));
    return { Marker: marker, DBInstances: items('DBInstance', shapes) };
  },
};
