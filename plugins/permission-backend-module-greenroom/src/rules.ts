import { LOGS_RULE, RESOURCE_TYPE_CLUSTER_HEALTH_PLACE } from '@greenroom/plugin-cluster-health-common';
import { RESOURCE_TYPE_DATABASE } from '@greenroom/plugin-databases-common';
import {
  DELIVERY_OPERATOR_RULE,
  DELIVERY_ROLLBACK_RULE,
  RESOURCE_TYPE_DELIVERY_PLACE,
} from '@greenroom/plugin-delivery-common';
import { OPERATOR_RULE, RESOURCE_TYPE_ROLLOUT_PLACE, ROLLBACK_RULE } from '@greenroom/plugin-rollouts-common';
import { RENEWER_RULE, RESOURCE_TYPE_VAULT_ROLE, REVOKER_RULE } from '@greenroom/plugin-vault-leases-common';

/** Who a permission is for. */
export type Rule =
  /** Everybody who is signed in. */
  | { for: 'everybody' }
  /** Members of `greenroom.creatorGroups`, and operators: who may start new services. `except`: what not even they may. */
  | { for: 'creators'; except?: { of: ResourceType; rule: string; each: readonly Record<string, string>[] } }
  /** Members of `greenroom.platformGroups`. */
  | { for: 'operators' }
  | { for: 'nobody' }
  /** Resources that the person owns (through a group or not) or made; operators: all. */
  | { for: 'owners'; of: ResourceType; rule: string; claimsAs: string }
  /** Resources whose audience the person is in; operators: all. */
  | { for: 'audience'; of: ResourceType }
  /** Whom the resource itself names for this, and nobody besides: not its owners, not operators. */
  | { for: 'appointed'; of: ResourceType; rule: string };

export interface ResourceType {
  pluginId: string;
  resourceType: string;
}

const everybody: Rule = { for: 'everybody' };
const creators: Rule = { for: 'creators' };
const operators: Rule = { for: 'operators' };
const ownersOfEntity: Rule = {
  for: 'owners',
  of: { pluginId: 'catalog', resourceType: 'catalog-entity' },
  rule: 'IS_ENTITY_OWNER',
  claimsAs: 'claims',
};
const place: ResourceType = { pluginId: 'rollouts', resourceType: RESOURCE_TYPE_ROLLOUT_PLACE };
const audienceOfPlace: Rule = { for: 'audience', of: place };
const deliveryPlace: ResourceType = { pluginId: 'delivery', resourceType: RESOURCE_TYPE_DELIVERY_PLACE };
const healthPlace: ResourceType = {
  pluginId: 'cluster-health',
  resourceType: RESOURCE_TYPE_CLUSTER_HEALTH_PLACE,
};
const database: ResourceType = { pluginId: 'databases', resourceType: RESOURCE_TYPE_DATABASE };
const vaultRole: ResourceType = { pluginId: 'vault-leases', resourceType: RESOURCE_TYPE_VAULT_ROLE };
const makersOfTask: Rule = {
  for: 'owners',
  of: { pluginId: 'scaffolder', resourceType: 'scaffolder-task' },
  rule: 'IS_TASK_OWNER',
  claimsAs: 'createdBy',
};

/**
 * Every permission by name. One that is not here is nobody's: a new plugin's permissions are denied until somebody
 * writes down whom they are for (a test names those that are missing).
 */
export const rules: Readonly<Record<string, Rule>> = {
  // The catalog is what everybody shares. What it says is only as true as who may write it, so it is written by few.
  'catalog.entity.read': everybody,
  'catalog.entity.create': creators,
  'catalog.entity.delete': operators,
  'catalog.entity.refresh': ownersOfEntity,
  'catalog.entity.validate': creators,
  'catalog.location.read': everybody,
  'catalog.location.create': creators,
  'catalog.location.analyze': creators,
  'catalog.location.delete': operators,
  'catalog.ingestion.read': operators,
  'catalog.ingestion.manage': operators,

  // A template runs with the portal's own rights, so running one is more than reading it.
  'scaffolder.template.parameter.read': everybody,
  'scaffolder.template.step.read': everybody,
  'scaffolder.template.dry-run': creators,
  'scaffolder.template.management': operators,
  // Those write to a `targetPath` that the installed versions (0.10.0, 0.12.0) do not hold inside the target repository.
  'scaffolder.action.execute': {
    for: 'creators',
    except: {
      of: { pluginId: 'scaffolder', resourceType: 'scaffolder-action' },
      rule: 'HAS_ACTION_ID',
      each: [
        { actionId: 'publish:github:pull-request' },
        { actionId: 'publish:gitlab:merge-request' },
        { actionId: 'gitlab:repo:push' },
      ],
    },
  },
  'scaffolder.task.create': creators,
  'scaffolder.task.read': makersOfTask,
  'scaffolder.task.cancel': makersOfTask,

  // Asking what a golden path would make is the first step of running it.
  'golden-paths.use': creators,

  'portal.sources.read': operators,
  'rollouts.read': audienceOfPlace,
  'rollouts.ledger.read': audienceOfPlace,
  'rollouts.ledger.export': operators,
  // Whoever can see a rollout may knock; its promotion policy decides who may do what, and answers with a reason.
  'rollouts.promotion.request': audienceOfPlace,
  'rollouts.promotion.vote': audienceOfPlace,
  'rollouts.promotion.execute': audienceOfPlace,
  'rollouts.promotion.break-glass': audienceOfPlace,
  // Nobody votes on these, so they are for whom the place names and for nobody by another office.
  'rollouts.operate': { for: 'appointed', of: place, rule: OPERATOR_RULE },
  'rollouts.rollback': { for: 'appointed', of: place, rule: ROLLBACK_RULE },

  // Read by those of the namespace that is deployed to; acted on by whom it names, as rollouts are.
  'delivery.read': { for: 'audience', of: deliveryPlace },
  'delivery.ledger.read': { for: 'audience', of: deliveryPlace },
  'delivery.ledger.export': operators,
  'delivery.operate': { for: 'appointed', of: deliveryPlace, rule: DELIVERY_OPERATOR_RULE },
  'delivery.rollback': { for: 'appointed', of: deliveryPlace, rule: DELIVERY_ROLLBACK_RULE },

  // How a namespace is, is for its audience. Logs hold whatever a program says: for owners and operators, by no other office.
  'cluster-health.read': { for: 'audience', of: healthPlace },
  'cluster-health.logs.read': { for: 'appointed', of: healthPlace, rule: LOGS_RULE },

  // How a database is tells of the service that uses it, and of nobody else's.
  'databases.read': { for: 'audience', of: database },

  // How long credentials last tells of the service that holds them; to end or prolong them is for whom the role names.
  'vault-leases.read': { for: 'audience', of: vaultRole },
  'vault-leases.ledger.read': { for: 'audience', of: vaultRole },
  'vault-leases.ledger.export': operators,
  // They may hold a password that somebody wrote into them.
  'vault-leases.statements.read': operators,
  'vault-leases.renew': { for: 'appointed', of: vaultRole, rule: RENEWER_RULE },
  'vault-leases.revoke': { for: 'appointed', of: vaultRole, rule: REVOKER_RULE },
};
