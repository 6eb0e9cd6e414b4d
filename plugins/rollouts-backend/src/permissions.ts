import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import type { AudienceParams, HasAudience } from '@greenroom/plugin-portal-common';
import { createAudienceRule } from '@greenroom/plugin-portal-node';
import { RESOURCE_TYPE_ROLLOUT_PLACE } from '@greenroom/plugin-rollouts-common';

/** A namespace of a cluster (`rolloutPlace`) and who may read the rollouts in it. */
export const rolloutPlaceResourceRef = createPermissionResourceRef<HasAudience, AudienceParams>().with({
  pluginId: 'rollouts',
  resourceType: RESOURCE_TYPE_ROLLOUT_PLACE,
});

export const rolloutPlaceRules = [createAudienceRule(rolloutPlaceResourceRef)];
