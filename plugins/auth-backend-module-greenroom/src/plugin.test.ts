import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authBackend from '@backstage/plugin-auth-backend';
import request from 'supertest';
import greenroomSignIn from '.';

/** A provider that says what it offers, on the address it is given. */
function provider(port: number): Promise<Server> {
  const server = createServer((_, response) => {
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    response.setHeader('content-type', 'application/json').end(
      JSON.stringify({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/me`,
        jwks_uri: `${issuer}/jwks`,
      }),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve(server));
  });
}

const ended = (server: Server) => new Promise(resolve => server.close(resolve));

async function freePort(): Promise<number> {
  const server = await provider(0);
  const { port } = server.address() as AddressInfo;
  await ended(server);
  return port;
}

const portalWith = (port: number) =>
  startTestBackend({
    features: [
      authBackend,
      greenroomSignIn,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
          auth: {
            environment: 'test',
            session: { secret: 'of the test' },
            providers: {
              oidc: {
                test: {
                  metadataUrl: `http://127.0.0.1:${port}/.well-known/openid-configuration`,
                  clientId: 'greenroom',
                  clientSecret: 'of the client',
                  signIn: { resolvers: [{ resolver: 'emailMatchingUserEntityProfileEmail' }] },
                },
              },
            },
          },
        },
      }),
    ],
  });

const signIn = '/api/auth/oidc/start?env=test&scope=openid&nonce=1';

describe('sign-in', () => {
  it('says that the provider is away, and lets people in when it is back', async () => {
    const port = await freePort();
    const { server } = await portalWith(port);

    const refused = await request(server).get(signIn);
    expect(refused.status).toBe(503);
    expect(refused.body.error.message).toContain(
      `Nobody can sign in: http://127.0.0.1:${port}/.well-known/openid-configuration does not say how`,
    );

    const back = await provider(port);
    try {
      const sent = await request(server).get(signIn);
      expect(sent.status).toBe(302);
      expect(sent.headers.location).toContain(`http://127.0.0.1:${port}/authorize`);
    } finally {
      await ended(back);
    }
  });

  it('asks the provider once while it answers', async () => {
    const port = await freePort();
    const there = await provider(port);
    let asked = 0;
    there.on('request', () => {
      asked += 1;
    });
    try {
      const { server } = await portalWith(port);
      await request(server).get(signIn).expect(302);
      await request(server).get(signIn).expect(302);
      expect(asked).toBe(1);
    } finally {
      await ended(there);
    }
  });
});
