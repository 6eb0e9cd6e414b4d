import { leasePageKey } from '@greenroom/plugin-vault-leases-common';
import { VaultSandbox } from './__testUtils__/VaultSandbox';
import type { ConfiguredVault, LeaseRef } from './VaultSource';
import { type Sight, sightSchema } from './watching/Sight';

jest.setTimeout(30_000);

const { signal } = new AbortController();
const role = { vault: 'rememberry', mount: 'database', role: 'deck-api' };
const page = leasePageKey({ role, page: 0 });

/** Configured as a portal would be, over sockets, against the Vaults of the sandbox. */
describe('a Vault of a sandbox', () => {
  let world: VaultSandbox;
  let vault: ConfiguredVault;

  beforeAll(async () => {
    world = await VaultSandbox.start();
  });
  beforeEach(() => {
    vault = world.configured('rememberry');
  });
  afterEach(async () => {
    world.inject('rememberry', 'none');
    await settled();
  });
  afterAll(() => world.stop());

  const look = (things: string[] = [''], before?: Sight) => vault.source.look({ things, before, signal });
  const leads = (sight: Sight) => sight.vault?.active !== undefined && sight.report.freshness === 'live';
  /** Somebody leads again, by the Vault's own time. */
  async function led(): Promise<void> {
    while (!/"leader_address":"https/.test((await world.root('rememberry', 'GET', 'sys/leader')).text)) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }
  const settled = () => world.until(world.configured('rememberry'), [''], leads);
  /** The same after so long, as `holds` says. */
  const until = (holds: (sight: Sight) => boolean, before?: Sight) =>
    world.until(vault, ['', page], holds, before);

  it('is seen with its nodes, its roles and a page of leases, and tells no id', async () => {
    const sight = await look(['', page]);
    expect(sightSchema.parse(sight)).toEqual(sight);
    expect(sight.report).toMatchObject({ freshness: 'live', missingPermissions: [] });
    expect(sight.vault).toMatchObject({ flavour: 'openbao', failureTolerance: 1, unseen: [] });
    expect(sight.vault?.verdict).toEqual({ state: 'healthy', reasons: [] });
    expect(sight.vault?.nodes.map(({ state }) => state).sort()).toEqual(['active', 'standby', 'standby']);
    expect(sight.roles).toMatchObject([{ ...role, leases: 101, coverage: { looked: 50, of: 101 } }]);
    expect(sight.pages[page]).toMatchObject({ pages: 3 });
    expect(sight.pages[page]?.leases).toHaveLength(50);
    expect(JSON.stringify(sight)).not.toMatch(/creds/);
  });

  it('is listed once a minute for who has a role open, and looked up where it matters', async () => {
    const listed = () => world.asked('rememberry', /^GET .*sys\/leases\/lookup/);
    const looked = () => world.asked('rememberry', /^PUT .*sys\/leases\/lookup$/);
    const [lists, lookUps] = [listed(), looked()];
    let sight = await look();
    expect([listed() - lists, looked() - lookUps]).toEqual([0, 0]);
    for (let index = 0; index < 11; index += 1) {
      sight = await look([page], sight);
      world.pass(5);
    }
    expect(listed() - lists).toBe(1);
    expect(looked() - lookUps).toBeLessThan(70);
    expect(sight.pages[page]?.leases).toHaveLength(50);
    world.pass(10);
    await look([page], sight);
    expect(listed() - lists).toBe(2);
  });

  it('lists no role that the Vault does not say it has', async () => {
    const lists = world.asked('rememberry', /^GET .*sys\/leases\/lookup/);
    const things = ['../../sys/raw', '*', 'deck-api/../x', 'gibt-es-nicht', 'ключ'].map(name =>
      leasePageKey({ role: { ...role, role: name }, page: 0 }),
    );
    const sight = await look(things);
    expect(world.asked('rememberry', /^GET .*sys\/leases\/lookup/)).toBe(lists);
    expect(Object.values(sight.pages).map(({ trouble }) => trouble)).toEqual(
      things.map(() => expect.stringMatching(/^rememberry has no role .* in database\.$/)),
    );
  });

  it('is followed through a change of its leader', async () => {
    const before = await look();
    world.inject('rememberry', 'leader-change');
    const after = await until(sight => leads(sight) && sight.vault?.active !== before.vault?.active, before);
    expect(after.vault?.verdict.state).toBe('healthy');
    expect(after.vault?.leases).toBeGreaterThan(100);
  });

  it('is degraded without a leader, and nothing of it is healthy or gone', async () => {
    const before = await look(['', page]);
    world.inject('rememberry', 'no-leader');
    const sight = await look(['', page], before);
    expect(sight.report.freshness).toBe('live');
    expect(sight.report.parts).toContainEqual({
      name: 'Roles and leases',
      freshness: 'stale',
      reason: 'rememberry has no node that leads.',
    });
    expect(sight.pages[page]?.trouble).toBe('rememberry has no node that leads.');
    expect(sight.vault?.verdict).toMatchObject({
      state: 'degraded',
      reasons: [{ text: 'No node leads: nobody gets or renews a lease' }],
    });
    expect(sight.vault?.leases).toBe(before.vault?.leases);
    expect(sight.pages[page]?.leases).toHaveLength(50);
    const told = [...sight.roles, ...sight.statics, ...(sight.pages[page]?.leases ?? [])];
    expect(new Set(told.map(({ verdict }) => verdict.state))).toEqual(new Set(['unknown']));
  });

  it('is degraded while it is sealed, and says how far it is unsealed', async () => {
    await look();
    world.inject('rememberry', 'sealed');
    const sight = await look();
    expect(sight.vault?.sentence).toBe('It is sealed: nobody gets a secret until it is unsealed.');
    expect(sight.vault?.nodes).toMatchObject(
      [0, 1, 2].map(() => ({ state: 'sealed', unsealing: { given: 0, needed: 2 } })),
    );
    expect(sight.report).toMatchObject({ freshness: 'live', cure: 'Unseal its nodes.' });
  });

  it('is degraded when a node is down, told by raft as well', async () => {
    const before = await look();
    const standby = before.vault?.nodes.find(({ state }) => state === 'standby')?.name ?? '';
    world.inject(`rememberry/${standby}`, 'down');
    world.sandbox.advance(15);
    world.pass(16);
    const sight = await until(({ vault: seen }) => seen?.failureTolerance === 0, before);
    expect(sight.vault).toMatchObject({ missingNodes: [standby] });
    expect(sight.vault?.verdict.reasons.map(({ text }) => text)).toEqual([
      `${standby} refuses connections`,
      'No node may be lost any more',
    ]);
    expect(sight.report.parts.find(({ name }) => name === standby)).toMatchObject({
      freshness: 'unreachable',
    });
    expect(sight.report.freshness).toBe('live');
  });

  it('says that it refuses by a quota, and goes on from what it knows', async () => {
    const before = await look();
    world.inject('rememberry', 'quota-exhausted');
    const sight = await until(({ vault: seen }) => seen?.verdict.state !== 'healthy', before);
    expect(sight.vault?.verdict.reasons[0]?.text).toMatch(/quota/);
    expect(sight.roles).toHaveLength(before.roles.length);
  });

  it('tells what is not there any more from what does not answer', async () => {
    const before = await look(['', page]);
    world.inject('rememberry', 'refuse');
    const sight = await look(['', page], before);
    expect(sight.report).toMatchObject({
      freshness: 'unreachable',
      reason: 'rememberry does not answer on any of its nodes.',
      observedAt: before.report.observedAt,
    });
    expect(sight.vault?.verdict.state).toBe('unknown');
    expect(sight.roles.map(({ verdict }) => verdict.state)).toEqual(['unknown']);
    const elsewhere = await world
      .configured('rememberry')
      .source.look({ things: ['', page], before: sight, signal });
    expect(elsewhere.pages[page]?.leases).toHaveLength(50);
    expect(elsewhere.roles).toEqual(sight.roles);
  });

  it('is given up within seconds when it hangs', async () => {
    const before = await look();
    world.inject('rememberry', 'hang');
    const began = performance.now();
    const sight = await look([''], before);
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(sight.report.freshness).toBe('unreachable');
    expect(sight.vault?.nodes.map(({ reason }) => reason)).toContain('vault-0 does not answer in time');
  });

  it('is read in the end when every answer takes its time', async () => {
    world.sandbox.inject({ target: 'vault:rememberry', fault: 'slow', milliseconds: 150 });
    const sight = await until(({ pages }) => pages[page]?.leases.length === 50);
    expect(sight.report.freshness).toBe('live');
    expect(sight.roles).toMatchObject([{ role: 'deck-api', connection: 'rememberry' }]);
  });

  it('comes back from an outage without a burst, and knows everything again', async () => {
    const slow = { budget: { requestsPerSecond: 5, concurrency: 2 } };
    vault = world.configured('rememberry', slow);
    const before = await until(({ pages }) => pages[page]?.leases.length === 50);
    world.inject('rememberry', 'no-leader');
    let sight = before;
    for (let index = 0; index < 60; index += 1) {
      world.pass(5);
      sight = await look(['', page], sight);
    }
    expect(sight.pages[page]?.leases).toHaveLength(50);
    world.inject('rememberry', 'none');
    await led();
    const count = () => world.asked('rememberry', /leases|roles|mounts|metrics|ha-status|raft/);
    const [asked, began] = [count(), performance.now()];
    sight = await look(['', page], sight);
    const seconds = (performance.now() - began) / 1_000;
    expect(count() - asked).toBeLessThanOrEqual(2 + 5 * seconds + 1);
    expect(sight.vault?.active).toBeDefined();
  });

  it('tells a rotation that is missed', async () => {
    await look();
    world.inject('rememberry', 'rotation-fails');
    world.pass(61);
    const { statics } = await look();
    expect(statics).toMatchObject([
      {
        role: 'backup',
        verdict: {
          state: 'degraded',
          reasons: [{ text: expect.stringMatching(/^Its password should have been changed/) }],
        },
      },
    ]);
  });

  it('tells leases that are irrevocable, and of which role, without the words of the database', async () => {
    await look();
    world.inject('rememberry', 'irrevocable');
    world.pass(61);
    const sight = await look();
    expect(sight.vault).toMatchObject({ irrevocable: 1, verdict: { state: 'degraded' } });
    expect(sight.irrevocable).toMatchObject([role]);
    expect(sight.roles[0]?.verdict.state).toBe('degraded');
    expect(JSON.stringify(sight)).not.toMatch(/10\.0\.12\.31|dial error|user=/);
  });

  it('signs in again when its token was taken away, once', async () => {
    const before = await look();
    const logins = world.asked('rememberry', /approle\/login/);
    await revokeTokens();
    world.pass(61);
    const sight = await look([''], before);
    expect(sight.report.freshness).toBe('live');
    expect(sight.roles).toHaveLength(1);
    expect(world.asked('rememberry', /approle\/login/) - logins).toBe(1);
  });

  it('names the line of policy that is missing, and does not sign in for it', async () => {
    const { data } = JSON.parse(
      (await world.root('rememberry', 'GET', 'sys/policies/acl/greenroom-viewer')).text,
    ) as { data: { policy: string } };
    const without = data.policy
      .split('\n')
      .filter(line => !/"sys\/(metrics|leases\/lookup\/database)/.test(line))
      .join('\n');
    await world.root('rememberry', 'PUT', 'sys/policies/acl/greenroom-viewer', { body: { policy: without } });
    const logins = world.asked('rememberry', /approle\/login/);
    let sight = await look(['', page]);
    for (let index = 0; index < 5; index += 1) {
      world.pass(20);
      sight = await look(['', page], sight);
    }
    await world.root('rememberry', 'PUT', 'sys/policies/acl/greenroom-viewer', {
      body: { policy: data.policy },
    });
    expect(sight.report.missingPermissions).toEqual([
      { text: 'see how many leases there are', rule: 'path "sys/metrics" { capabilities = ["read"] }' },
      {
        text: 'list the leases of database',
        rule: 'path "sys/leases/lookup/database/*" { capabilities = ["list", "sudo"] }',
      },
    ]);
    expect(sight.vault?.unseen).toEqual([
      'How many leases there are is not seen: rememberry does not allow the portal to see how many leases there are',
    ]);
    expect(sight.vault).not.toHaveProperty('leases');
    expect(sight.pages[page]).toMatchObject({
      leases: [],
      trouble: expect.stringContaining('does not allow'),
    });
    expect(world.asked('rememberry', /approle\/login/) - logins).toBe(1);
  });

  describe('by its operator', () => {
    const first = async (): Promise<LeaseRef> => {
      const { pages } = await look([page]);
      const lease = pages[page]?.leases.find(({ verdict }) => verdict.state === 'healthy');
      return { ...role, fingerprint: lease?.fingerprint ?? '' };
    };
    const operator = () => vault.operator ?? never();

    it('renews a lease, and sees it', async () => {
      const lease = await first();
      await operator().renew(lease, 7_200, signal);
      const seen = await operator().look(lease, signal);
      expect(Date.parse(seen?.endsAt ?? '') - world.clock.now()).toBeGreaterThan(3_700_000);
      expect(seen).toMatchObject({ ...role, fingerprint: lease.fingerprint, renewable: true });
    });

    it('revokes a lease, proven by looking it up, also where this process has not listed it', async () => {
      const lease = await first();
      const other = world.configured('rememberry').operator ?? never();
      await other.revoke(lease, signal);
      expect(await other.look(lease, signal)).toBeUndefined();
      expect(await operator().look(lease, signal)).toBeUndefined();
    });

    it('knows no lease of another fingerprint', async () => {
      const lease = { ...role, fingerprint: 'aaaaaaaaaaaa' };
      expect(await operator().look(lease, signal)).toBeUndefined();
      await expect(operator().revoke(lease, signal)).rejects.toMatchObject({ name: 'NotFoundError' });
    });

    it('is told in our words when the database is away', async () => {
      const { pages } = await look([page]);
      const own = pages[page]?.leases ?? [];
      world.inject('rememberry', 'revocation-fails');
      const refused = await Promise.all(
        own.map(({ fingerprint }) =>
          operator()
            .revoke({ ...role, fingerprint }, signal)
            .catch((error: unknown) => error),
        ),
      );
      const errors = refused.filter(error => error !== undefined);
      expect(errors.every(error => error instanceof Error && error.name === 'ConflictError')).toBe(true);
      expect(String(errors)).not.toMatch(/10\.0\.12\.31|dial error/);
    });

    it('can do nothing while nobody leads', async () => {
      const lease = await first();
      world.inject('rememberry', 'no-leader');
      world.pass(6);
      await expect(operator().renew(lease, undefined, signal)).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: 'rememberry has no node that leads',
      });
    });

    it('may not what its policy does not say', async () => {
      const viewer = world.identity('rememberry', 'viewer');
      const weak = world.configured('rememberry', { operator: viewer }).operator ?? never();
      await expect(weak.renew(await first(), undefined, signal)).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: 'rememberry does not allow the portal to renew leases',
      });
    });
  });

  async function revokeTokens(): Promise<void> {
    const path = 'auth/approle/login';
    const { text } = await world.root('rememberry', 'GET', 'auth/token/accessors?list=true');
    const { data } = JSON.parse(text) as { data: { keys: string[] } };
    for (const accessor of data.keys) {
      const about = await world.root('rememberry', 'PUT', 'auth/token/lookup-accessor', {
        body: { accessor },
      });
      if (about.text.includes(path)) {
        await world.root('rememberry', 'PUT', 'auth/token/revoke-accessor', { body: { accessor } });
      }
    }
  }
});

function never(): never {
  throw new TypeError('there is none');
}
