import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { Claims } from './Claims';
import { readPolicyConfig } from './config';
import { GreenroomPolicy } from './GreenroomPolicy';

/** Part of the ten seconds in which somebody who left a group is out: see the portal's stream. */
const CLAIMS_TTL_MS = 500;

/** The permission policy of the portal. */
export const greenroomPolicyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'greenroom-policy',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        policy: policyExtensionPoint,
      },
      async init({ auth, catalog, config, logger, policy }) {
        const claims = new Claims({ catalog, auth, now: () => performance.now(), ttlMs: CLAIMS_TTL_MS });
        policy.setPolicy(new GreenroomPolicy(readPolicyConfig(config), claims, logger));
      },
    });
  },
});
