import { makeLease } from '../__testUtils__/FakeVault';
import type { KeptAct } from './Act';
import { incrementFor } from './increment';
import { outcomeOf } from './outcome';
import { readLeaseReason } from './reason';

const ref = { vault: 'shop', mount: 'database', role: 'checkout' };
const lease = makeLease(ref);

const acted = (act: 'renew' | 'revoke'): KeptAct => ({
  record: {
    id: 'act-1',
    act,
    ...ref,
    fingerprint: lease.fingerprint,
    by: 'user:default/ada',
    at: '2026-11-22T10:00:00Z',
    state: 'sending',
    text: '',
  },
  reason: 'it leaked',
  before: { endsAt: lease.endsAt },
});

describe('outcomeOf', () => {
  it.each([
    ['revoke', 'gone', undefined, 0, 'done: A look-up no longer knows it'],
    ['revoke', 'still there', lease, 59_000, undefined],
    ['revoke', 'still there for long', lease, 61_000, 'failed: It is still there: it was not revoked'],
    ['revoke', 'given up', { ...lease, irrevocable: true }, 0, 'failed: Vault has given up revoking it'],
    ['renew', 'later', { ...lease, endsAt: '2026-11-22T11:00:00Z' }, 0, 'done: It ends at 11:00 UTC'],
    ['renew', 'as it was', lease, 0, undefined],
    ['renew', 'as it was for long', lease, 61_000, 'failed: It was not renewed: it still ends at 10:30 UTC'],
    ['renew', 'gone', undefined, 0, 'failed: It is gone, so nothing is left to renew'],
  ] as const)('%s: %s', (act, _seen, seen, age, expected) => {
    const outcome = outcomeOf(acted(act), seen, age);
    expect(outcome && `${outcome.state}: ${outcome.text}`).toBe(expected);
  });
});

describe('incrementFor', () => {
  const now = Date.parse('2026-11-22T10:00:00Z');
  const role = { defaultTtlSeconds: 3_600 };

  it.each([
    ['what the role gives', undefined, {}, undefined],
    ['what is asked for', 7_200, {}, 7_200],
    ['up to the ceiling', 90_000, { ceilingAt: '2026-11-22T12:00:00.700Z' }, 7_200],
    ['without a ceiling', 90_000, { ceilingAt: undefined }, 90_000],
  ])('is %s', (_name, wanted, changes, expected) => {
    expect(incrementFor(wanted, { ...lease, ...changes }, role, now)).toBe(expected);
  });

  it.each([1, 60, 1_800])('is never less than there is: %d s', wanted => {
    expect(() => incrementFor(wanted, lease, role, now)).toThrow('would end it sooner');
  });
});

describe('a reason', () => {
  it.each([
    '  ',
    'a\u0000b',
    'database/creds/checkout/7mJQ4sAsXk1cBvtE9wL2dYhZ',
    'it is hvs.CAESIJ4sAsXk1cBvtE9wL2dYhZ0123456789',
  ])('can not be %j', reason => {
    expect(() => readLeaseReason(reason)).toThrow(/reason/);
  });

  it('is kept as it was written', () => {
    expect(readLeaseReason(' leaked in CI, see shop/checkout/pulls/12 ')).toBe(
      'leaked in CI, see shop/checkout/pulls/12',
    );
  });
});
