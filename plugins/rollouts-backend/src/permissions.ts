import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import type { AudienceParams } from '@greenroom/plugin-portal-common';
import { createPlaceRules, type PlaceRights } from '@greenroom/plugin-portal-node';
import { OPERATOR_RULE, ROLLBACK_RULE, RESOURCE_TYPE_ROLLOUT_PLACE } from '@greenroom/plugin-rollouts-common';

/** A namespace of a cluster (`rolloutPlace`) and who may do what with the rollouts in it. */
export const rolloutPlaceResourceRef = createPermissionResourceRef<PlaceRights, AudienceParams>().with({
  pluginId: 'rollouts',
  resourceType: RESOURCE_TYPE_ROLLOUT_PLACE,
});

export const rolloutPlaceRules = createPlaceRules(rolloutPlaceResourceRef, {
  operator: OPERATOR_RULE,
  rollback: ROLLBACK_RULE,
});
