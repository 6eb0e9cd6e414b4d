import { createPermission } from '@backstage/plugin-permission-common';

/** Read what the portal reads from and how that goes: addresses, errors, missing rights. */
export const portalSourcesReadPermission = createPermission({
  name: 'portal.sources.read',
  attributes: { action: 'read' },
});

export const portalPermissions = [portalSourcesReadPermission];
