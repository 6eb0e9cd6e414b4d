import { mockCredentials } from '@backstage/backend-test-utils';
import { NotImplementedError } from '@backstage/errors';
import { AuthorizeResult, type PolicyDecision } from '@backstage/plugin-permission-common';
import { audienceConditions } from '@greenroom/plugin-portal-common';
import { until } from '@greenroom/plugin-portal-node/testUtils';
import {
  RENEWER_RULE,
  RESOURCE_TYPE_VAULT_ROLE,
  REVOKER_RULE,
  roleKey,
} from '@greenroom/plugin-vault-leases-common';
import request from 'supertest';
import { FakeOperator } from './__testUtils__/FakeOperator';
import { FakeVault, makeLease, makeRole } from './__testUtils__/FakeVault';
import { startVaultLeases } from './__testUtils__/startVaultLeases';
import { createAccess } from './entities/access';
import { RoleJoins } from './entities/RoleJoins';
import { VaultClaims } from './entities/VaultClaims';
import { vaultLeasesRouter } from './router';
import { VaultLeasesService } from './VaultLeasesService';

const checkout = { vault: 'shop', mount: 'database', role: 'checkout' };
const FINGERPRINT = 'abcdefghijkl';
const pluginId = 'vault-leases';
const resourceType = RESOURCE_TYPE_VAULT_ROLE;
const named = (rule: string, ...claims: string[]): PolicyDecision => ({
  result: AuthorizeResult.CONDITIONAL,
  pluginId,
  resourceType,
  conditions: { rule, resourceType, params: { claims } },
});
const only = (allowed: boolean): PolicyDecision => ({
  result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
});

/** `ada` owns the service, `ben` renews, `rex` revokes, `dana` operates the platform, `eli` is nobody here. */
function policy(person: string, permission: string): PolicyDecision {
  const claims = person === 'user:default/ada' ? [person, 'group:default/storefront'] : [person];
  const isOperator = person === 'user:default/dana';
  switch (permission) {
    case 'vault-leases.renew':
      return named(RENEWER_RULE, ...claims);
    case 'vault-leases.revoke':
      return named(REVOKER_RULE, ...claims);
    case 'vault-leases.statements.read':
    case 'vault-leases.ledger.export':
      return only(isOperator);
    default:
      return isOperator ? only(true) : audienceConditions(pluginId, resourceType, claims);
  }
}

const people = ['ada', 'ben', 'rex', 'dana', 'eli'];
const roles: Record<string, string> = {
  nobody: mockCredentials.none.header(),
  service: mockCredentials.service.header(),
  ...Object.fromEntries(people.map(name => [name, mockCredentials.user.header(`user:default/${name}`)])),
};
const readers = ['ada', 'ben', 'rex', 'dana'];
const body = { mount: 'database', role: 'checkout', reason: 'it leaked' };

/** One row for each route: how it is asked, and who is let in. A list lets in everybody who might see something. */
const table: Record<string, { path?: string; body?: object; in: string[] }> = {
  'GET /vaults': { in: ['service', ...people] },
  'GET /vaults/:name': { path: '/vaults/shop', in: ['service', ...readers] },
  'GET /vaults/:name/roles': { path: '/vaults/shop/roles', in: ['service', ...people] },
  'GET /vaults/:name/roles/:mount/:role/statements': {
    path: '/vaults/shop/roles/database/checkout/statements',
    in: ['dana'],
  },
  'GET /vaults/:name/leases': {
    path: '/vaults/shop/leases?mount=database&role=checkout',
    in: ['service', ...readers],
  },
  'GET /services': { path: '/services?entityRef=component:checkout', in: ['service', ...people] },
  'POST /vaults/:name/leases/:fingerprint/renew': {
    path: `/vaults/shop/leases/${FINGERPRINT}/renew`,
    body,
    in: ['ben'],
  },
  'POST /vaults/:name/leases/:fingerprint/revoke': {
    path: `/vaults/shop/leases/${FINGERPRINT}/revoke`,
    body: { ...body, confirmation: FINGERPRINT },
    in: ['rex'],
  },
  'GET /readiness': { path: '/readiness?entityRef=component:checkout', in: ['service', ...people] },
  'GET /ledger': { in: ['service', ...people] },
  'GET /ledger/verification': { in: ['service', ...people] },
  'GET /ledger/export': { in: ['service', 'dana'] },
};

const refuse = async () => {
  throw new NotImplementedError('only the declarations are looked at');
};
const claims = new VaultClaims();
const access = createAccess({ access: [], services: [], trust: [] });
const declared = vaultLeasesRouter({
  vaults: new VaultLeasesService({
    vaults: [],
    sights: { watch: () => () => undefined, current: () => undefined, onChange: () => () => undefined },
    claims,
    joins: new RoleJoins({ claims, access, vaults: new Set() }),
    sessions: { of: () => ({ untold: 'nobody reads it' }), onChange: () => () => undefined },
    clock: { after: () => () => undefined },
  }),
  acts: { perform: refuse },
  ledger: { lines: refuse, verify: refuse, export: () => (async function* none() {})() },
  withinMinutes: 15,
  now: () => 0,
});

