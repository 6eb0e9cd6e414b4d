import { createPermissionResourceRef, createPermissionRule } from '@backstage/plugin-permission-node';
import type { AudienceParams, HasAudience } from '@greenroom/plugin-portal-common';
import { createAudienceRule } from '@greenroom/plugin-portal-node';
import {
  DELIVERY_OPERATOR_RULE,
  DELIVERY_ROLLBACK_RULE,
  deliveryClaimsSchema,
  RESOURCE_TYPE_DELIVERY_PLACE,
} from '@greenroom/plugin-delivery-common';

/** Who may see what delivers to a place, and whom the configuration names for deeds there. Entity refs. */
export interface DeliveryPlaceRights extends HasAudience {
  readonly operators: readonly string[];
  readonly rollback: readonly string[];
}

/** A namespace of a cluster that is deployed to, and who may do what with the deliveries to it. */
export const deliveryPlaceResourceRef = createPermissionResourceRef<
  DeliveryPlaceRights,
  AudienceParams
>().with({ pluginId: 'delivery', resourceType: RESOURCE_TYPE_DELIVERY_PLACE });

const operatorRule = createPermissionRule({
  name: DELIVERY_OPERATOR_RULE,
  description: 'Allow whom the configuration names as operators of the place',
  resourceRef: deliveryPlaceResourceRef,
  paramsSchema: deliveryClaimsSchema,
  apply: ({ operators }, { claims }) => operators.some(ref => claims.includes(ref)),
  toQuery: ({ claims }) => ({ claims }),
});

const rollbackRule = createPermissionRule({
  name: DELIVERY_ROLLBACK_RULE,
  description: 'Allow whom the configuration names for rollbacks at the place',
  resourceRef: deliveryPlaceResourceRef,
  paramsSchema: deliveryClaimsSchema,
  apply: ({ rollback }, { claims }) => rollback.some(ref => claims.includes(ref)),
  toQuery: ({ claims }) => ({ claims }),
});

export const deliveryPlaceRules = [createAudienceRule(deliveryPlaceResourceRef), operatorRule, rollbackRule];
