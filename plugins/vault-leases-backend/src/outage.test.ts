import { leasePageKey } from '@greenroom/plugin-vault-leases-common';
import { VaultSandbox } from './__testUtils__/VaultSandbox';
import type { ConfiguredVault } from './VaultSource';
import { type Sight, sightSchema } from './watching/Sight';

jest.setTimeout(90_000);

const { signal } = new AbortController();
const role = { vault: 'rememberry', mount: 'database', role: 'deck-api' };
const page = leasePageKey({ role, page: 0 });
const budget = { requestsPerSecond: 10, concurrency: 2 };

/** No node of it accepts a connection, for an hour of the portal's clock; then all do. */
describe('a Vault that is down for an hour', () => {
  let world: VaultSandbox;
  let vault: ConfiguredVault;
  let before: Sight;
  let after: Sight;

  const look = (sight: Sight) => vault.source.look({ things: ['', page], before: sight, signal });
  const states = ({ vault: seen, roles, statics, pages }: Sight) =>
    new Set([seen, ...roles, ...statics, ...(pages[page]?.leases ?? [])].map(told => told?.verdict.state));

  beforeAll(async () => {
    world = await VaultSandbox.start();
    vault = world.configured('rememberry', { budget });
    before = await world.until(vault, ['', page], ({ pages }) => pages[page]?.leases.length === 50);
    world.inject('rememberry', 'refuse');
    const end = world.clock.now() + 3_600_000;
    after = before;
    while (world.clock.now() < end) {
      world.pass(vault.source.everySeconds);
      after = await look(after);
    }
  });
  afterAll(() => world.stop());

  it('is shown as it was known last, with its age, and all of it is unknown', () => {
    expect(sightSchema.parse(after)).toEqual(after);
    expect(after.report).toMatchObject({
      freshness: 'unreachable',
      reason: 'rememberry does not answer on any of its nodes.',
      observedAt: before.report.observedAt,
    });
    expect(world.clock.now() - Date.parse(after.report.observedAt ?? '')).toBeGreaterThan(3_590_000);
    expect(states(before)).toEqual(new Set(['healthy']));
    expect(states(after)).toEqual(new Set(['unknown']));
    const ofLeases = ({ pages }: Sight) => pages[page]?.leases.map(({ fingerprint }) => fingerprint);
    expect(ofLeases(after)).toEqual(ofLeases(before));
    expect(after.vault).toMatchObject({ leases: before.vault?.leases, totalsAt: before.vault?.totalsAt });
    expect(after.roles.map(({ role: name }) => name)).toEqual(before.roles.map(({ role: name }) => name));
  });

  it('is met with no burst when it is back, and known again', async () => {
    const asked = () => world.asked('rememberry', /./);
    const atReturn = asked();
    world.inject('rememberry', 'none');
    const began = performance.now();
    const samples = [{ seconds: 0, sum: 0 }];
    const sample = () =>
      samples.push({ seconds: (performance.now() - began) / 1_000, sum: asked() - atReturn });
    const sampling = setInterval(sample, 1_000);
    const down = world.clock.now() - 60_000;
    const isKnown = ({ pages }: Sight) =>
      pages[page]?.leases.filter(({ lookedAt }) => Date.parse(lookedAt) > down).length === 50;
    while (!isKnown(after)) {
      after = await look(after);
    }
    clearInterval(sampling);
    sample();
    // What was not used while nothing could be asked is not saved: each second has its budget, and what was under way.
    const { concurrency, requestsPerSecond } = budget;
    const bursts = samples.slice(1).map(({ seconds, sum }, index) => {
      const { seconds: since = 0, sum: done = 0 } = samples[index] ?? {};
      return sum - done - (concurrency + requestsPerSecond * (seconds - since) + 1);
    });
    expect(bursts.filter(over => over > 0)).toEqual([]);
    const { seconds, sum } = samples.at(-1) ?? { seconds: 0, sum: 0 };
    expect(sum).toBeLessThanOrEqual(concurrency + requestsPerSecond * seconds + 1);
    expect(sum).toBeGreaterThan(50);
    expect(after.report.freshness).toBe('live');
    expect(after).toMatchObject({ vault: { active: expect.any(String) }, pages: { [page]: { pages: 3 } } });
  });
});
