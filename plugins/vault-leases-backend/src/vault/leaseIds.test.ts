import { fingerprintSchema } from '@greenroom/plugin-vault-leases-common';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { fingerprintOf, LeaseKeys, roleIn } from './leaseIds';

describe('a fingerprint', () => {
  const id = 'database/creds/orders/4XTuK6BzQwGHqMyud3TM5jVK';

  it('is twelve letters of base32 of a hash', () => {
    const bits = [...createHash('sha256').update(`shop\0\0${id}`).digest()]
      .map(byte => byte.toString(2).padStart(8, '0'))
      .join('');
    const own = Array.from({ length: 12 }, (_, index) => parseInt(bits.slice(index * 5, index * 5 + 5), 2));
    expect(fingerprintOf('shop', '', id)).toBe(
      own.map(value => 'abcdefghijklmnopqrstuvwxyz234567'[value]).join(''),
    );
    expect(fingerprintSchema.parse(fingerprintOf('shop', '', id))).toHaveLength(12);
  });

  it('is another one at another Vault and in another namespace', () => {
    const all = [
      fingerprintOf('shop', '', id),
      fingerprintOf('shop2', '', id),
      fingerprintOf('shop', '2', id),
      fingerprintOf('sho', 'p', id),
    ];
    expect(new Set(all).size).toBe(4);
  });
});

it('keeps ids in their order, whatever letters they have', () => {
  const property = fc.property(
    fc.array(fc.string({ unit: 'grapheme' })),
    fc.nat(20),
    fc.nat(20),
    (keys, from, to) => {
      const whole = keys.filter(key => Buffer.from(key).toString() === key);
      const kept = new LeaseKeys(whole);
      expect(kept.size).toBe(whole.length);
      expect(kept.slice(from, to)).toEqual(whole.slice(from, to));
    },
  );
  fc.assert(property, propertyRuns());
});

it.each([
  ['database/creds/orders/abc', { mount: 'database', role: 'orders' }],
  ['team-a/database/creds/orders/abc', { mount: 'team-a/database', role: 'orders' }],
  ['team-a/database/creds/eu/orders/abc', { mount: 'team-a/database', role: 'eu/orders' }],
  ['pki/issue/web/abc', { mount: 'pki', role: 'issue/web' }],
  ['auth/token/create/abc', { mount: 'auth/token', role: 'create' }],
  ['odd', { mount: '?', role: '?' }],
])('finds mount and role in %s', (id, expected) => {
  expect(roleIn(id, ['database', 'team-a', 'team-a/database', 'pki'])).toEqual(expected);
});
