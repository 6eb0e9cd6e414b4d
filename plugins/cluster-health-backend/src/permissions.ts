import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { LOGS_RULE, RESOURCE_TYPE_CLUSTER_HEALTH_PLACE } from '@greenroom/plugin-cluster-health-common';
import type { AudienceParams, HasAudience } from '@greenroom/plugin-portal-common';
import { createAppointedRule, createAudienceRule } from '@greenroom/plugin-portal-node';

/** Who may see how a place is, and who may read what its containers wrote. Entity refs. */
export interface HealthPlaceRights extends HasAudience {
  readonly loggers: readonly string[];
}

/** A namespace of a cluster, or a cluster by what of it has no namespace (`healthPlace`), and who may read what there. */
export const healthPlaceResourceRef = createPermissionResourceRef<HealthPlaceRights, AudienceParams>().with({
  pluginId: 'cluster-health',
  resourceType: RESOURCE_TYPE_CLUSTER_HEALTH_PLACE,
});

const logsRule = createAppointedRule(healthPlaceResourceRef, {
  name: LOGS_RULE,
  description: 'Allow owners of what runs in the place, and whom the configuration names as its operators',
  who: ({ loggers }) => loggers,
});

export const healthPlaceRules = [createAudienceRule(healthPlaceResourceRef), logsRule];