it('every route has a row, and every row a route; none is open to the world, and persons only change anything', () => {
  expect(declared.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(table).sort());
  expect(declared.filter(({ isPublic }) => isPublic)).toEqual([]);
  const writes = declared.filter(({ method }) => method !== 'GET');
  expect(writes.map(({ principals }) => principals)).toEqual([['user'], ['user']]);
});

describe('behind a server', () => {
  const shop = new FakeVault('shop');
  const operator = new FakeOperator(() => Date.now());
  let portal: Awaited<ReturnType<typeof startVaultLeases>>;

  beforeAll(async () => {
    shop.everySeconds = 1;
    shop.roles = [makeRole(checkout)];
    portal = await startVaultLeases({
      vaults: [{ name: 'shop', source: shop, operator }],
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: 'checkout',
            namespace: 'default',
            annotations: { 'greenroom.dev/vault-roles': roleKey(checkout) },
          },
          relations: [{ type: 'ownedBy', targetRef: 'group:default/storefront' }],
        },
      ],
      config: {
        vaultLeases: {
          services: [{ vault: 'shop', mount: '*', entity: 'component:default/{role}' }],
          access: [
            { vault: 'shop', mount: '*', renewers: ['user:default/ben'], revokers: ['user:default/rex'] },
          ],
        },
      },
      policy,
    });
    await until(async () => (await portal.get('ada', '/vaults/shop/roles')).body.items?.length === 1);
  }, 30_000);
  afterAll(() => portal.stop());
  beforeEach(() => {
    const end = new Date(Date.now() + 600_000).toISOString();
    operator.put(makeLease(checkout, { endsAt: end, ceilingAt: undefined }));
  });

  /** 401, refused at the door, or let in. */
  async function ask(role: string, method: string, path: string, sent?: object): Promise<string> {
    const url = `/api/vault-leases${path}`;
    const asked =
      method === 'GET' ? request(portal.server).get(url) : request(portal.server).post(url).send(sent);
    const answer = await asked.set('authorization', roles[role] ?? '');
    if (answer.status === 401) {
      return 'unknown';
    }
    return answer.status === 403 ? 'refused' : 'in';
  }

  it.each(Object.entries(table))('%s', async (name, row) => {
    const [method = '', path = ''] = name.split(' ');
    const answers: Record<string, string> = {};
    for (const role of Object.keys(roles)) {
      answers[role] = await ask(role, method, row.path ?? path, row.body);
    }
    const expected = Object.keys(roles).map(role => {
      const known = role === 'nobody' ? 'unknown' : 'refused';
      return [role, row.in.includes(role) ? 'in' : known];
    });
    expect(answers).toEqual(Object.fromEntries(expected));
  });

  it('a program may not do for a person what ends credentials', async () => {
    const token = mockCredentials.user.token('user:default/rex', { actor: { subject: 'plugin:scaffolder' } });
    const answer = await request(portal.server)
      .post(`/api/vault-leases/vaults/shop/leases/${FINGERPRINT}/revoke`)
      .set('authorization', `Bearer ${token}`)
      .send({ ...body, confirmation: FINGERPRINT });
    expect([answer.status, answer.body.error.message]).toEqual([
      403,
      'plugin:scaffolder may not do this for a person: sign in yourself',
    ]);
    expect(operator.leases.has(FINGERPRINT)).toBe(true);
  });

  it.each<[string, object, number, string]>([
    ['abcdefghijk1', {}, 400, 'params.fingerprint: is no fingerprint of a lease'],
    ['zzzzzzzzzzzz', {}, 404, 'there is no lease zzzzzzzzzzzz of database/checkout'],
    [FINGERPRINT, { incrementSeconds: -1 }, 400, 'body.incrementSeconds'],
    [FINGERPRINT, { incrementSeconds: 'NaN' }, 400, 'body.incrementSeconds'],
    [FINGERPRINT, { incrementSeconds: 3_153_600_000 }, 400, 'body.incrementSeconds'],
    [FINGERPRINT, { incrementSeconds: 1 }, 409, 'would end it sooner'],
    [FINGERPRINT, { reason: ' ' }, 400, 'body.reason'],
    [FINGERPRINT, { reason: 'database/creds/checkout/7mJQ4sAsXk1cBvtE9wL2dYhZ' }, 400, 'body.reason'],
    [FINGERPRINT, { colour: 'red' }, 400, 'colour'],
    [FINGERPRINT, { role: '' }, 400, 'body.role'],
    [FINGERPRINT, { role: undefined }, 400, 'body.role'],
  ])('does nothing for %s with %j', async (fingerprint, changes, status, message) => {
    const done = [...operator.done];
    const path = `/vaults/shop/leases/${fingerprint}/renew`;
    const answer = await portal.post('ben', path, { ...body, ...changes });
    expect([answer.status, answer.body.error.message]).toEqual([status, expect.stringContaining(message)]);
    expect(operator.done).toEqual(done);
  });

  it.each([
    ['/vaults/shop/leases?role=checkout', 400, 'query.mount'],
    ['/vaults/shop/leases?page=1', 400, 'query.page'],
    ['/vaults/shop/leases?mount=database&role=checkout&page=-1', 400, 'query.page'],
    ['/vaults/shop/leases?endsWithin=soon', 400, 'query.endsWithin'],
    ['/vaults/shop/leases?limit=0', 400, 'query.limit'],
    ['/vaults/shop/leases?colour=red', 400, 'colour'],
    [`/vaults/shop/leases?mount=database&role=${encodeURIComponent('ü'.repeat(200))}`, 400, 'query.role'],
    ['/vaults/shop/leases?mount=database&role=*', 404, 'there is no role *'],
    ['/vaults/shop/leases?mount=database&role=a%2F..%2Fb', 404, 'there is no role a/../b'],
    ['/vaults/shop/leases?mount=data%2Fbase&role=%C3%BC', 404, 'there is no role ü in data/base'],
    ['/vaults/nowhere/leases', 404, 'there is no Vault nowhere'],
    ['/services?entityRef=checkout', 400, 'no entity ref'],
    ['/readiness', 400, 'query.entityRef'],
    ['/ledger?since=yesterday', 400, 'query.since'],
    ['/ledger?cursor=x', 400, 'query.cursor'],
  ])('answers %s with %d', async (path, status, message) => {
    const answer = await portal.get('dana', path);
    expect([answer.status, answer.body.error?.message]).toEqual([status, expect.stringContaining(message)]);
  });

  it('answers a service and what speaks against its promotion with what was covered', async () => {
    const fromNow = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();
    const times = { issuedAt: fromNow(-3_360), endsAt: fromNow(240), lookedAt: fromNow(0) };
    shop.leases = [makeLease(checkout, { ...times, ceilingAt: undefined })];
    shop.roles = [makeRole(checkout, { leases: 1 })];
    const path = '/services?entityRef=component:checkout';
    await until(async () => (await portal.get('ada', path)).body.items[0]?.leases.length === 1, 10_000);
    const { body: service } = await portal.get('ada', path);
    expect(service).toMatchObject({
      items: [
        {
          role: checkout,
          leases: [{ fingerprint: FINGERPRINT }],
          coverage: { looked: 1, of: 1, listedAt: expect.any(String) },
        },
      ],
      sources: [{ id: 'vault:shop', freshness: 'live' }],
    });
    const { body: readiness } = await portal.get('ada', '/readiness?entityRef=component:checkout');
    expect(readiness.items.map(({ id, outcome }: { id: string; outcome: string }) => [id, outcome])).toEqual([
      ['shop/leader', 'pass'],
      ['shop/database/checkout/leases', 'warn'],
      ['shop/database/checkout/ceilings', 'pass'],
    ]);
    expect((await portal.get('eli', '/readiness?entityRef=component:checkout')).body.items).toEqual([]);
    const listed = await portal.get('ada', '/vaults/shop/leases?mount=database&role=checkout');
    const again = await portal
      .get('ada', '/vaults/shop/leases?mount=database&role=checkout')
      .set('if-none-match', listed.headers.etag ?? '');
    expect(again.status).toBe(304);
  }, 20_000);

  it('answers what was recorded to who may read the role', async () => {
    await portal.post(
      'ben',
      `/vaults/shop/leases/${FINGERPRINT}/renew`,
      { ...body, incrementSeconds: 86_400 },
      { 'idempotency-key': 'k' },
    );
    const recorded = async (person: string, query = '') =>
      (await portal.get(person, `/ledger${query}`)).body.items;
    const lines = await recorded('ada', `?role=${encodeURIComponent(roleKey(checkout))}`);
    expect(lines[1]).toMatchObject({ kind: 'act', by: 'user:default/ben', subject: roleKey(checkout) });
    expect(await recorded('ada', '?entityRef=component:checkout')).toHaveLength(lines.length);
    expect(await recorded('ada', '?entityRef=component:other')).toEqual([]);
    expect(await recorded('eli')).toEqual([]);
    expect((await portal.get('ada', '/ledger/verification')).body).toMatchObject({ valid: true });
  });
});
