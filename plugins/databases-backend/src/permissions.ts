import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_DATABASE } from '@greenroom/plugin-databases-common';
import type { AudienceParams, HasAudience } from '@greenroom/plugin-portal-common';
import { createAudienceRule } from '@greenroom/plugin-portal-node';

/** A database, by its id, and who may read it. */
export const databaseResourceRef = createPermissionResourceRef<HasAudience, AudienceParams>().with({
  pluginId: 'databases',
  resourceType: RESOURCE_TYPE_DATABASE,
});

export const databaseRules = [createAudienceRule(databaseResourceRef)];
