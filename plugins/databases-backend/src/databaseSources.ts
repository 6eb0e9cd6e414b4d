import { coreServices, createServiceFactory, createServiceRef } from '@backstage/backend-plugin-api';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { processSourceClock } from './sourceClock';
import type { DatabaseSource } from './DatabaseSource';
import { DatabaseSampleStore } from './postgres/samples/DatabaseSampleStore';
import { readSources } from './sources';

/** What databases are read from, as configured; a test puts its own in their place. */
export const databaseSourcesServiceRef = createServiceRef<readonly DatabaseSource[]>({
  id: 'greenroom.databases.sources',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { config: coreServices.rootConfig, database: coreServices.database },
      factory: ({ config, database }) =>
        readSources(config, {
          credentials: DefaultAwsCredentialsManager.fromConfig(config),
          clock: processSourceClock,
          samples: new DatabaseSampleStore(database),
        }),
    }),
});
