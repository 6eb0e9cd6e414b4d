import type { PermissionResourceRef, PermissionRule } from '@backstage/plugin-permission-node';
import type { AudienceParams, HasAudience } from '@greenroom/plugin-portal-common';
import { createAppointedRule } from './appointedRule';
import { createAudienceRule } from './audienceRule';

/** Who may see what is at a place, and whom the configuration names for deeds there. Entity refs. */
export interface PlaceRights extends HasAudience {
  readonly operators: readonly string[];
  readonly rollback: readonly string[];
}

/**
 * The rules of a feature whose resources are places: its audience, and who is appointed there, under the names that the
 * feature's contract gives them, for the policy names rules by those. Register them with the permission registry and
 * with `Decisions`.
 */
export function createPlaceRules<Type extends string>(
  resourceRef: PermissionResourceRef<PlaceRights, AudienceParams, Type>,
  names: { operator: string; rollback?: string },
): PermissionRule<PlaceRights, AudienceParams, Type, AudienceParams>[] {
  const appointed = (name: string, description: string, who: 'operators' | 'rollback') =>
    createAppointedRule(resourceRef, { name, description, who: rights => rights[who] });
  const operator = 'Allow whom the configuration names as operators of the place';
  const rollback = 'Allow whom the configuration names for rollbacks at the place';
  return [
    createAudienceRule(resourceRef),
    appointed(names.operator, operator, 'operators'),
    ...(names.rollback === undefined ? [] : [appointed(names.rollback, rollback, 'rollback')]),
  ];
}
