import {
  AuthorizeResult,
  type ConditionalPolicyDecision,
  type PermissionCondition,
} from '@backstage/plugin-permission-common';
import { z } from 'zod';

/** Name of the rule that opens a resource to the people in its audience. */
export const AUDIENCE_RULE = 'IS_IN_AUDIENCE';

/** In an audience: everybody who is signed in. */
export const EVERYBODY = '*';

/** Whom somebody may claim to be: the entity refs of the person and of every group they are in. */
export const audienceParamsSchema = z.object({
  claims: z.array(z.string()).describe('Entity refs of the person and of every group they are in'),
});
export type AudienceParams = z.infer<typeof audienceParamsSchema>;

/** What the rule looks at: entity refs, or `EVERYBODY` among them. */
export interface HasAudience {
  readonly audience: readonly string[];
}

/** The rule itself: one of the claims is in the audience, or the audience is everybody. */
export function isInAudience(resource: HasAudience, params: AudienceParams): boolean {
  return resource.audience.some(ref => ref === EVERYBODY || params.claims.includes(ref));
}

/** What a permission policy answers so that a person reads the resources of `resourceType` they are in the audience of. */
export function audienceConditions(
  pluginId: string,
  resourceType: string,
  claims: readonly string[],
): ConditionalPolicyDecision {
  const condition: PermissionCondition<string, AudienceParams> = {
    resourceType,
    rule: AUDIENCE_RULE,
    params: { claims: [...claims] },
  };
  return { result: AuthorizeResult.CONDITIONAL, pluginId, resourceType, conditions: condition };
}
