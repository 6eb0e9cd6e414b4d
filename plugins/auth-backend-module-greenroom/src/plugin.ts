import { createBackendFeatureLoader, createBackendModule } from '@backstage/backend-plugin-api';
import { oidcSignInResolvers } from '@backstage/plugin-auth-backend-module-oidc-provider';
import { authProvidersExtensionPoint, createOAuthProviderFactory } from '@backstage/plugin-auth-node';
import { persistentAuthenticator } from './persistentAuthenticator';
import { tokenCheck } from './tokens/tokenCheck';

/** Backstage's provider `oidc`, with its own configuration and resolvers. */
const signInModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'greenroom-sign-in',
  register(env) {
    env.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'oidc',
          factory: createOAuthProviderFactory({
            authenticator: persistentAuthenticator,
            signInResolverFactories: { ...oidcSignInResolvers },
          }),
        });
      },
    });
  },
});

/** Who comes in, and who it is that asks. */
export const greenroomSignIn = createBackendFeatureLoader({
  loader: () => [signInModule, tokenCheck],
});
