import type { QueryService } from '../Operation';
import { failoverDBCluster, rebootDBInstance } from './acting';
import { describeEvents } from './describeEvents';
import { describeGlobalClusters } from './describeGlobalClusters';
import { describeDBClusterSnapshots, describeDBSnapshots } from './describeSnapshots';
import { describeDBClusters, describeDBInstances } from './describing';
import { describePendingMaintenanceActions } from './maintenance';
import { listTagsForResource } from './tags';

/** Relational Database Service, in the Query protocol. */
export const rds: QueryService = {
  name: 'rds',
  signingName: 'rds',
  protocol: { kind: 'query', namespace: 'http://rds.amazonaws.com/doc/2014-10-31/' },
  version: '2014-10-31',
  operations: {
    DescribeDBClusters: describeDBClusters,
    DescribeDBInstances: describeDBInstances,
    DescribeDBClusterSnapshots: describeDBClusterSnapshots,
    DescribeDBSnapshots: describeDBSnapshots,
    DescribeEvents: describeEvents,
    DescribeGlobalClusters: describeGlobalClusters,
    DescribePendingMaintenanceActions: describePendingMaintenanceActions,
    ListTagsForResource: listTagsForResource,
    FailoverDBCluster: failoverDBCluster,
    RebootDBInstance: rebootDBInstance,
  },
};
