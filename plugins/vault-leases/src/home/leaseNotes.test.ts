import type { Role } from '@greenroom/plugin-vault-leases-common';
import { down, makeRole, makeSource, NOW } from '../__testUtils__/vaults';
import { believedRoles } from '../roles/said';
import { leaseNotes } from './leaseNotes';

const checkout = 'component:default/checkout';
const links = {
  role: ({ role }: { role: string }) => `/vault/${role}`,
  service: () => '/catalog/checkout/leases',
};
const named = { roles: ['storefront/database/checkout'], isWatched: true };

function noteOf(
  roles: readonly Role[],
  said: { roles: string[]; isWatched: boolean } | 'nothing' = named,
  heard = true,
) {
  const options = {
    services: [checkout],
    named: new Map(said === 'nothing' ? [] : [[checkout, said] as const]),
    isHeard: heard,
    now: new Date(NOW),
    links,
  };
  return leaseNotes(believedRoles(roles, [makeSource()]), options).get(checkout);
}
const linesOf = (...roles: Role[]) => noteOf(roles)?.lines.map(({ text, state }) => [text, state]);

const waiting = makeRole({
  role: 'payments',
  verdict: { state: 'waiting', reasons: [{ text: 'A lease ends in 9 minutes' }] },
});

it.each<[string, Role[], unknown[]]>([
  [
    'when the first ends',
    [makeRole()],
    [
      ['healthy', 'healthy'],
      ['first ends in 38 min', undefined],
    ],
  ],
  [
    'when one of them ends where not all were looked up',
    [makeRole({ coverage: { looked: 50, of: 300 } })],
    [
      ['healthy', 'healthy'],
      ['one ends in 38 min', undefined],
    ],
  ],
  [
    'that there is none',
    [makeRole({ leases: 0, soonestEnd: undefined, coverage: { looked: 0, of: 0 } })],
    [
      ['healthy', 'healthy'],
      ['no lease now', undefined],
    ],
  ],
  [
    'what is wrong',
    [waiting],
    [
      ['waiting', 'waiting'],
      ['A lease ends in 9 minutes', undefined],
    ],
  ],
  [
    'which of several needs a look',
    [waiting, makeRole()],
    [
      ['waiting', 'waiting'],
      ['payments: A lease ends in 9 minutes', undefined],
    ],
  ],
])('says %s', (_, roles, said) => {
  expect(linesOf(...roles)).toEqual(said);
});

it('says nothing of when they end where the Vault does not answer', () => {
  const roles = believedRoles([makeRole()], [makeSource(down)]);
  const options = { services: [checkout], named: new Map(), isHeard: false, now: new Date(NOW), links };
  expect(leaseNotes(roles, options).get(checkout)?.lines).toEqual([
    { state: 'unknown', text: 'unknown' },
    { text: 'no node of storefront answers' },
  ]);
});

it('does not take a service that is not watched for one without leases', () => {
  expect(noteOf([], { ...named, isWatched: false })).toMatchObject({
    lines: [{ text: 'not watched' }],
    about: expect.stringContaining('looked at only while somebody has its page open'),
    href: '/catalog/checkout/leases',
  });
  expect(noteOf([], 'nothing')).toBe(undefined);
});

it('says that a watched role is not to be seen, once its Vault was heard', () => {
  expect(noteOf([])?.lines).toEqual([{ state: 'unknown', text: 'not known' }]);
  expect(noteOf([], named, false)).toBe(undefined);
});

it('leads to the one role, or to the service when there are several', () => {
  expect(noteOf([makeRole()])?.href).toBe('/vault/checkout');
  expect(noteOf([waiting, makeRole()])?.href).toBe('/catalog/checkout/leases');
});
