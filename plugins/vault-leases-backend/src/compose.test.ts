import { mockServices } from '@backstage/backend-test-utils';
import { processPollClock } from '@greenroom/plugin-portal-node';
import { eachDatabase, until } from '@greenroom/plugin-portal-node/testUtils';
import { FakeVault, makeLease, makeRole } from './__testUtils__/FakeVault';
import { composeVaultLeases } from './compose';
import { VaultClaims } from './entities/VaultClaims';
import { roleTopic, vaultsTopic } from './topics/topics';

const checkout = { vault: 'shop', mount: 'database', role: 'checkout' };

eachDatabase((_engine, open) => {
  const opened: (() => Promise<void>)[] = [];
  afterEach(() => Promise.all(opened.splice(0).map(close => close())));

  async function replica(name: string, knex: Awaited<ReturnType<typeof open>>) {
    const source = new FakeVault('shop');
    source.everySeconds = 1;
    source.roles = [makeRole(checkout, { leases: 1 })];
    source.leases = [makeLease(checkout)];
    const composed = await composeVaultLeases({
      vaults: [{ name: 'shop', source }],
      database: { getClient: async () => knex },
      claims: new VaultClaims(),
      access: { access: [], services: [], trust: [] },
      sessions: { of: () => ({ untold: 'nobody reads it' }), onChange: () => () => undefined },
      clock: processPollClock,
      replica: name,
      logger: mockServices.rootLogger.mock(),
    });
    opened.push(() => composed.close());
    return { source, ...composed };
  }

  it('one replica looks for all, also at what somebody has open on another', async () => {
    const knex = await open();
    const first = await replica('one', knex);
    const list = vaultsTopic(first.vaults).open(undefined);
    await until(() => first.vaults.source('shop').freshness === 'live');
    const other = await replica('two', await open(knex));
    const role = roleTopic(other.vaults).open({ role: checkout, page: 0 });
    await until(() => role.rows().has('lease/shop/database/checkout/abcdefghijkl'), 10_000);
    expect(first.source.asked.flat()).toContain('shop/database/checkout/0');
    expect(other.source.asked).toEqual([]);
    expect(list.rows().get('shop')).toMatchObject({ active: 'vault-0', verdict: { state: 'healthy' } });
  }, 20_000);

  it('a replica that is just started shows what was seen last, and asks nobody', async () => {
    const knex = await open();
    const first = await replica('one', knex);
    vaultsTopic(first.vaults).open(undefined);
    await until(() => first.vaults.source('shop').freshness === 'live');
    await first.close();
    const next = await replica('two', await open(knex));
    expect(next.vaults.find(checkout)?.role).toMatchObject({ leases: 1 });
    expect(next.source.asked).toEqual([]);
  });
});
