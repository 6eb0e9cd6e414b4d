import type { QueryService } from '../Operation';
import { describeDBClusters, describeDBInstances } from './describing';

/** Relational Database Service, in the Query protocol. */
export const rds: QueryService = {
  name: 'rds',
  signingName: 'rds',
  protocol: { kind: 'query', namespace: 'http://rds.amazonaws.com/doc/2014-10-31/' },
  version: '2014-10-31',
  operations: {
    DescribeDBClusters: describeDBClusters,
    DescribeDBInstances: describeDBInstances,
  },
};
