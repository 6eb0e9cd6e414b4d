import { leasePageKey } from '@greenroom/plugin-vault-leases-common';
import { actedThing, parseActedThing } from './acted';
import { openRoles } from './pages';

const role = { vault: 'shop', mount: 'team/database', role: 'ключ' };
const lease = { role, fingerprint: 'abcdefghijkl' };

it('tells a lease that was acted on, and is no page of a role', () => {
  const thing = actedThing(lease, 'b1946ac9-2492-4d23-8a11-000000000000');
  expect(parseActedThing(thing)).toEqual(lease);
  expect(openRoles('shop', [thing])).toEqual(new Map());
});

it.each([
  '',
  leasePageKey({ role, page: 0 }),
  'shop/database/checkout/abcdefghijkl',
  'shop/database/checkout/not-a-lease/acted/1',
  'shop/a%ZZ/checkout/abcdefghijkl/acted/1',
])('%s is no act', thing => {
  expect(parseActedThing(thing)).toBeUndefined();
});
