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
import { useSearchParams } from 'react-router-dom';

export type OidcAuthApi = OpenIdConnectApi & ProfileInfoApi & BackstageIdentityApi & SessionApi;

export const oidcAuthApiRef = createApiRef<OidcAuthApi>().with({ id: 'app.auth.oidc', pluginId: 'app' });

/** `looking`: is there a session already? `needed`: a person has to act. `failed`: it was tried and refused. */
export type SignInState = { at: 'looking' | 'needed' | 'leaving' } | { at: 'failed'; message: string };

/** Anybody can write an address: longer than this nothing is repeated from it. */
const LONGEST = 300;

/** What the sign-in route writes into the address when it sends somebody back whom it did not let in. */
function refusalIn(search: URLSearchParams): SignInState | undefined {
  const message = search.get('error');
  return message ? { at: 'failed', message: message.slice(0, LONGEST) } : undefined;
}

/** The same, once: it is taken out of the address, which is where the next sign-in comes back to. */
function useRefusal(): SignInState | undefined {
  const [search, setSearch] = useSearchParams();
  const [refused] = useState(() => refusalIn(search));
  useEffect(() => {
    if (search.has('error')) {
      setSearch(left => withoutError(left), { replace: true });
    }
  }, [search, setSearch]);
  return refused;
}

function withoutError(search: URLSearchParams): URLSearchParams {
  const left = new URLSearchParams(search);
  left.delete('error');
  return left;
}

/**
 * Finds the session of somebody who is signed in already, and otherwise signs in when asked. The provider's page
 * replaces ours and comes back to it.
 */
export function useSignIn(onSignInSuccess: (identity: IdentityApi) => void) {
  const authApi = useApi(oidcAuthApiRef);
  const [state, setState] = useState<SignInState>({ at: 'looking' });
  const refused = useRefusal();

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
      .then(entered => !entered && !gone && setState(refused ?? { at: 'needed' }))
      .catch(error => !gone && setState({ at: 'failed', message: String(error.message ?? error) }));
    return () => {
      gone = true;
    };
  }, [enter, refused]);

  const signIn = useCallback(() => {
    setState({ at: 'leaving' });
    enter({ instantPopup: true }).catch(error =>
      setState({ at: 'failed', message: String(error.message ?? error) }),
    );
  }, [enter]);

  return { state, signIn };
}
