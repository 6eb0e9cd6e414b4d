import { createPermission } from '@backstage/plugin-permission-common';

/** What a person may see is decided for each place: `cluster/namespace`, and `cluster/` for what has no namespace. */
export const RESOURCE_TYPE_CLUSTER_HEALTH_PLACE = 'cluster-health-place';

/** Rule that opens the logs of a place to its owners and to those who are named as its operators, and to nobody besides. */
export const LOGS_RULE = 'MAY_READ_LOGS';

/** See how a place is: its workloads, pods, jobs, volumes, events; or, of a cluster, its nodes and what else has no namespace. */
export const clusterHealthReadPermission = createPermission({
  name: 'cluster-health.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CLUSTER_HEALTH_PLACE,
});

/** Read what containers wrote: more than how they are, since logs hold whatever a program says. */
export const clusterHealthLogsReadPermission = createPermission({
  name: 'cluster-health.logs.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CLUSTER_HEALTH_PLACE,
});

export const clusterHealthPermissions = [clusterHealthReadPermission, clusterHealthLogsReadPermission];
