import { mayLetGo } from './heldNarrowing';
import type { Person } from './person';

const dana: Person = {
  ref: 'user:default/dana',
  claims: ['user:default/dana', 'group:default/platform'],
  kind: 'user',
};
const admins = ['group:default/platform'];

it.each<[string, Person, readonly string[], RegExp | string]>([
  ['a policy admin', dana, admins, ''],
  ['a policy admin, in whatever letter case', dana, ['group:DEFAULT/Platform'], ''],
  ['somebody else', { ...dana, claims: ['user:default/dana'] }, admins, /you are not among them/],
  ['anybody where nobody is', dana, [], /no policy admin is configured/],
  ['a guest', { ...dana, kind: 'guest' }, admins, /sign in/],
  ['a program', { ...dana, kind: 'service' }, admins, /sign in/],
  ['a program for an admin', { ...dana, onBehalfOf: 'plugin:scaffolder' }, admins, /yourself, in the portal/],
])('lets a removed narrowing go or says why not: %s', (_, person, refs, why) => {
  const { allowed, why: said = '' } = mayLetGo(person, refs);
  expect(said).toMatch(why);
  expect(allowed).toBe(why === '');
  expect(said === '').toBe(allowed);
});
