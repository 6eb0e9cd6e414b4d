import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import type { AudienceParams } from '@greenroom/plugin-portal-common';
import { createPlaceRules, type PlaceRights } from '@greenroom/plugin-portal-node';
import {
  DELIVERY_OPERATOR_RULE,
  DELIVERY_ROLLBACK_RULE,
  RESOURCE_TYPE_DELIVERY_PLACE,
} from '@greenroom/plugin-delivery-common';

/** A namespace of a cluster that is deployed to, and who may do what with the deliveries to it. */
export const deliveryPlaceResourceRef = createPermissionResourceRef<PlaceRights, AudienceParams>().with({
  pluginId: 'delivery',
  resourceType: RESOURCE_TYPE_DELIVERY_PLACE,
});

export const deliveryPlaceRules = createPlaceRules(deliveryPlaceResourceRef, {
  operator: DELIVERY_OPERATOR_RULE,
  rollback: DELIVERY_ROLLBACK_RULE,
});
