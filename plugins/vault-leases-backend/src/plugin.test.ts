import { ServiceUnavailableError } from '@backstage/errors';
import { AuthorizeResult, type PolicyDecision } from '@backstage/plugin-permission-common';
import { audienceConditions } from '@greenroom/plugin-portal-common';
import { until } from '@greenroom/plugin-portal-node/testUtils';
import {
  RESOURCE_TYPE_VAULT_ROLE,
  roleKey,
  vaultLeasesPermissions,
} from '@greenroom/plugin-vault-leases-common';
import request from 'supertest';
import { FakeVault, makeLease, makeRole, makeStatic } from './__testUtils__/FakeVault';
import { startVaultLeases } from './__testUtils__/startVaultLeases';

const reads = (...claims: string[]) => audienceConditions('vault-leases', RESOURCE_TYPE_VAULT_ROLE, claims);
const checkout = { vault: 'shop', mount: 'team/database', role: 'checkout' };
const orders = { ...checkout, role: 'orders' };

/** A component that says it uses these roles. */
const entity = (name: string, roles: string, ...owners: string[]) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    annotations: { 'greenroom.dev/vault-roles': roles, 'greenroom.dev/watch-leases': 'true' },
  },
  relations: owners.map(owner => ({ type: 'ownedBy', targetRef: `group:default/${owner}` })),
});

