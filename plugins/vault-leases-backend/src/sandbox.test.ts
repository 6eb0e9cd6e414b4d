import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { verifyExport } from '@greenroom/plugin-portal-node';
import { until } from '@greenroom/plugin-portal-node/testUtils';
import { type Lease, leaseSchema, roleSchema, vaultSchema } from '@greenroom/plugin-vault-leases-common';
import { z } from 'zod';
import { startVaultLeases } from './__testUtils__/startVaultLeases';
import { VaultSandbox } from './__testUtils__/VaultSandbox';

const keysSchema = z.object({ data: z.object({ keys: z.array(z.string()) }) });

/** From the sandbox's Vault, over its sockets and by the documented policies, to what a page and a script see. */
describe('on a sandbox', () => {
  let world: VaultSandbox;
  let portal: Awaited<ReturnType<typeof startVaultLeases>>;
  let leases: Lease[];

  beforeAll(async () => {
    world = await VaultSandbox.start(0);
    await world.root('rememberry', 'GET', 'database/creds/deck-api');
    await world.root('rememberry', 'GET', 'database/creds/deck-api');
    portal = await startVaultLeases({
      config: world.config('rememberry'),
      policy: () => ({ result: AuthorizeResult.ALLOW }),
    });
  }, 60_000);

  afterAll(async () => {
    await portal.stop();
    await world.stop();
  });

  const listed = async () => {
    const { body } = await portal.get('dana', '/vaults/rememberry/leases?mount=database&role=deck-api');
    return { ...body, items: leaseSchema.array().parse(body.items ?? []) };
  };
  const ids = async () => {
    const path = 'sys/leases/lookup/database/creds/deck-api?list=true';
    const { text } = await world.root('rememberry', 'GET', path);
    return keysSchema.parse(JSON.parse(text)).data.keys;
  };
  const act = (name: 'renew' | 'revoke', fingerprint: string, body: object) =>
    portal.post('dana', `/vaults/rememberry/leases/${fingerprint}/${name}`, {
      mount: 'database',
      role: 'deck-api',
      reason: 'it leaked',
      ...body,
    });

  it('tells a Vault, its roles and leases, and how much of them was looked up', async () => {
    await until(async () => (await listed()).items.length === 3, 15_000);
    const { coverage, items, sources } = await listed();
    leases = items;
    expect(coverage).toMatchObject({ looked: 3, of: 3, listedAt: expect.any(String) });
    expect(sources).toMatchObject([{ id: 'vault:rememberry', freshness: 'live' }]);
    const one = await portal.get('dana', '/vaults/rememberry');
    expect(vaultSchema.parse(one.body)).toMatchObject({ active: 'vault-0', failureTolerance: 1 });
    const roles = await portal.get('dana', '/vaults/rememberry/roles');
    expect(roles.body.items).toMatchObject([
      { role: 'backup', kind: 'static' },
      { role: 'deck-api', kind: 'dynamic', connection: 'rememberry', leases: 3 },
    ]);
    expect(roleSchema.parse(roles.body.items[1]).coverage.of).toBe(3);
    const statements = await portal.get('dana', '/vaults/rememberry/roles/database/deck-api/statements');
    expect(statements.body.creation[0]).toMatch(/create role/i);
    const soon = await portal.get('dana', '/vaults/rememberry/leases?endsWithin=1');
    expect(soon.body.items).toEqual([]);
  }, 30_000);

  it('renews and revokes, and tells what a look-up shows of it', async () => {
    // The newest: nothing else renews it.
    const lease = leases.toSorted((a, b) => (a.issuedAt < b.issuedAt ? 1 : -1))[0];
    const fingerprint = lease?.fingerprint ?? '';
    const before = await ids();
    const renewed = await act('renew', fingerprint, { incrementSeconds: 7_200 });
    expect([renewed.status, renewed.body.state]).toEqual([200, 'done']);
    expect(Date.parse(renewed.body.endsAt)).toBeGreaterThan(Date.parse(lease?.endsAt ?? ''));
    const wrong = await act('revoke', fingerprint, { confirmation: 'aaaaaaaaaaaa' });
    expect(wrong.status).toBe(400);
    const revoked = await act('revoke', fingerprint, { confirmation: fingerprint });
    expect(revoked.body).toMatchObject({ state: 'done', text: 'A look-up no longer knows it' });
    expect([before.length, (await ids()).length]).toEqual([3, 2]);
    expect((await act('renew', fingerprint, {})).status).toBe(404);
    expect((await act('renew', 'zzzzzzzzzzzz', {})).status).toBe(404);
    const { body } = await portal.get('dana', '/ledger');
    expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual([
      'act-done',
      'act',
      'act-done',
      'act',
    ]);
  }, 30_000);

  it('keeps the head of its ledger, signed, where the portal can not take it back', async () => {
    const text = (await portal.get('dana', '/ledger/export').buffer(true)).text.trim().split('\n');
    expect(verifyExport(text)).toMatchObject({ valid: true, entries: text.length });
    await until(() => world.keptHead()?.seq === text.length, 10_000);
    expect(world.keptHead()).toMatchObject({ chain: 'vault_leases', signature: expect.any(String) });
  });
  it('renews after a skip of the sandbox, up to the ceiling and not past it', async () => {
    const made = await world.root('rememberry', 'GET', 'database/creds/deck-api');
    expect(made.status).toBe(200);
    world.sandbox.advance(40 * 60);
    // Another process: what this one looked up was before the skip.
    const again = await startVaultLeases({
      config: { vaultLeases: { vaults: [world.entry('rememberry')] } },
      policy: () => ({ result: AuthorizeResult.ALLOW }),
    });
    const path = '/vaults/rememberry/leases?mount=database&role=deck-api';
    const seen = async () => leaseSchema.array().parse((await again.get('dana', path)).body.items ?? []);
    await until(async () => (await seen()).length > 0, 15_000);
    const newest = (await seen()).toSorted((a, b) => (a.issuedAt < b.issuedAt ? 1 : -1))[0];
    const renew = (incrementSeconds: number) =>
      again.post('dana', `/vaults/rememberry/leases/${newest?.fingerprint}/renew`, {
        mount: 'database',
        role: 'deck-api',
        reason: 'it ends soon',
        incrementSeconds,
      });
    const renewed = await renew(7_200);
    expect([renewed.status, renewed.body.state]).toEqual([200, 'done']);
    const most = await renew(1_000_000);
    expect([most.status, most.body.state]).toEqual([200, 'done']);
    expect(Math.abs(Date.parse(most.body.endsAt) - Date.parse(newest?.ceilingAt ?? ''))).toBeLessThan(2_000);
    const past = await renew(1_000_000);
    expect([past.status, past.body.error?.message]).toEqual([
      409,
      'It already lasts until its ceiling, which nobody renews past.',
    ]);
    await again.stop();
  }, 30_000);

  it('tells what the database refuses as failed', async () => {
    world.sandbox.inject({ target: 'postgres:rememberry', fault: 'refuse' });
    const lease = leases.toSorted((a, b) => (a.issuedAt < b.issuedAt ? 1 : -1))[1];
    const fingerprint = lease?.fingerprint ?? '';
    const revoked = await act('revoke', fingerprint, { confirmation: fingerprint });
    world.sandbox.inject({ target: 'postgres:rememberry', fault: 'none' });
    expect([revoked.status, revoked.body.error?.message]).toEqual([
      409,
      'rememberry can not reach the database, or is refused by it',
    ]);
  }, 30_000);

  it('shows what was known last while no node answers, with its age, and acts on nothing', async () => {
    const topic = portal.topics
      .find({ type: 'vault-leases.role', key: 'rememberry/database/deck-api/0' })
      .open();
    await until(() => [...topic.rows().keys()].some(key => key.startsWith('lease/')), 90_000);
    world.inject('rememberry', 'refuse');
    await until(() => topic.sources()[0]?.freshness !== 'live', 60_000);
    const shown = [...topic.rows()].filter(([key]) => key.startsWith('lease/'));
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.map(([, row]) => leaseSchema.parse(row).verdict.state)).toEqual(shown.map(() => 'unknown'));
    const { body } = await portal.get('dana', '/vaults');
    expect(body.items).toMatchObject([{ verdict: { state: 'unknown' } }]);
    expect(body.sources[0].observedAt).toEqual(expect.any(String));
    const acted = await act('renew', 'abcdefghijkl', {});
    expect(acted.status).toBe(503);
    world.inject('rememberry', 'none');
    await until(() => topic.sources()[0]?.freshness === 'live', 90_000);
    topic.close();
  }, 120_000);
});
