import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ConfigReader } from '@backstage/config';
import { FeatureReader } from '@greenroom/plugin-portal-node';
import { until } from '@greenroom/plugin-portal-node/testUtils';
import { FakeVault, makeRole, makeStatic } from '../__testUtils__/FakeVault';
import { startVaultLeases } from '../__testUtils__/startVaultLeases';
import { readAccessConfig } from '../config';
import { createAccess } from '../entities/access';
import { ConventionalRoles } from './ConventionalRoles';
import { ConventionalRolesProcessor, type EntityCache } from './ConventionalRolesProcessor';

const BY_CONVENTION = 'greenroom.dev/vault-roles-by-convention';
const NAMED = 'greenroom.dev/vault-roles';
const location = { type: 'url', target: 'https://git/catalog-info.yaml' };

/** What the catalog keeps for one entity and one processor. */
function makeCache(): EntityCache {
  const kept = new Map<string, string[]>();
  return { get: async key => kept.get(key), set: async (key, value) => void kept.set(key, value) };
}

async function processed(
  roles: Pick<ConventionalRoles, 'of'>,
  annotations: Record<string, string> | undefined,
  cache = makeCache(),
) {
  const metadata = { name: 'Checkout', ...(annotations && { annotations }) };
  const entity = { apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata };
  const processor = new ConventionalRolesProcessor(roles);
  const after = await processor.preProcessEntity(entity, location, () => {}, location, cache);
  return after.metadata.annotations;
}

describe('what the catalog says of roles by convention', () => {
  const of = (...roles: string[]) => ({
    of: (ref: string) => (ref === 'component:default/checkout' ? roles : []),
  });

  it.each([
    ['nothing of a service that it names no role for', [], { a: 'b' }, { a: 'b' }],
    ['nothing of one without annotations', [], undefined, undefined],
    [
      'the roles of one that names none itself',
      ['s/d/x', 's/d/y'],
      { a: 'b' },
      { a: 'b', by: 's/d/x,s/d/y' },
    ],
    [
      'those alone that it does not name itself',
      ['s/d/x', 's/d/y'],
      { own: 's/d/x' },
      { own: 's/d/x', by: 's/d/y' },
    ],
    ['nothing that somebody else wrote', [], { by: 's/d/x' }, {}],
  ])('is %s', async (_name, roles, before, after) => {
    const names = new Map([
      ['by', BY_CONVENTION],
      ['own', NAMED],
    ]);
    const spelt = (annotations: object | undefined) =>
      annotations &&
      Object.fromEntries(
        Object.entries(annotations).map(([key, value]) => [names.get(key) ?? key, String(value)]),
      );
    expect(await processed(of(...roles), spelt(before))).toEqual(spelt(after));
  });

  it('is what was known last while nobody knows', async () => {
    const cache = makeCache();
    const unknown = { of: () => undefined };
    expect(await processed(unknown, undefined, cache)).toBeUndefined();
    await processed(of('s/d/x'), undefined, cache);
    expect(await processed(unknown, undefined, cache)).toEqual({ [BY_CONVENTION]: 's/d/x' });
    await processed(of(), undefined, cache);
    expect(await processed(unknown, undefined, cache)).toBeUndefined();
  });
});

it('roles by convention are those that the Vaults have, asked of the real routes', async () => {
  const shop = new FakeVault('shop');
  const mount = 'team/database';
  const role = (name: string) => ({ vault: 'shop', mount, role: name });
  shop.roles = [makeRole(role('checkout-app')), makeRole(role('cart')), makeRole(role('search-app'))];
  shop.statics = [makeStatic(role('checkout'))];
  const services = [
    { vault: 'shop', mount, role: ['*-app', 'checkout'], entity: 'component:default/{role}' },
  ];
  const config = { vaultLeases: { services } };
  const portal = await startVaultLeases({
    vaults: [{ name: 'shop', source: shop }],
    config,
    policy: () => ({ result: AuthorizeResult.DENY }),
  });
  const roles = new ConventionalRoles({
    reader: new FeatureReader({
      auth: mockServices.auth(),
      discovery: { getBaseUrl: async plugin => `http://127.0.0.1:${portal.server.port()}/api/${plugin}` },
      pluginId: 'vault-leases',
    }),
    access: createAccess(readAccessConfig(new ConfigReader(config))),
  });
  try {
    expect(roles.of('component:default/checkout')).toBeUndefined();
    await until(() => roles.refresh(AbortSignal.timeout(5_000)));
    expect(roles.of('component:default/checkout')).toEqual([
      'shop/team%2Fdatabase/checkout',
      'shop/team%2Fdatabase/checkout-app',
    ]);
    expect(roles.of('component:default/search')).toEqual(['shop/team%2Fdatabase/search-app']);
    expect(roles.of('component:default/cart')).toEqual([]);
  } finally {
    await portal.stop();
  }
});

it('nothing is changed while a Vault was never looked at, and afterwards no more than one question is asked for each', async () => {
  let freshness: 'connecting' | 'unreachable' | 'live' = 'live';
  let items = [{ vault: 'shop', mount: 'd', role: 'checkout' }];
  const asked: string[] = [];
  const roles = new ConventionalRoles({
    reader: {
      all: async (path, item) => {
        asked.push(path);
        const found = path === '/vaults' ? [{ name: 'shop' }] : items;
        const sources = [{ id: 'vault:shop', kind: 'vault' as const, freshness }];
        return { items: found.map(each => item.parse(each)), sources };
      },
    },
    access: createAccess(
      readAccessConfig(
        new ConfigReader({
          vaultLeases: { services: [{ vault: '*', mount: '*', entity: 'component:default/{role}' }] },
        }),
      ),
    ),
  });
  const { signal } = new AbortController();
  expect(await roles.refresh(signal)).toBe(true);
  expect(asked).toEqual(['/vaults', '/vaults/shop/roles']);
  [freshness, items] = ['connecting', []];
  expect(await roles.refresh(signal)).toBe(false);
  expect(roles.of('component:default/checkout')).toEqual(['shop/d/checkout']);
  freshness = 'unreachable';
  expect(await roles.refresh(signal)).toBe(true);
  expect(roles.of('component:default/checkout')).toEqual([]);
});
