import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { databasesCatalogModule } from './catalog/catalogModule';
import { databasesPlugin } from './plugin';

/** The plugin, and what it offers the catalog. */
export const databasesFeature = createBackendFeatureLoader({
  loader: () => [databasesPlugin, databasesCatalogModule],
});
