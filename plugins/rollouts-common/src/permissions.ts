import { createPermission } from '@backstage/plugin-permission-common';

/** What a person may see is decided for each (cluster, namespace): `RolloutPlace` in its string form. */
export const RESOURCE_TYPE_ROLLOUT_PLACE = 'rollout-place';

/** See the rollouts of a namespace of a cluster. */
export const rolloutsReadPermission = createPermission({
  name: 'rollouts.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ROLLOUT_PLACE,
});

export const rolloutsPermissions = [rolloutsReadPermission];
