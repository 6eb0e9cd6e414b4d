import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { vaultLeasesCatalogModule } from './catalog/catalogModule';
import { vaultLeasesPlugin } from './plugin';

/** The plugin, and what it has the catalog say. */
export const vaultLeasesFeature = createBackendFeatureLoader({
  loader: () => [vaultLeasesPlugin, vaultLeasesCatalogModule],
});