describe('vault-leases backend', () => {
  const shop = new FakeVault('shop');
  const far = new FakeVault('far');
  let portal: Awaited<ReturnType<typeof startVaultLeases>>;
  const policy: Record<string, PolicyDecision> = {
    'user:default/ada': reads('user:default/ada', 'group:default/storefront'),
    'user:default/dana': { result: AuthorizeResult.ALLOW },
    'user:default/fay': reads('user:default/fay', 'group:default/intruders'),
    'user:default/gil': reads('user:default/gil', 'group:default/auditors'),
  };

  beforeAll(async () => {
    shop.everySeconds = 1;
    shop.roles = [makeRole(checkout), makeRole(orders)];
    shop.statics = [makeStatic({ ...checkout, role: 'reporting' })];
    shop.leases = [makeLease(checkout), makeLease(orders, { fingerprint: 'bcdefghijklm' })];
    far.vault = undefined;
    far.report = { freshness: 'unreachable', reason: 'connection refused' };
    portal = await startVaultLeases({
      vaults: [
        { name: 'shop', source: shop },
        { name: 'far', source: far },
      ],
      entities: [
        entity(
          'checkout',
          `${roleKey(checkout)},${roleKey({ ...checkout, role: 'reporting' })}`,
          'storefront',
        ),
        entity('thief', `${roleKey(checkout)}, ${roleKey(orders)}`, 'intruders'),
      ],
      config: {
        vaultLeases: {
          services: [{ vault: 'shop', mount: 'team/*', entity: 'component:default/{role}' }],
          access: [{ vault: 'shop', mount: '*', role: 'orders', readers: ['group:default/auditors'] }],
        },
      },
      policy: person => policy[person] ?? { result: AuthorizeResult.DENY },
    });
    await until(async () => (await portal.get('ada', '/vaults/shop/roles')).body.items?.length === 1);
  }, 30_000);
  afterAll(() => portal.stop());

  it('tells of every Vault that is configured, also of one that never answered', async () => {
    await until(
      async () => (await portal.get('dana', '/vaults')).body.sources[1].reason === 'connection refused',
    );
    const { body } = await portal.get('dana', '/vaults');
    expect(body.items).toMatchObject([
      {
        name: 'far',
        flavour: 'unknown',
        verdict: { state: 'unknown' },
        sentence: 'connection refused',
        nodes: [],
      },
      { name: 'shop', verdict: { state: 'healthy' }, active: 'vault-0', leases: 24 },
    ]);
    expect(body.sources).toMatchObject([
      { id: 'vault:shop', freshness: 'live' },
      { id: 'vault:far', freshness: 'unreachable', reason: 'connection refused' },
    ]);
  });

  it.each([
    ['ada', ['shop'], ['checkout']],
    ['fay', [], []],
    ['gil', ['shop'], ['orders']],
    ['dana', ['far', 'shop'], ['checkout', 'orders', 'reporting']],
  ])('shows %s the Vaults %j and the roles %j', async (person, names, roles) => {
    const vaults = await portal.get(person, '/vaults');
    expect(vaults.body.items.map(({ name }: { name: string }) => name)).toEqual(names);
    const { body } = await portal.get(person, '/vaults/shop/roles');
    expect(body.items.map(({ role }: { role: string }) => role)).toEqual(roles);
  });

  it('says who uses a role, and opens nothing to who only says so', async () => {
    const { body } = await portal.get('dana', '/vaults/shop/roles?limit=2');
    expect(body.items).toMatchObject([
      {
        role: 'checkout',
        entityRefs: ['component:default/checkout', 'component:default/thief'],
        isWatched: true,
      },
      {
        role: 'orders',
        entityRefs: ['component:default/orders', 'component:default/thief'],
        isWatched: false,
      },
    ]);
    const next = await portal.get('dana', `/vaults/shop/roles?limit=2&cursor=${body.nextCursor}`);
    expect(next.body.items).toMatchObject([{ role: 'reporting', kind: 'static' }]);
  });

  it('refuses a caller without credentials', async () => {
    const answer = await request(portal.server).get('/api/vault-leases/vaults');
    expect([answer.status, answer.body.error.name]).toEqual([401, 'AuthenticationError']);
  });

  it.each([
    ['eli', '/vaults', 403],
    ['fay', '/vaults/shop', 403],
    ['ada', '/vaults/far', 403],
    ['fay', '/vaults/nowhere', 403],
    ['dana', '/vaults/nowhere', 404],
    ['dana', '/vaults/nowhere/roles', 404],
    ['dana', '/vaults?colour=red', 400],
    ['dana', '/vaults/shop/roles?mount=', 400],
    ['dana', '/vaults/shop/roles?cursor=x', 400],
  ])('answers %s who asks %s with %d', async (person, asked, status) => {
    expect((await portal.get(person, asked)).status).toBe(status);
  });

  it('tells what a role makes its users with, and what its Vault does instead', async () => {
    const path = '/vaults/shop/roles/team%2Fdatabase/checkout/statements';
    expect((await portal.get('dana', path)).body).toMatchObject({ creation: ['create role'] });
    shop.statementsOf = async () => {
      throw new ServiceUnavailableError('shop has no active node to serve it');
    };
    const answer = await portal.get('dana', path);
    expect([answer.status, answer.body.error.message]).toEqual([503, 'shop has no active node to serve it']);
  });

  it('offers its topics, each row for those who may read its role, and its rules', async () => {
    const find = (type: string, key: string) => portal.topics.find({ type: `vault-leases.${type}`, key });
    const service = find('service', 'component:checkout');
    const handle = service.open();
    await until(() => handle.rows().size === 3);
    expect(
      [...handle.rows().keys()].map(key => [key.split('/')[0], service.audience?.partition(key)]),
    ).toEqual([
      ['role', roleKey(checkout)],
      ['lease', roleKey(checkout)],
      ['static', roleKey({ ...checkout, role: 'reporting' })],
    ]);
    handle.close();
    expect(find('role', `${roleKey(checkout)}/0`).questions).toMatchObject([
      { resourceRef: roleKey(checkout) },
    ]);
    expect(find('vault', 'shop').questions).toMatchObject([{ resourceRef: 'shop' }]);
    expect(() => find('role', 'a/b/c')).toThrow('is no vault/mount/role/page');
    expect(() => find('vaults', 'x')).toThrow('the empty key');
    const metadata = await portal.get('dana', '/.well-known/backstage/permissions/metadata');
    expect(metadata.body).toMatchObject({
      permissions: expect.arrayContaining(
        vaultLeasesPermissions.map(({ name }) => expect.objectContaining({ name })),
      ),
      rules: ['IS_IN_AUDIENCE', 'MAY_RENEW', 'MAY_REVOKE'].map(name => ({
        name,
        resourceType: RESOURCE_TYPE_VAULT_ROLE,
      })),
    });
  });
});
