import { createPermission } from '@backstage/plugin-permission-common';

/** What a person may see is decided for each database, by its id. */
export const RESOURCE_TYPE_DATABASE = 'database';

/** See how a database is: members, metrics, backups, alarms, events, sessions by role. */
export const databasesReadPermission = createPermission({
  name: 'databases.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_DATABASE,
});

export const databasesPermissions = [databasesReadPermission];
