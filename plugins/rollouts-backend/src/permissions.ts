import { createPermissionResourceRef, createPermissionRule } from '@backstage/plugin-permission-node';
import type { AudienceParams, HasAudience } from '@greenroom/plugin-portal-common';
import { createAudienceRule } from '@greenroom/plugin-portal-node';
import {
  appointedParamsSchema,
  OPERATOR_RULE,
  RESOURCE_TYPE_ROLLOUT_PLACE,
  ROLLBACK_RULE,
} from '@greenroom/plugin-rollouts-common';

/** Who may see the rollouts of a place, and whom the configuration names for deeds there. Entity refs. */
export interface RolloutPlaceRights extends HasAudience {
  readonly operators: readonly string[];
  readonly rollback: readonly string[];
}

/** A namespace of a cluster (`rolloutPlace`) and who may do what with the rollouts in it. */
export const rolloutPlaceResourceRef = createPermissionResourceRef<RolloutPlaceRights, AudienceParams>().with(
  { pluginId: 'rollouts', resourceType: RESOURCE_TYPE_ROLLOUT_PLACE },
);

const operatorRule = createPermissionRule({
  name: OPERATOR_RULE,
  description: 'Allow whom the configuration names as operators of the place',
  resourceRef: rolloutPlaceResourceRef,
  paramsSchema: appointedParamsSchema,
  apply: ({ operators }, { claims }) => operators.some(ref => claims.includes(ref)),
  toQuery: ({ claims }) => ({ claims }),
});

const rollbackRule = createPermissionRule({
  name: ROLLBACK_RULE,
  description: 'Allow whom the configuration names for rollbacks at the place',
  resourceRef: rolloutPlaceResourceRef,
  paramsSchema: appointedParamsSchema,
  apply: ({ rollback }, { claims }) => rollback.some(ref => claims.includes(ref)),
  toQuery: ({ claims }) => ({ claims }),
});

export const rolloutPlaceRules = [createAudienceRule(rolloutPlaceResourceRef), operatorRule, rollbackRule];
