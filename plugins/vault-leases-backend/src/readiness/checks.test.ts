import type { Source } from '@greenroom/plugin-portal-common';
import { makeLease, makeRole, makeStatic, makeVault } from '../__testUtils__/FakeVault';
import { checksOfRole, leaderCheck, type SeenRole } from './checks';

const now = Date.parse('2026-11-22T10:00:00Z');
const ref = { vault: 'shop', mount: 'database', role: 'checkout' };
const live: Source = {
  id: 'vault:shop',
  kind: 'vault',
  freshness: 'live',
  observedAt: '2026-11-22T09:59:58Z',
};
const silent: Source = {
  id: 'vault:shop',
  kind: 'vault',
  freshness: 'unreachable',
  reason: 'no node answers',
};
const lease = (changes: Parameters<typeof makeLease>[1]) => makeLease(ref, changes);

const told = (changes: Partial<SeenRole>) => {
  const known = { role: makeRole(ref), irrevocable: [] };
  const seen = { ref, known, leases: [lease({})], coverage: { looked: 1, of: 1 }, source: live, ...changes };
  return checksOfRole(seen, 15, now).map(({ id, outcome, reason }) => [id.split('/').pop(), outcome, reason]);
};

describe('what leases say about a promotion', () => {
  it('is nothing against it while none ends soon', () => {
    expect(told({})).toEqual([
      ['leases', 'pass', 'database/checkout: 1 lease: none of them ends soon'],
      ['ceilings', 'pass', 'database/checkout: 1 lease: none of them reaches its ceiling soon'],
    ]);
    expect(told({ leases: [], coverage: { looked: 0, of: 0 } })[0]?.[2]).toBe(
      'database/checkout: has no leases',
    );
  });

  it('is that one ends soon, which somebody should have renewed by now', () => {
    const leases = [lease({ endsAt: '2026-11-22T10:14:00Z' }), lease({ endsAt: '2026-11-22T10:05:00Z' })];
    expect(told({ leases })[0]).toEqual([
      'leases',
      'warn',
      'database/checkout: 2 leases end soon, the first in 5 min',
    ]);
    const short = { role: makeRole(ref, { defaultTtlSeconds: 1_200 }), irrevocable: [] };
    // An agent renews a lease of 20 minutes when about seven are left.
    expect(told({ known: short, leases: [lease({ endsAt: '2026-11-22T10:06:00Z' })] })[0]?.[1]).toBe('pass');
    expect(told({ known: short, leases: [lease({ endsAt: '2026-11-22T10:04:00Z' })] })[0]?.[1]).toBe('warn');
  });

  it('is that one reaches its ceiling soon, or has ended', () => {
    expect(told({ leases: [lease({ ceilingAt: '2026-11-22T10:14:00Z' })] })[1]).toEqual([
      'ceilings',
      'warn',
      'database/checkout: 1 lease reaches its ceiling soon, which nobody renews past: in 14 min',
    ]);
    expect(told({ leases: [lease({ endsAt: '2026-11-22T09:00:00Z' })] })[0]?.[2]).toBe(
      'database/checkout: 1 lease ends soon: now',
    );
  });

  it('is unknown of leases that were not looked up, and where the Vault does not answer', () => {
    expect(told({ coverage: { looked: 50, of: 10_000 } })[0]).toEqual([
      'leases',
      'unknown',
      'database/checkout: 50 of 10,000 leases were looked up: none of them ends soon',
    ]);
    expect(told({ source: silent }).map(([, outcome]) => outcome)).toEqual(['unknown', 'unknown']);
    expect(told({ source: silent })[0]?.[2]).toBe(
      'database/checkout: vault:shop is not reachable: no node answers',
    );
  });

  it('of a static role is its rotation, and of one that there is not that it is named', () => {
    const overdue = { state: 'degraded' as const, reasons: [{ text: 'Its rotation is 3 h overdue.' }] };
    const fixed = makeStatic(ref);
    expect(told({ known: { static: fixed, irrevocable: [] } })).toMatchObject([
      ['rotation', 'pass', expect.any(String)],
    ]);
    expect(told({ known: { static: { ...fixed, verdict: overdue }, irrevocable: [] } })).toEqual([
      ['rotation', 'warn', 'database/checkout: Its rotation is 3 h overdue.'],
    ]);
    expect(told({ known: undefined })).toMatchObject([['known', 'warn', expect.any(String)]]);
  });

  it('of a Vault is whether anybody leads', () => {
    const vault = makeVault('shop', { sources: [live] });
    expect(leaderCheck(vault)).toMatchObject({
      id: 'shop/leader',
      outcome: 'pass',
      reason: 'shop: vault-0 leads',
    });
    expect(leaderCheck({ ...vault, active: undefined })).toMatchObject({ outcome: 'block' });
    expect(leaderCheck({ ...vault, active: undefined, sources: [silent] })).toMatchObject({
      outcome: 'unknown',
    });
  });
});
