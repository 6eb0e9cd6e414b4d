import fc from 'fast-check';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { POLICY_ANNOTATIONS } from '../annotations';
import { makePerson, makePolicy } from '../__testUtils__/promotions';
import { narrow, weekday } from './narrow';
import { isAmong } from './person';
import { policySchema } from './policy';

const policy = makePolicy({
  votes: 2,
  lifetimeSeconds: 3_600,
  blockingChecks: ['capacity'],
  fourEyes: false,
  unknownBlocks: false,
});

describe('narrow', () => {
  it('is nothing without annotations of ours', () => {
    expect(narrow(policy, { 'greenroom.dev/authors': 'ada@x', 'other/votes': '9' })).toBe(policy);
  });

  it.each([
    ['votes', '3', { votes: 3 }],
    ['four-eyes', 'true', { fourEyes: true }],
    ['lifetime', '30m', { lifetimeSeconds: 1_800 }],
    ['unknown-blocks', 'true', { unknownBlocks: true }],
    [
      'blocking-checks',
      'analysis, cluster-live',
      { blockingChecks: ['capacity', 'analysis', 'cluster-live'] },
    ],
    ['voters', 'group:approvers', { voters: ['group:default/approvers'] }],
    ['voters', 'User:Chen', { within: { voters: [['user:default/chen']] } }],
    ['requesters', 'group:default/Storefront', {}],
    ['requesters', 'user:ada', { within: { requesters: [['user:default/ada']] } }],
    ['break-glass', 'none', { breakGlass: [] }],
    ['votes', '2', {}],
    [
      'freeze',
      'fri,Sat 16:00-08:00 Europe/Berlin; 2026-12-24T00:00:00Z/2026-12-27T00:00:00+01:00',
      {
        freezes: [
          {
            kind: 'weekly',
            name: 'annotation fri,Sat 16:00-08:00 Europe/Berlin',
            days: [5, 6],
            from: '16:00',
            to: '08:00',
            timeZone: 'Europe/Berlin',
          },
          {
            kind: 'once',
            name: 'annotation 2026-12-24T00:00:00Z/2026-12-27T00:00:00+01:00',
            from: '2026-12-24T00:00:00Z',
            to: '2026-12-27T00:00:00+01:00',
          },
        ],
      },
    ],
  ])('greenroom.dev/%s: %s', (name, written, narrowed) => {
    expect(narrow(policy, { [`greenroom.dev/${name}`]: written })).toEqual({ ...policy, ...narrowed });
  });

  it.each([
    ['votes', '1'],
    ['lifetime', '1d'],
    ['voters', '*'],
    ['four-eyes', 'false'],
    ['unknown-blocks', 'false'],
  ])('changes nothing by greenroom.dev/%s: %s, and says so where it was meant to', (name, written) => {
    const widened = narrow(
      { ...policy, fourEyes: true, unknownBlocks: true },
      { [`greenroom.dev/${name}`]: written },
    );
    expect(widened).toMatchObject({
      votes: 2,
      lifetimeSeconds: 3_600,
      voters: policy.voters,
      fourEyes: true,
    });
    expect(widened.notes).toHaveLength(1);
    expect(widened.notes[0]).toMatch(`greenroom.dev/${name}: "${written}"`);
  });

  it.each([
    ['votes', 'two', 'a number from 1 to 99'],
    ['votes', '0', 'a number from 1 to 99'],
    ['votes', '1e3', 'a number from 1 to 99'],
    ['lifetime', '8', 'a time such as 45m, 8h or 1d'],
    ['lifetime', '1s', 'a time such as 45m, 8h or 1d'],
    ['four-eyes', 'yes', 'true'],
    ['voters', 'approvers', 'a list of entity refs such as group:default/approvers'],
    ['voters', '', 'a list of entity refs such as group:default/approvers'],
    ['break-glass', 'group:default/a b', 'a list of entity refs such as group:default/approvers'],
    [
      'freeze',
      'fri 16-8 Berlin',
      'fri,sat 16:00-08:00 Europe/Berlin, or <from>/<to> as instants with an offset,',
    ],
    [
      'freeze',
      'fri 16:00-08:00 Europe/Belrin',
      'fri,sat 16:00-08:00 Europe/Berlin, or <from>/<to> as instants with an offset,',
    ],
    [
      'freeze',
      'xyz 16:00-08:00 Europe/Berlin',
      'fri,sat 16:00-08:00 Europe/Berlin, or <from>/<to> as instants with an offset,',
    ],
    [
      'freeze',
      '2026-12-24/2026-12-27',
      'fri,sat 16:00-08:00 Europe/Berlin, or <from>/<to> as instants with an offset,',
    ],
  ])('does not guess greenroom.dev/%s: %s', (name, written, wanted) => {
    expect(narrow(policy, { [`greenroom.dev/${name}`]: written })).toEqual({
      ...policy,
      notes: [`greenroom.dev/${name}: "${written}" is not understood: ${wanted} is needed.`],
    });
  });

  it('cuts what is long out of its notes', () => {
    const [note = ''] = narrow(policy, { 'greenroom.dev/votes': 'x'.repeat(10_000) }).notes;
    expect(note.length).toBeLessThan(200);
  });

  it('never widens, whatever is written', () => {
    const written = fc.oneof(
      fc.constantFrom(
        '*',
        'none',
        'true',
        'false',
        '1',
        '3',
        '1m',
        '9d',
        'group:default/approvers',
        'user:default/p',
      ),
      fc.constantFrom(
        'group:default/storefront, user:default/p',
        'mon 00:00-00:00 UTC',
        '2026-01-01T00:00:00Z/2027-01-01T00:00:00Z',
      ),
      fc.string(),
    );
    const annotations = fc.dictionary(fc.constantFrom(...Object.values(POLICY_ANNOTATIONS)), written);
    const groups = fc.subarray([
      'group:default/storefront',
      'group:default/approvers',
      'group:default/platform',
    ]);
    fc.assert(
      fc.property(annotations, groups, (wished, groupsOfPerson) => {
        const narrowed = narrow(policy, wished);
        const person = makePerson('user:default/p', groupsOfPerson);
        expect(policySchema.safeParse(narrowed).success).toBe(true);
        for (const role of ['requesters', 'voters', 'breakGlass'] as const) {
          const may = isAmong(person, narrowed[role], narrowed.within?.[role]);
          expect(!may || isAmong(person, policy[role])).toBe(true);
        }
        expect(narrowed.votes).toBeGreaterThanOrEqual(policy.votes);
        expect(narrowed.lifetimeSeconds).toBeLessThanOrEqual(policy.lifetimeSeconds);
        expect(narrowed.blockingChecks).toEqual(expect.arrayContaining(policy.blockingChecks));
        expect([narrowed.fourEyes, narrowed.unknownBlocks]).not.toContain(undefined);
      }),
      propertyRuns(500),
    );
  });
});

describe('weekday', () => {
  it.each([
    ['mon', 1],
    ['Sun', 7],
    ['monday', undefined],
    ['', undefined],
  ])('%j: %s', (name, day) => {
    expect(weekday(name)).toBe(day);
  });
});
