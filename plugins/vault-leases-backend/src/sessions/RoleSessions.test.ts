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
  let databases: unknown = [];
  let status = 200;
  const server = createServer((request, response) => {
    asked.push(`${request.headers.authorization} ${request.url}`);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ items, databases }));
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
    databases = [{ id: 'd', name: 'shop' }];
    const { clock, sessions, changed } = setup();
    const of = (role: string) => sessions.of({ name: 'shop' }, role);
    expect(of('checkout')).toEqual({ untold: 'they are being asked for' });
    await changed(1);
    expect(of('checkout')).toEqual({ sessions: 3 });
    // Vault cuts the name of a role at eight letters.
    expect(of('legacy-orders')).toEqual({ sessions: 2 });
    expect(of('nobody')).toEqual({ sessions: 0 });
    expect(asked).toEqual(['Bearer to-databases /sessions?name=shop']);
    clock.now = 30_000;
    items = [held('d', 'checkout', 5)];
    expect(of('checkout')).toEqual({ sessions: 3 });
    await changed(2);
    expect(of('checkout')).toEqual({ sessions: 5 });
  });

  it('are none of a database where nobody is connected, asked for by its id', async () => {
    items = [];
    databases = [{ id: 'metal-1/shop', name: 'shop' }];
    const { sessions, changed } = setup();
    sessions.of({ id: 'metal-1/shop' }, 'checkout');
    await changed(1);
    expect(sessions.of({ id: 'metal-1/shop' }, 'checkout')).toEqual({ sessions: 0 });
    expect(asked).toEqual(['Bearer to-databases /sessions?id=metal-1%2Fshop']);
  });

  it.each([
    [
      'no database is called that',
      200,
      [],
      { name: 'shop' },
      /^the portal reads no database that is called shop/,
    ],
    ['no database has that id', 200, [], { id: 'a/shop' }, /^the portal reads no database a\/shop/],
    [
      'two are',
      200,
      [
        { id: 'd', name: 'shop' },
        { id: 'e', name: 'shop' },
      ],
      { name: 'shop' },
      /^2 databases are called shop: the configuration/,
    ],
    [
      'AWS does not tell',
      200,
      [{ id: 'd', name: 'shop', untold: 'shop is read from AWS, which does not tell who is connected' }],
      { name: 'shop' },
      /^shop is read from AWS/,
    ],
    ['the feature is not there', 404, [], { name: 'shop' }, /does not answer$/],
    ['it says nonsense', 200, 'none', { name: 'shop' }, /does not answer$/],
  ])('are not told where %s, and why not', async (_name, answer, told, database, why) => {
    items = [held('d', 'checkout', 3)];
    databases = told;
    status = answer;
    const { clock, sessions, changed } = setup();
    sessions.of(database, 'checkout');
    await changed(1);
    expect(sessions.of(database, 'checkout')).toEqual({ untold: expect.stringMatching(why) });
    clock.now = 5_000;
    sessions.of(database, 'checkout');
    await until(() => asked.length === 2);
  });
});
