import fc from 'fast-check';
import { vaultRolesOf } from './annotations';
import { parseRoleKey, roleKey } from './roleRef';
import { leasePageKey, parseLeasePageKey, parseVaultRowKey, vaultRowKey } from './topics';

const word = fc.string({ minLength: 1, unit: 'grapheme' });
const role = fc.record({ vault: word, mount: word, role: word });

describe('keys', () => {
  it('of roles can be read again, whatever their names hold', () => {
    const property = fc.property(role, ref => {
      expect(parseRoleKey(roleKey(ref))).toEqual(ref);
    });
    fc.assert(property, { seed: 20261122, numRuns: 200 });
  });

  it('of pages and rows can be read again', () => {
    const property = fc.property(role, fc.integer({ min: 0, max: 99_999 }), (ref, page) => {
      expect(parseLeasePageKey(leasePageKey({ role: ref, page }))).toEqual({ role: ref, page });
      const id = roleKey(ref);
      expect(parseVaultRowKey(vaultRowKey('role', id))).toEqual({ section: 'role', id });
    });
    fc.assert(property, { seed: 20261122, numRuns: 200 });
  });

  it.each(['', 'a/b', 'a/b/c/d', '%/b/c', 'a//c', 'a/b%2fc/d', 'a b/c/d'])('of no role: %j', key => {
    expect(parseRoleKey(key)).toBeUndefined();
  });

  it.each(['', '0', 'a/b/c', 'a/b/c/-1', 'a/b/c/01', 'a/b/c/1e3', 'a/b/c/100000', 'a/b/c/'])(
    'of no page: %j',
    key => {
      expect(parseLeasePageKey(key)).toBeUndefined();
    },
  );
});

it('reads the roles of an entity, each once', () => {
  const shop = { vault: 'storefront', mount: 'team/database', role: 'checkout' };
  expect(vaultRolesOf(` ${roleKey(shop)}, nonsense,, ${roleKey(shop)}`)).toEqual([shop]);
  expect(vaultRolesOf(undefined)).toEqual([]);
});
