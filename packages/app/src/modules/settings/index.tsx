import {
  discoveryApiRef,
  errorApiRef,
  fetchApiRef,
  identityApiRef,
  storageApiRef,
} from '@backstage/core-plugin-api';
import { ApiBlueprint, createFrontendModule } from '@backstage/frontend-plugin-api';
import { UserSettingsStorage } from '@backstage/plugin-user-settings';

const storage = ApiBlueprint.make({
  name: 'user-settings-storage',
  params: define =>
    define({
      api: storageApiRef,
      deps: {
        fetchApi: fetchApiRef,
        discoveryApi: discoveryApiRef,
        errorApi: errorApiRef,
        identityApi: identityApiRef,
      },
      factory: deps => UserSettingsStorage.create(deps),
    }),
});

/**
 * A person's settings are kept by the server and follow them from browser to browser. Upstream's own module for this
 * also wants signals, whose socket is open to anybody; without them a second open page learns of a change when it loads.
 */
export const settingsModule = createFrontendModule({ pluginId: 'app', extensions: [storage] });
