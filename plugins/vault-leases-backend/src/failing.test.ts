import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { until } from '@greenroom/plugin-portal-node/testUtils';
import { type Lease, leaseSchema, type Vault, vaultSchema } from '@greenroom/plugin-vault-leases-common';
import { startVaultLeases } from './__testUtils__/startVaultLeases';
import { VaultSandbox } from './__testUtils__/VaultSandbox';
import { REVOCATION_ERROR } from './watching/leaseOf';

jest.setTimeout(60_000);

const brief = {
  db_name: 'rememberry',
  default_ttl: '3s',
  max_ttl: '1h',
  creation_statements: ['create role'],
};
const words = (of: { verdict: Lease['verdict'] } | undefined) => of?.verdict.reasons.map(({ text }) => text);

/** What a scenario of the sandbox does to leases, to what pages and scripts are told of it. */
describe('leases that go wrong', () => {
  let world: VaultSandbox;
  let portal: Awaited<ReturnType<typeof startVaultLeases>>;

  const start = () =>
    startVaultLeases({
      vaults: [world.configured('rememberry')],
      policy: () => ({ result: AuthorizeResult.ALLOW }),
    });

  beforeAll(async () => {
    world = await VaultSandbox.start(0);
    await world.root('rememberry', 'PUT', 'database/roles/brief', { body: brief });
    await world.root('rememberry', 'GET', 'database/creds/deck-api');
    world.inject('rememberry', 'irrevocable');
    world.inject('rememberry', 'lease-at-ceiling');
    await world.root('rememberry', 'GET', 'database/creds/brief');
    world.inject('rememberry', 'revocation-fails');
    portal = await start();
  });

  afterAll(async () => {
    await portal.stop();
    await world.stop();
  });

  const leases = async (role: string) => {
    const { body } = await portal.get('dana', `/vaults/rememberry/leases?mount=database&role=${role}`);
    return leaseSchema.array().parse(body.items ?? []);
  };
  const found = async (role: string, holds: (lease: Lease) => boolean): Promise<Lease> => {
    let lease: Lease | undefined;
    await until(async () => (lease = (await leases(role)).find(holds)) !== undefined, 20_000);
    return leaseSchema.parse(lease);
  };
  const vault = async (): Promise<Vault> =>
    vaultSchema.parse((await portal.get('dana', '/vaults/rememberry')).body);
  const act = async (name: 'renew' | 'revoke', { fingerprint, role }: Lease) => {
    const confirmation = name === 'revoke' && { confirmation: fingerprint };
    const body = { mount: 'database', role, reason: 'to see', ...confirmation };
    const { status, body: answer } = await portal.post(
      'dana',
      `/vaults/rememberry/leases/${fingerprint}/${name}`,
      body,
    );
    return [status, answer.error?.message];
  };

  it('a lease at its ceiling waits, with why nobody can renew it, and a renewal is refused with that', async () => {
    const lease = await found('deck-api', ({ verdict }) => verdict.state === 'waiting');
    expect(words(lease)).toEqual([
      expect.stringMatching(/^It ends in \d min.* and nobody can renew it: it is at its ceiling$/),
    ]);
    expect(lease.endsAt).toBe(lease.ceilingAt);
    const role = (await portal.get('dana', '/vaults/rememberry/roles')).body.items.find(
      ({ role: name }: { role: string }) => name === 'deck-api',
    );
    expect(words(role)).toEqual(expect.arrayContaining(words(lease) ?? []));
    expect(await act('renew', lease)).toEqual([
      409,
      'It already lasts until its ceiling, which nobody renews past.',
    ]);
  });

  it('an irrevocable lease is told with its error, in no words of the database, and nothing is renewed', async () => {
    const lease = await found('deck-api', ({ irrevocable }) => irrevocable);
    expect(lease).toMatchObject({ revocationError: REVOCATION_ERROR, verdict: { state: 'degraded' } });
    expect(words(lease)).toEqual([expect.stringMatching(/^Vault has given up revoking it: it ended /)]);
    const seen = await vault();
    expect(seen.irrevocable).toBe(1);
    expect(words(seen)).toContain(
      'A lease is irrevocable: its user stays in the database until somebody takes it away there',
    );
    expect(await act('renew', lease)).toEqual([409, expect.stringMatching(/^Vault has given it up: /)]);
    expect(await act('revoke', lease)).toEqual([
      409,
      'rememberry can not reach the database, or is refused by it',
    ]);
    const { text } = await portal.get('dana', '/vaults/rememberry/leases?mount=database&role=deck-api');
    expect(text).not.toMatch(/10\.0\.12\.31|dial error|user=/);
  });

  it('a lease whose revocation goes on failing is told as that, and so is its Vault, by how many were looked up', async () => {
    const topic = portal.topics.find({ type: 'vault-leases.vault', key: 'rememberry' }).open();
    const lease = await found('brief', ({ revocationFails }) => revocationFails);
    expect(words(lease)).toEqual([
      expect.stringMatching(/^It ended .* and can not be revoked: its user still gets in$/),
    ]);
    expect(await act('renew', lease)).toEqual([409, 'It has ended.']);
    const told =
      /^1 of the \d leases that were looked up has ended and can not be revoked: its user still gets in$/;
    await until(async () => (await vault()).unrevoked?.leases === 1, 20_000);
    expect(words(await vault())).toContainEqual(expect.stringMatching(told));
    await until(() =>
      [...topic.rows().values()].some(row => /has ended and can not/.test(JSON.stringify(row))),
    );
    topic.close();
  });

  it('that is so in a portal that has just begun, too: it does not wait for a counter to grow', async () => {
    await portal.stop();
    portal = await start();
    await found('brief', ({ revocationFails }) => revocationFails);
    await until(async () => (await vault()).unrevoked?.leases === 1, 20_000);
    expect(await vault()).toMatchObject({ verdict: { state: 'degraded' } });
    expect((await vault()).revocationsFailedAt).toBeUndefined();
  });

  it('is over when Vault gets through', async () => {
    world.inject('rememberry', 'none');
    world.sandbox.advance(300);
    world.pass(61);
    await until(async () => (await leases('brief')).length === 0, 20_000);
    await until(async () => !(await vault()).unrevoked?.leases, 20_000);
    expect(words(await vault())).not.toContainEqual(expect.stringMatching(/can not be revoked/));
  });
});
