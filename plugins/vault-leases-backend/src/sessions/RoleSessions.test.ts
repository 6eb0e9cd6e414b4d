import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockCredentials } from '@backstage/backend-test-utils';
import { FeatureReader } from '@greenroom/plugin-portal-node';
import { until } from '@greenroom/plugin-portal-node/testUtils';
import { DatabasesClient } from './DatabasesClient';
import { RoleSessions } from './RoleSessions';

const held = (database: string, role: string, sessions: number, madeByVault = true) => ({
  database,
  role,
  madeByVault,
  sessions,
});

describe('sessions of a role', () => {
  const asked: string[] = [];
  let items: unknown = [];
  let status = 200;
  const server = createServer((request, response) => {
    asked.push(`${request.headers.authorization} ${request.url}`);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ items }));
  });

  beforeAll(() => new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => server.close());
  beforeEach(() => {
    asked.length = 0;
    status = 200;
  });

  const setup = () => {
    const clock = { now: 0 };
    const reader = new FeatureReader({
      auth: {
        getOwnServiceCredentials: async () => mockCredentials.service('plugin:vault-leases'),
        getPluginRequestToken: async ({ targetPluginId }) => ({ token: `to-${targetPluginId}` }),
      },
      discovery: { getBaseUrl: async () => `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
      pluginId: 'databases',
    });
    const client = new DatabasesClient(reader);
    const sessions = new RoleSessions({
      client,
      steady: () => clock.now,
      logger: { debug: () => undefined },
    });
    let changes = 0;
    sessions.onChange(() => {
      changes += 1;
    });
    return { clock, sessions, changed: (count: number) => until(() => changes === count) };
  };

  it('are asked once for a while, are waited for by nobody, and count what Vault made', async () => {
    items = [
      held('d', 'checkout', 3),
      held('d', 'checkout', 4, false),
      held('d', 'legacy-o', 2),
      held('d', 'x', 9),
    ];
    const { clock, sessions, changed } = setup();
    expect(sessions.of('shop', 'checkout')).toBeUndefined();
    await changed(1);
    expect(sessions.of('shop', 'checkout')).toBe(3);
    // Vault cuts the name of a role at eight letters.
    expect(sessions.of('shop', 'legacy-orders')).toBe(2);
    expect(sessions.of('shop', 'nobody')).toBe(0);
    expect(asked).toEqual(['Bearer to-databases /sessions?name=shop']);
    clock.now = 30_000;
    items = [held('d', 'checkout', 5)];
    expect(sessions.of('shop', 'checkout')).toBe(3);
    await changed(2);
    expect(sessions.of('shop', 'checkout')).toBe(5);
  });

  it.each([
    ['no database is called that', 200, []],
    ['two are', 200, [held('d', 'checkout', 3), held('e', 'checkout', 3)]],
    ['the feature is not there', 404, []],
    ['it says nonsense', 200, 'none'],
  ])('are not told where %s', async (_name, answer, told) => {
    items = told;
    status = answer;
    const { clock, sessions } = setup();
    expect(sessions.of('shop', 'checkout')).toBeUndefined();
    await until(() => asked.length === 1);
    clock.now = 5_000;
    expect(sessions.of('shop', 'checkout')).toBeUndefined();
    await until(() => asked.length === 2);
  });
});
