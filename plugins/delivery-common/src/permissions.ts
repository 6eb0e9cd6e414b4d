import { createPermission } from '@backstage/plugin-permission-common';
import { z } from 'zod';

/** What a person may see and do is decided for each (cluster, namespace) that is deployed to: `cluster/namespace`. */
export const RESOURCE_TYPE_DELIVERY_PLACE = 'delivery-place';

/** Rule that opens a place to those who are named as its operators, and to nobody besides. */
export const DELIVERY_OPERATOR_RULE = 'IS_OPERATOR';

/** Rule that opens a place to those who are named for its rollbacks, and to nobody besides. */
export const DELIVERY_ROLLBACK_RULE = 'MAY_ROLL_BACK';

/** Parameters of both rules. */
export const deliveryClaimsSchema = z.object({
  claims: z.array(z.string()).describe('Entity refs of the person and of every group they are in'),
});
export type DeliveryClaims = z.infer<typeof deliveryClaimsSchema>;

/** See what delivers to a place, and how it stands. */
export const deliveryReadPermission = createPermission({
  name: 'delivery.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_DELIVERY_PLACE,
});

/** Sync, refresh, and stop what runs. */
export const deliveryOperatePermission = createPermission({
  name: 'delivery.operate',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_DELIVERY_PLACE,
});

/** Roll back to an earlier deployment, or ask in git for it. */
export const deliveryRollbackPermission = createPermission({
  name: 'delivery.rollback',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_DELIVERY_PLACE,
});

/** Read who did what to the deliveries of a place, and why. */
export const deliveryLedgerReadPermission = createPermission({
  name: 'delivery.ledger.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_DELIVERY_PLACE,
});

/** Take the whole ledger away, to be verified elsewhere: of every place, or it would not be the whole chain. */
export const deliveryLedgerExportPermission = createPermission({
  name: 'delivery.ledger.export',
  attributes: { action: 'read' },
});

export const deliveryPermissions = [
  deliveryReadPermission,
  deliveryOperatePermission,
  deliveryRollbackPermission,
  deliveryLedgerReadPermission,
  deliveryLedgerExportPermission,
];
