import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { type FeatureBackendOptions, startFeature } from '@greenroom/plugin-portal-node/testUtils';
import { databaseSourcesServiceRef } from '../databaseSources';
import type { DatabaseSource } from '../DatabaseSource';
import { databasesPlugin } from '../plugin';

export interface DatabasesBackendOptions extends Omit<FeatureBackendOptions, 'features'> {
  /** Absent: those of the configuration. */
  sources?: readonly DatabaseSource[];
}

/** The real plugin behind a real server; the permission policy is the test's. */
export async function startDatabases({ sources, ...options }: DatabasesBackendOptions) {
  const provided = sources && [
    createServiceFactory({ service: databaseSourcesServiceRef, deps: {}, factory: () => sources }),
  ];
  return startFeature('databases', {
    ...options,
    features: [databasesPlugin, mockServices.database.factory(), ...(provided ?? [])],
  });
}
