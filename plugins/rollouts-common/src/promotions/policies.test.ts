import fc from 'fast-check';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { makePerson, makePolicy } from '../__testUtils__/promotions';
import { isAmong } from './person';
import { joinPolicies } from './policies';
import { type Policy, policySchema } from './policy';

const freeze = {
  kind: 'weekly' as const,
  name: 'night',
  days: [5],
  from: '16:00',
  to: '08:00',
  timeZone: 'UTC',
};

describe('joinPolicies', () => {
  it('of one is that one', () => {
    expect(joinPolicies([makePolicy()])).toEqual(makePolicy());
  });

  it('takes the strictest of each rule and says so', () => {
    const a = makePolicy({
      names: ['a'],
      votes: 2,
      fourEyes: false,
      blockingChecks: ['capacity'],
      unknownBlocks: false,
    });
    const b = makePolicy({
      names: ['b'],
      lifetimeSeconds: 600,
      freezes: [freeze],
      blockingChecks: ['analysis'],
    });
    const c = makePolicy({ names: ['c'], freezes: [freeze], breakGlass: [] });
    expect(joinPolicies([a, b, c])).toEqual({
      ...makePolicy(),
      names: ['a', 'b', 'c'],
      votes: 2,
      fourEyes: true,
      lifetimeSeconds: 600,
      freezes: [freeze],
      blockingChecks: ['capacity', 'analysis', '*'],
      unknownBlocks: true,
      breakGlass: [],
      notes: ['3 policies cover this rollout (a, b, c): of each rule the strictest holds.'],
    });
  });

  it.each([
    ['the same', ['g:a', 'g:b'], ['g:b', 'g:a'], ['g:a', 'g:b'], undefined],
    ['the narrower of two', ['g:a', 'g:b'], ['g:b'], ['g:b'], undefined],
    ['whoever is named beside everybody', ['*'], ['g:b'], ['g:b'], undefined],
    ['both where neither holds the other', ['g:a', 'g:b'], ['g:b', 'g:c'], ['g:a', 'g:b'], [['g:b', 'g:c']]],
    ['nobody of nobody', ['*'], [], [], undefined],
  ])('keeps %s', (_, a, b, voters, within) => {
    const joined = joinPolicies([makePolicy({ voters: a }), makePolicy({ voters: b })]);
    expect(joined.voters).toEqual(voters);
    expect(joined.within?.voters).toEqual(within);
  });

  it('lets do exactly what every one of them lets do, for anybody', () => {
    const refs = ['user:default/p', 'group:default/a', 'group:default/b', 'group:default/c'];
    const list = fc.subarray([...refs, '*']);
    const arbitraryPolicy = fc
      .record({ requesters: list, voters: list, breakGlass: list })
      .map((lists): Policy => makePolicy(lists));
    fc.assert(
      fc.property(
        fc.array(arbitraryPolicy, { minLength: 1, maxLength: 4 }),
        fc.subarray(refs.slice(1)),
        ([first = makePolicy(), ...others], groups) => {
          const person = makePerson('user:default/p', groups);
          const joined = joinPolicies([first, ...others]);
          expect(policySchema.parse(joined)).toEqual(joined);
          for (const role of ['requesters', 'voters', 'breakGlass'] as const) {
            const byAll = [first, ...others].every(policy => isAmong(person, policy[role]));
            expect(isAmong(person, joined[role], joined.within?.[role])).toBe(byAll);
          }
        },
      ),
      propertyRuns(500),
    );
  });
});
