import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isOwnHost } from '../loopback/guard';
import { closeServer, listenOnLoopback } from '../loopback/listen';
import { newSecret } from '../state/secrets';
import type { StateDirectory } from '../state/StateDirectory';
import { InteractionPages } from './interaction';
import { keepKeys } from './keys';
import { OidcStore } from './OidcStore';
import { newAccounts, type Account } from './people';
import { createProvider } from './provider';

export interface OidcOptions {
  /** 0: any free one. */
  port: number;
  /** The portal's origin, e.g. `http://localhost:7007`. */
  portal: string;
  state: StateDirectory;
}

/** What a client needs to be configured with. */
export interface OidcClientSettings {
  issuer: string;
  metadataUrl: string;
  clientId: string;
  clientSecret: string;
}

/**
 * The sandbox's OpenID provider. It listens on loopback, answers under its own name only, and knows nobody but the demo
 * people, so it is of no use without the sandbox.
 *
 * A script signs in as a browser does, keeping cookies by path and dropping those sent with `Max-Age=0`:
 * 1. `GET <portal>/api/auth/oidc/start?env=<auth.environment>&scope=openid%20profile%20email&flow=redirect&redirectUrl=<portal>/`
 *    → 302 to `<issuer>/auth?…`, which answers 303 to `/interaction/<uid>`;
 * 2. `GET` that page; take the value of the hidden field `csrf` (good for one post);
 * 3. `POST /interaction/<uid>/pick` as a form with `csrf` and `person` (or `/password` with `csrf`, `user`, `password`)
 *    → 303 to `/auth/<uid>` → 303 to `<portal>/api/auth/oidc/handler/frame?code=…`, which sets the portal's refresh cookie;
 * 4. `GET <portal>/api/auth/oidc/refresh?env=<auth.environment>` with the header `X-Requested-With: XMLHttpRequest`
 *    → JSON, the token in `backstageIdentity.token`.
 */
export class OidcServer {
  private constructor(
    private readonly server: Server,
    private readonly store: OidcStore,
    readonly settings: OidcClientSettings,
    readonly accounts: Account[],
  ) {}

  /** @throws SandboxError when the port or the state directory cannot be had. */
  static async start({ port, portal, state }: OidcOptions): Promise<OidcServer> {
    const clientSecret = state.keep('oidc-client-secret', newSecret);
    const keys = keepKeys(state);
    const server = createServer();
    const issuer = `http://localhost:${await listenOnLoopback(server, port, 'sign-in')}`;
    const settings = {
      issuer,
      metadataUrl: `${issuer}/.well-known/openid-configuration`,
      clientId: 'greenroom',
      clientSecret,
    };
    const accounts = newAccounts();
    // An empty file is an empty database; made by us it is readable by this user only, and so are those SQLite puts beside it.
    state.keep('oidc.sqlite', () => '');
    const store = new OidcStore(state.file('oidc.sqlite'));
    const provider = createProvider({ ...settings, portal, accounts, keys, store });
    const pages = new InteractionPages(provider, accounts, portal);
    const fallback = provider.callback();
    const host = new URL(issuer).host;
    server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
      try {
        if (!isOwnHost(request, [host])) refuse(response, host);
        else if (!(await pages.answer(request, response))) await fallback(request, response);
      } catch (error) {
        failed(response, error);
      }
    });
    return new OidcServer(server, store, settings, accounts);
  }

  async stop(): Promise<void> {
    await closeServer(this.server);
    this.store.close();
  }
}

function refuse(response: ServerResponse, host: string) {
  const text = `This is the sandbox's sign-in; it answers as ${host} only.\n`;
  response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}

function failed(response: ServerResponse, error: unknown) {
  console.error('Sign-in provider:', error instanceof Error ? error.message : error);
  if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
  response.end('The sign-in failed inside the sandbox; its output says why.\n');
}
