import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import {
  type BackendFeature,
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { startTestBackend } from '@backstage/backend-test-utils';
import { tokenTypes } from '@backstage/plugin-auth-node';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import request from 'supertest';
import { tokenCheck } from './tokenCheck';

/** Asked by a person, on whom nothing depends but who it is. */
const asked = createBackendPlugin({
  pluginId: 'asked',
  register(env) {
    env.registerInit({
      deps: { router: coreServices.httpRouter, httpAuth: coreServices.httpAuth },
      async init({ router, httpAuth }) {
        router.use(async (req, res) => {
          const { principal } = await httpAuth.credentials(req, { allow: ['user', 'service'] });
          res.json(principal);
        });
      },
    });
  },
});

const ada = { sub: 'user:default/ada' };

/** The plugins that publish keys, as far as they publish keys: each answer as the test wants it. */
class Signers {
  readonly urls: string[] = [];
  private breaking = 0;

  private constructor(
    private readonly server: Server,
    private readonly pair: Awaited<ReturnType<typeof generateKeyPair>>,
  ) {}

  static async start() {
    const pair = await generateKeyPair('ES256');
    const published = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256' }] };
    const server = createServer();
    const signers = new Signers(server, pair);
    const answer: RequestListener = ({ url = '', socket }, response) => {
      signers.urls.push(url);
      if (signers.breaking > 0) {
        signers.breaking -= 1;
        socket.destroy();
      } else {
        response.setHeader('content-type', 'application/json');
        response.writeHead(url.startsWith('/nobody/') ? 404 : 200).end(JSON.stringify(published));
      }
    };
    await new Promise<void>(resolve => server.on('request', answer).listen(0, '127.0.0.1', resolve));
    return signers;
  }

  stop() {
    return new Promise(resolve => this.server.close(resolve));
  }

  /** The next so many answers break off, as they do when nobody has time for them. */
  break(count: number) {
    this.breaking = count;
  }

  readonly discovery = createServiceFactory({
    service: coreServices.discovery,
    deps: {},
    factory: () => {
      const base = async (plugin: string) =>
        `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${plugin}`;
      return { getBaseUrl: base, getExternalBaseUrl: base };
    },
  });

  async sign(claims: Record<string, string>, typ: string, { expires = '1h', own = true } = {}) {
    const { privateKey } = own ? this.pair : await generateKeyPair('ES256');
    const token = new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'k1', typ }).setIssuedAt();
    return token.setExpirationTime(expires).sign(privateKey);
  }

  ada(expires?: string) {
    return this.sign(ada, tokenTypes.user.typParam, { expires });
  }
}

describe('the check of who asks', () => {
  let signers: Signers;
  beforeEach(async () => {
    signers = await Signers.start();
  });
  afterEach(() => signers.stop());

  /** Asks a backend of its own, as often as wanted. */
  async function asker(token: string, check: BackendFeature = tokenCheck) {
    const features = [asked, authServiceFactory, check, signers.discovery];
    const { server } = await startTestBackend({ features });
    return () => request(server).get('/api/asked/who').set('authorization', `Bearer ${token}`);
  }

  async function ask(token: string, check?: BackendFeature) {
    return (await asker(token, check))();
  }

  it('lets a person in whose keys broke off once, where Backstage says that the token is false', async () => {
    signers.break(1);
    expect((await ask(await signers.ada(), httpAuthServiceFactory)).status).toBe(401);

    signers.break(1);
    const { status, body } = await ask(await signers.ada());
    expect([status, body.userEntityRef]).toEqual([200, 'user:default/ada']);
  });

  it('says to ask again, and when, while the keys do not come', async () => {
    signers.break(4);
    const { status, body, headers } = await ask(await signers.ada());
    expect([status, headers['retry-after']]).toEqual([503, '2']);
    expect(body.error.message).toBe('the portal is too busy to tell who asks: ask again');
  });

  it('says the same when they come for the second look only', async () => {
    const who = await asker(await signers.ada());
    signers.break(2);
    expect((await who()).status).toBe(503);
    expect((await who()).status).toBe(200);
  });

  it.each([
    ['is signed by another', () => signers.sign(ada, tokenTypes.user.typParam, { own: false })],
    ['has ended', () => signers.ada('-1m')],
    ['is of no kind that there is', () => signers.sign(ada, 'of another house')],
    ['is a limited one', () => signers.sign(ada, tokenTypes.limitedUser.typParam)],
    ['is none', async () => 'a.b.c'],
  ])('refuses a token that %s, also while the keys break off', async (_, make) => {
    signers.break(1);
    expect((await ask(await make())).status).toBe(401);
  });

  it('asks once for the keys, however many false tokens come', async () => {
    const who = await asker(await signers.ada('-1m'));
    for (const status of [401, 401, 401, 401]) {
      expect((await who()).status).toBe(status);
    }
    expect(signers.urls).toHaveLength(2);
  });

  describe('of a plugin', () => {
    const claims = { sub: 'catalog', aud: 'asked' };

    it('lets it in on behalf of a person whose keys broke off once', async () => {
      const obo = await signers.sign(ada, tokenTypes.limitedUser.typParam);
      const token = await signers.sign({ ...claims, obo }, tokenTypes.plugin.typParam);
      const who = await asker(token);
      signers.break(1);
      expect((await who()).status).toBe(200);
      expect(signers.urls).toContain('/catalog/.backstage/auth/v1/jwks.json');
      expect(signers.urls).toContain('/auth/.well-known/jwks.json');
    });

    it.each([
      ['is for another', { ...claims, aud: 'another' }],
      ['is of a plugin that is not there', { ...claims, sub: 'nobody' }],
      ['has a name that no plugin has', { ...claims, sub: '../auth' }],
    ])('refuses a token that %s', async (_, said) => {
      expect((await ask(await signers.sign(said, tokenTypes.plugin.typParam))).status).toBe(401);
    });
  });
});
