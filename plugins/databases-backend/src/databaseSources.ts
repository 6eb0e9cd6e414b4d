import { createServiceFactory, createServiceRef } from '@backstage/backend-plugin-api';
import type { DatabaseSource } from './DatabaseSource';

/** What databases are read from; a test puts its own in their place. */
export const databaseSourcesServiceRef = createServiceRef<readonly DatabaseSource[]>({
  id: 'greenroom.databases.sources',
  scope: 'plugin',
  defaultFactory: async service => createServiceFactory({ service, deps: {}, factory: () => [] }),
});
