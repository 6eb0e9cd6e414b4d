import type { TopicChange } from '@greenroom/plugin-portal-node';
import { leaseSchema, roleSchema, vaultLineSchema } from '@greenroom/plugin-vault-leases-common';
import { FakeSights } from '../__testUtils__/FakeSights';
import { FakeVault, makeLease, makeRole, makeStatic } from '../__testUtils__/FakeVault';
import { createAccess } from '../entities/access';
import { RoleJoins } from '../entities/RoleJoins';
import { VaultClaims } from '../entities/VaultClaims';
import { VaultLeasesService } from '../VaultLeasesService';
import { roleTopic, serviceLeasesTopic, vaultsTopic, vaultTopic, watchedTopic } from './topics';

const checkout = { vault: 'shop', mount: 'database', role: 'checkout' };
const PAGE = 'shop/database/checkout/0';
const entity = (watched: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'checkout',
    annotations: {
      'greenroom.dev/vault-roles': 'shop/database/checkout,shop/database/reporting,nowhere/database/x',
      'greenroom.dev/watch-leases': watched,
    },
  },
});

describe('topics of vault leases', () => {
  const setup = () => {
    const sights = new FakeSights();
    const claims = new VaultClaims();
    const shop = new FakeVault('shop');
    shop.roles = [makeRole(checkout, { leases: 1 }), makeRole({ ...checkout, role: 'other' })];
    shop.statics = [makeStatic({ ...checkout, role: 'reporting' })];
    shop.irrevocable = [
      { ...checkout, role: 'other', fingerprint: 'zzzzzzzzzzzz', entityRefs: [], error: 'no route' },
    ];
    shop.leases = [makeLease(checkout)];
    const far = new FakeVault('far');
    const access = createAccess({
      access: [],
      services: [{ vault: 'shop', mount: '*', roles: ['*'], entity: 'component:default/{role}' }],
      trust: [{ vault: 'shop', mount: '*', roles: ['reporting'], entities: ['component:default/checkout'] }],
    });
    const sessions = { of: () => ({ sessions: 3 }), onChange: () => () => undefined };
    const vaults = new VaultLeasesService({
      vaults: [
        { name: 'shop', source: shop },
        { name: 'far', source: far },
      ],
      sights,
      claims,
      joins: new RoleJoins({ claims, access, vaults: new Set(['shop', 'far']) }),
      sessions,
      clock: { after: () => () => undefined },
    });
    const see = (...things: string[]) => sights.put('vault:shop', shop.sight(things));
    return { claims, far, see, shop, sights, vaults };
  };
  const listen = (handle: { onChange(listener: (change: TopicChange | undefined) => void): unknown }) => {
    const changes: (TopicChange | undefined)[] = [];
    handle.onChange(change => changes.push(change));
    return changes;
  };

  it('have no role listed for a list or a Vault, and its page while a role is open', () => {
    const { sights, vaults } = setup();
    const handles = [vaultsTopic(vaults).open(undefined), vaultTopic(vaults).open('shop')];
    expect(sights.watched).toEqual(['vault:shop ', 'vault:far ', 'vault:shop ']);
    handles.forEach(handle => handle.close());
    const role = roleTopic(vaults).open({ role: checkout, page: 2 });
    expect(sights.watched).toEqual(['vault:shop ', 'vault:shop shop/database/checkout/2']);
    role.close();
    expect(sights.watched).toEqual([]);
  });

  it('say that leases were not listed yet, which is not that there are none', () => {
    const { see, vaults } = setup();
    see();
    const role = roleTopic(vaults).open({ role: checkout, page: 0 });
    expect([...role.rows().keys()]).toEqual(['role/shop/database/checkout']);
    expect(role.sources()).toMatchObject([
      { freshness: 'connecting', reason: 'Its leases have not been listed yet.' },
    ]);
    see(PAGE);
    expect([...role.rows().keys()]).toEqual([
      'role/shop/database/checkout',
      'lease/shop/database/checkout/abcdefghijkl',
    ]);
    expect(role.sources()).toMatchObject([{ freshness: 'live' }]);
    const lease = leaseSchema.parse(role.rows().get('lease/shop/database/checkout/abcdefghijkl'));
    expect(lease).toMatchObject({
      verdict: { state: 'healthy' },
      sessionsOfRole: 3,
      entityRefs: ['component:default/checkout'],
    });
  });

  it('never call healthy what is old: of a page that can not be listed, and of a Vault that does not answer', () => {
    const { see, shop, sights, vaults } = setup();
    see(PAGE);
    const role = roleTopic(vaults).open({ role: checkout, page: 0 });
    const list = vaultsTopic(vaults).open(undefined);
    const states = () => [
      leaseSchema.parse(role.rows().get('lease/shop/database/checkout/abcdefghijkl')).verdict.state,
      roleSchema.parse(role.rows().get('role/shop/database/checkout')).verdict.state,
      vaultLineSchema.parse(list.rows().get('shop')).verdict.state,
    ];
    expect(states()).toEqual(['healthy', 'healthy', 'healthy']);
    const sight = shop.sight([PAGE]);
    const page = {
      ...sight.pages[PAGE],
      leases: shop.leases,
      pages: 1,
      listedAt: '',
      trouble: 'It may not be listed.',
    };
    sights.put('vault:shop', { ...sight, pages: { [PAGE]: page } });
    expect(states()).toEqual(['unknown', 'healthy', 'healthy']);
    expect(role.sources()).toMatchObject([{ freshness: 'stale', reason: 'It may not be listed.' }]);
    sights.put('vault:shop', shop.failed(sight, 'No node answers.'));
    expect(states()).toEqual(['unknown', 'unknown', 'unknown']);
    expect(list.rows().get('shop')).toMatchObject({ isOld: true });
    see(PAGE);
    sights.put('vault:shop', sight, { isFresh: false });
    expect(states()).toEqual(['unknown', 'unknown', 'unknown']);
    expect(role.sources()).toMatchObject([
      { freshness: 'stale', reason: expect.stringContaining('Last looked at') },
    ]);
  });

  it('tell of what is other, and of nothing else', () => {
    const { see, shop, vaults } = setup();
    see();
    const vault = vaultTopic(vaults).open('shop');
    expect([...vault.rows().keys()]).toEqual([
      'vault/shop',
      'role/shop/database/checkout',
      'role/shop/database/other',
      'static/shop/database/reporting',
      'irrevocable/shop/database/other/zzzzzzzzzzzz',
    ]);
    const changes = listen(vault);
    see();
    expect(changes).toEqual([]);
    shop.roles = [makeRole(checkout, { leases: 2 })];
    see();
    expect([...(changes[0]?.upserts.keys() ?? [])]).toEqual(['role/shop/database/checkout']);
    expect([...(changes[0]?.removals ?? [])]).toEqual(['role/shop/database/other']);
  });

  it('give each row to those who may read its role, and the Vault itself to those who may read it', () => {
    const { see, vaults } = setup();
    see();
    const { audience, open } = vaultTopic(vaults);
    expect([...open('shop').rows().keys()].map(key => audience?.partition(key))).toEqual([
      'shop',
      'shop/database/checkout',
      'shop/database/other',
      'shop/database/reporting',
      'shop/database/other',
    ]);
    expect(audience?.question('shop')).toMatchObject({
      resourceRef: 'shop',
      permission: { name: 'vault-leases.read' },
    });
  });

  it('follow which roles a service uses, and list those that the configuration agrees to', () => {
    const { claims, see, sights, vaults } = setup();
    see(PAGE);
    const service = serviceLeasesTopic(vaults).open('component:default/checkout');
    const watched = watchedTopic(vaults).open(undefined);
    // The convention names it already: it is shown, and nothing is listed for it.
    expect([...service.rows().keys()][0]).toBe('role/shop/database/checkout');
    expect(sights.watched.filter(name => name.endsWith('/0'))).toEqual([]);
    claims.replace([entity('no')]);
    expect([...service.rows().keys()]).toEqual([
      'role/shop/database/checkout',
      'lease/shop/database/checkout/abcdefghijkl',
      'static/shop/database/reporting',
    ]);
    expect(service.sources()).toMatchObject([{ id: 'vault:shop', freshness: 'live' }]);
    expect(watched.rows().size).toBe(0);
    claims.replace([entity('true')]);
    expect([...watched.rows()]).toMatchObject([['shop/database/checkout', { isWatched: true }]]);
    service.close();
    expect(sights.watched.filter(name => name.endsWith('/0'))).toEqual([
      `vault:shop ${PAGE}`,
      'vault:shop shop/database/reporting/0',
    ]);
    watched.close();
    expect(sights.watched).toEqual([]);
  });

  it('refuse what there is not, once its Vault has said so', () => {
    const { see, shop, vaults } = setup();
    const open =
      (role: string, mount = 'database') =>
      () =>
        roleTopic(vaults).open({ role: { vault: 'shop', mount, role }, page: 0 });
    expect(open('gone')).not.toThrow();
    see();
    expect(open('gone')).toThrow('there is no role gone in database of the Vault shop');
    shop.vault = shop.vault && { ...shop.vault, mounts: [{ path: 'hidden', type: 'database' }] };
    see();
    expect(open('gone', 'hidden')).not.toThrow();
    expect(() => vaultTopic(vaults).open('nowhere')).toThrow('there is no Vault nowhere');
  });

  it.each(['', 'a/b', 'a/b/c', 'a/b/c/x', `a/${'b'.repeat(400)}/c/0`, 'a/b*/c/-1'])(
    'have no page %j',
    key => {
      const { vaults } = setup();
      expect(() => roleTopic(vaults).parse(key)).toThrow('is no vault/mount/role/page');
    },
  );
});
