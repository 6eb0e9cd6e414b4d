import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { eachDatabase, type OpenDatabase, until } from '@greenroom/plugin-portal-node/testUtils';
import { leaseSchema } from '@greenroom/plugin-vault-leases-common';
import { startVaultLeases } from './__testUtils__/startVaultLeases';
import { VaultSandbox } from './__testUtils__/VaultSandbox';

jest.setTimeout(60_000);

eachDatabase((_engine, open) => {
  let world: VaultSandbox;
  const stops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    world = await VaultSandbox.start(0);
  });
  afterAll(async () => {
    await Promise.all(stops.map(stop => stop()));
    await world.stop();
  });

  async function replica(database: Awaited<ReturnType<OpenDatabase>>) {
    const portal = await startVaultLeases({
      config: { vaultLeases: { vaults: [world.entry('rememberry')] } },
      policy: () => ({ result: AuthorizeResult.ALLOW }),
      database,
    });
    stops.push(() => portal.stop());
    return portal;
  }

  it('what one replica does to a lease, another that has it open tells at once', async () => {
    await world.root('rememberry', 'GET', 'database/creds/deck-api');
    const knex = await open();
    const key = 'rememberry/database/deck-api/0';
    const page = (await replica(knex)).topics.find({ type: 'vault-leases.role', key }).open();
    const shown = () =>
      [...page.rows()]
        .filter(([row]) => row.startsWith('lease/'))
        .map(([, row]) => leaseSchema.parse(row))
        .toSorted((one, other) => (one.issuedAt < other.issuedAt ? 1 : -1));
    await until(() => shown().length > 0, 20_000);
    const [lease] = shown();
    const acting = await replica(await open(knex));
    const act = (name: string, body: object) =>
      acting.post('dana', `/vaults/rememberry/leases/${lease?.fingerprint}/${name}`, {
        mount: 'database',
        role: 'deck-api',
        reason: 'the export runs until noon',
        ...body,
      });
    const lookUps = () => world.asked('rememberry', /^PUT .*sys\/leases\/lookup$/);
    const before = lookUps();
    const renewed = await act('renew', { incrementSeconds: 7_200 });
    expect(renewed.body).toMatchObject({ state: 'done', endsAt: expect.any(String) });
    const seen = () => shown().find(({ fingerprint }) => fingerprint === lease?.fingerprint);
    await until(() => seen()?.endsAt === renewed.body.endsAt, 10_000);
    // Before the act and after it by who acts; then by who looks: of this lease, or of the page where that is another replica now.
    expect(lookUps() - before).toBeLessThanOrEqual(2 + shown().length);
    const revoked = await act('revoke', { confirmation: lease?.fingerprint });
    expect(revoked.body.state).toBe('done');
    await until(() => seen() === undefined, 10_000);
    page.close();
  });
});
