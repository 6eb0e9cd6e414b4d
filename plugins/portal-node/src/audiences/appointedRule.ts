import {
  createPermissionRule,
  type PermissionResourceRef,
  type PermissionRule,
} from '@backstage/plugin-permission-node';
import { type AudienceParams, audienceParamsSchema } from '@greenroom/plugin-portal-common';

/** The rule that the policy names for those whom a resource itself appoints, and for nobody besides. */
export function createAppointedRule<Rights, Type extends string>(
  resourceRef: PermissionResourceRef<Rights, AudienceParams, Type>,
  rule: { name: string; description: string; who(rights: Rights): readonly string[] },
): PermissionRule<Rights, AudienceParams, Type, AudienceParams> {
  const { name, description, who } = rule;
  return createPermissionRule({
    name,
    description,
    resourceRef,
    paramsSchema: audienceParamsSchema,
    apply: (rights: Rights, { claims }: AudienceParams) => who(rights).some(ref => claims.includes(ref)),
    toQuery: ({ claims }: AudienceParams) => ({ claims }),
  });
}
