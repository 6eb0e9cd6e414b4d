import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { until } from '@greenroom/plugin-portal-node/testUtils';
import { LEASE_PAGE } from '@greenroom/plugin-vault-leases-common';
import { startVaultLeases } from './__testUtils__/startVaultLeases';
import { VaultSandbox } from './__testUtils__/VaultSandbox';

jest.setTimeout(60_000);

/** Milliseconds: half of what it would be with the next look. 280 when nothing else runs, of which the sandbox is the half. */
const SOON = 2_500;

describe('a role of 10,000 leases', () => {
  let world: VaultSandbox;
  let portal: Awaited<ReturnType<typeof startVaultLeases>>;
  beforeAll(async () => {
    world = await VaultSandbox.start(10_000);
    portal = await startVaultLeases({
      vaults: [world.configured('rememberry')],
      policy: () => ({ result: AuthorizeResult.ALLOW }),
    });
    await portal.get('ada', '/vaults');
    await until(async () => (await portal.get('ada', '/vaults/rememberry/roles')).body.items.length === 2);
  });
  afterAll(async () => {
    await portal.stop();
    await world.stop();
  });

  const open = (page: number) =>
    portal.get('ada', `/vaults/rememberry/leases?mount=database&role=deck-api&limit=100&page=${page}`);
  const counts = () => ({
    lists: world.asked('rememberry', /^GET .*sys\/leases\/lookup/),
    lookUps: world.asked('rememberry', /^PUT .*sys\/leases\/lookup$/),
  });

  it('shows its first screen after one list and as many look-ups as it has rows, and soon', async () => {
    const before = counts();
    const began = performance.now();
    const { body } = await open(0);
    const took = performance.now() - began;
    const after = counts();
    expect(body.items).toHaveLength(LEASE_PAGE);
    expect(body.coverage).toMatchObject({ looked: LEASE_PAGE, of: 10_001 });
    expect([after.lists - before.lists, after.lookUps - before.lookUps]).toEqual([1, LEASE_PAGE]);
    expect(took).toBeLessThan(SOON);
  });

  it('shows another of its pages without another list', async () => {
    const before = counts();
    const { body } = await open(3);
    const after = counts();
    expect(body.items).toHaveLength(LEASE_PAGE);
    expect(after.lists - before.lists).toBe(0);
    expect(after.lookUps - before.lookUps).toBeLessThanOrEqual(LEASE_PAGE);
  });

  it('costs no more when fifty people open it', async () => {
    const before = counts();
    const all = await Promise.all(Array.from({ length: 50 }, () => open(0)));
    const after = counts();
    expect(all.every(({ body }) => body.items.length === LEASE_PAGE)).toBe(true);
    expect([after.lists - before.lists, after.lookUps - before.lookUps]).toEqual([0, 0]);
  });
});
