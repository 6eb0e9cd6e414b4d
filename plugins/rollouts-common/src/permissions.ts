import { createPermission } from '@backstage/plugin-permission-common';
import { z } from 'zod';

/** What a person may see and do is decided for each (cluster, namespace): `RolloutPlace` in its string form. */
export const RESOURCE_TYPE_ROLLOUT_PLACE = 'rollout-place';

/** Rule that opens a place to those who are named as its operators, and to nobody besides. */
export const OPERATOR_RULE = 'IS_OPERATOR';

/** Rule that opens a place to those who are named for its rollbacks, and to nobody besides. */
export const ROLLBACK_RULE = 'MAY_ROLL_BACK';

/** Parameters of both rules. */
export const appointedParamsSchema = z.object({
  claims: z.array(z.string()).describe('Entity refs of the person and of every group they are in'),
});
export type AppointedParams = z.infer<typeof appointedParamsSchema>;

/** See the rollouts of a namespace of a cluster. */
export const rolloutsReadPermission = createPermission({
  name: 'rollouts.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ROLLOUT_PLACE,
});

/**
 * Ask that a preview goes live. This and the next three open the door only: whether this person may do so with this
 * rollout is what its promotion policy says, and the answer has a reason.
 */
export const promotionRequestPermission = createPermission({
  name: 'rollouts.promotion.request',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_ROLLOUT_PLACE,
});

/** Approve or reject a promotion request. */
export const promotionVotePermission = createPermission({
  name: 'rollouts.promotion.vote',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ROLLOUT_PLACE,
});

/** Let an approved request go live that could not at its last vote. */
export const promotionExecutePermission = createPermission({
  name: 'rollouts.promotion.execute',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ROLLOUT_PLACE,
});

/** Go live without the votes, or acknowledge that somebody did. */
export const promotionBreakGlassPermission = createPermission({
  name: 'rollouts.promotion.break-glass',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ROLLOUT_PLACE,
});

/** Abort, pause, resume, restart and return to stable: no vote, and loud. */
export const rolloutsOperatePermission = createPermission({
  name: 'rollouts.operate',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ROLLOUT_PLACE,
});

/** Undo to the last stable revision. */
export const rolloutsRollbackPermission = createPermission({
  name: 'rollouts.rollback',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ROLLOUT_PLACE,
});

/** Read who did what to the rollouts of a place, and why. */
export const rolloutsLedgerReadPermission = createPermission({
  name: 'rollouts.ledger.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ROLLOUT_PLACE,
});

/** Take the whole ledger away, to be verified elsewhere: of every place, or it would not be the whole chain. */
export const rolloutsLedgerExportPermission = createPermission({
  name: 'rollouts.ledger.export',
  attributes: { action: 'read' },
});

export const rolloutsPermissions = [
  rolloutsReadPermission,
  promotionRequestPermission,
  promotionVotePermission,
  promotionExecutePermission,
  promotionBreakGlassPermission,
  rolloutsOperatePermission,
  rolloutsRollbackPermission,
  rolloutsLedgerReadPermission,
  rolloutsLedgerExportPermission,
];
