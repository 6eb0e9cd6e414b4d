import { UserIdentity } from '@backstage/core-components';
import {
  type BackstageIdentityApi,
  type IdentityApi,
  type OpenIdConnectApi,
  type ProfileInfoApi,
  type SessionApi,
  useApi,
} from '@backstage/core-plugin-api';
import { createApiRef } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useState } from 'react';

export type OidcAuthApi = OpenIdConnectApi & ProfileInfoApi & BackstageIdentityApi & SessionApi;

export const oidcAuthApiRef = createApiRef<OidcAuthApi>().with({ id: 'app.auth.oidc', pluginId: 'app' });

/** `looking`: is there a session already? `needed`: a person has to act. `failed`: it was tried and refused. */
export type SignInState = { at: 'looking' | 'needed' | 'leaving' } | { at: 'failed'; message: string };

/**
 * Finds the session of somebody who is signed in already, and otherwise signs in when asked. The provider's page
 * replaces ours and comes back to it.
 */
export function useSignIn(onSignInSuccess: (identity: IdentityApi) => void) {
  const authApi = useApi(oidcAuthApiRef);
  const [state, setState] = useState<SignInState>({ at: 'looking' });

  const enter = useCallback(
    async (options: { optional: true } | { instantPopup: true }) => {
      const identity = await authApi.getBackstageIdentity(options);
      if (!identity) {
        return false;
      }
      const profile = await authApi.getProfile();
      onSignInSuccess(UserIdentity.create({ identity: identity.identity, authApi, profile }));
      return true;
    },
    [authApi, onSignInSuccess],
  );

  useEffect(() => {
    let gone = false;
    enter({ optional: true })
      .then(entered => !entered && !gone && setState({ at: 'needed' }))
      .catch(error => !gone && setState({ at: 'failed', message: String(error.message ?? error) }));
    return () => {
      gone = true;
    };
  }, [enter]);

  const signIn = useCallback(() => {
    setState({ at: 'leaving' });
    enter({ instantPopup: true }).catch(error =>
      setState({ at: 'failed', message: String(error.message ?? error) }),
    );
  }, [enter]);

  return { state, signIn };
}
