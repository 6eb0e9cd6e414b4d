import Provider, {
  type ClientMetadata,
  type Configuration,
  errors,
  interactionPolicy,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { type Account } from './people';
import type { ProviderKeys } from './keys';
import type { OidcStore } from './OidcStore';
import { pageHeaders } from '../pages/look';
import { problemPage, signedOutPage, signOutPage } from './pages';

export interface ProviderOptions {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The portal's origin, e.g. `http://localhost:7007`. */
  portal: string;
  accounts: Account[];
  keys: ProviderKeys;
  store: OidcStore;
}

const hour = 3_600;
const fortnight = 14 * 24 * hour;

/** The OpenID provider: one confidential client, the portal; nobody is asked for consent. */
export function createProvider(options: ProviderOptions): Provider {
  const provider = new Provider(options.issuer, configuration(options));
  provider.on('server_error', (_, error) => console.error(`Sign-in provider: ${error.message}`));
  return provider;
}

function configuration(options: ProviderOptions): Configuration {
  const { store, keys, accounts, portal } = options;
  return {
    adapter: model => store.adapter(model),
    jwks: keys.jwks,
    clients: [client(options)],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
    conformIdTokenClaims: false,
    // Cookies know hosts, not ports: every program on localhost would share the usual names.
    cookies: {
      keys: keys.cookieKeys,
      names: {
        session: 'greenroom_sandbox_session',
        interaction: 'greenroom_sandbox_interaction',
        resume: 'greenroom_sandbox_resume',
      },
    },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => show(ctx, signOutPage(form)),
        postLogoutSuccessSource: ctx => show(ctx, signedOutPage(portal)),
      },
    },
    findAccount: (_, id) => {
      const account = accounts.find(person => person.id === id);
      return account && { accountId: id, claims: () => claims(account) };
    },
    interactions: { policy: alwaysAskWho(), url: (_, interaction) => `/interaction/${interaction.uid}` },
    issueRefreshToken: () => true,
    loadExistingGrant: grantWhatIsAsked,
    // The portal's own client sends no code challenge; one that does is held to it.
    pkce: { required: () => false },
    renderError: (ctx, out) =>
      show(ctx, problemPage('Sign-in did not work', String(out.error_description ?? out.error), portal)),
    ttl: {
      AccessToken: hour,
      IdToken: hour,
      Interaction: hour,
      Session: fortnight,
      Grant: fortnight,
      RefreshToken: fortnight,
    },
  };
}

function client({ clientId, clientSecret, portal }: ProviderOptions): ClientMetadata {
  return {
    client_id: clientId,
    client_secret: clientSecret,
    client_name: 'Greenroom',
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [`${portal}/api/auth/oidc/handler/frame`],
    post_logout_redirect_uris: [portal, `${portal}/`],
  };
}

function claims({ id, email, name }: Account) {
  return { sub: id, email, email_verified: true, name, preferred_username: id };
}

/**
 * On the sandbox people change who they are; a provider that remembers the last person and signs in without a word
 * would not let them. `prompt=none` is answered from the session, as anywhere.
 */
function alwaysAskWho() {
  const policy = interactionPolicy.base();
  const ask = new interactionPolicy.Check(
    'ask_who',
    'The sandbox asks who you are at each sign-in',
    ({ oidc }) => Boolean(oidc.session?.accountId) && !oidc.result?.login && !oidc.prompts.has('none'),
  );
  policy.get('login')?.checks.add(ask);
  return policy;
}

async function grantWhatIsAsked({ oidc }: KoaContextWithOIDC) {
  if (!oidc.client || !oidc.session?.accountId) throw new errors.InvalidRequest('nobody is signed in');
  const grant = new oidc.provider.Grant({
    clientId: oidc.client.clientId,
    accountId: oidc.session.accountId,
  });
  grant.addOIDCScope([...oidc.requestParamScopes].join(' '));
  await grant.save();
  return grant;
}

function show(ctx: KoaContextWithOIDC, body: string) {
  ctx.set(pageHeaders);
  ctx.body = body;
}
