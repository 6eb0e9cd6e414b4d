import type { PermissionResourceRef, PermissionRule } from '@backstage/plugin-permission-node';
import {
  AUDIENCE_RULE,
  type AudienceParams,
  audienceParamsSchema,
  type HasAudience,
  isInAudience,
} from '@greenroom/plugin-portal-common';

/**
 * The rule that the policy's `audienceConditions` name, for one resource type. Register it with the permission
 * registry and with `Decisions`: both have to know the same rule.
 */
export function createAudienceRule<Type extends string>(
  resourceRef: PermissionResourceRef<HasAudience, AudienceParams, Type>,
): PermissionRule<HasAudience, AudienceParams, Type, AudienceParams> {
  return {
    name: AUDIENCE_RULE,
    description: 'Allow people and groups that are in the audience of the resource',
    resourceType: resourceRef.resourceType,
    paramsSchema: audienceParamsSchema,
    apply: isInAudience,
    toQuery: ({ claims }) => ({ claims }),
  };
}
