import { nameOf, noNames } from '@greenroom/plugin-portal-react';
import type { Freeze, RequestState } from '@greenroom/plugin-rollouts-common';
import { ada, ben, chen, makePolicy, makeRequest } from '../__testUtils__/promotions';
import { anyOf, refsOf } from './people';
import { freezeWords, lifetimeWords, policyDetails, whoDecides } from './policyWords';
import { requestSentence } from './requestWords';

describe('names', () => {
  it.each([
    ['user:default/ada', 'ada'],
    ['group:ops/on-call', 'ops/on-call'],
    ['*', 'everybody who may see it'],
    ['portal', 'the portal'],
    ['Ada <ada@example.com>', 'Ada <ada@example.com>'],
  ])('%s is called %s', (ref, name) => {
    expect(nameOf(ref, noNames)).toBe(name);
  });

  it('are the catalog’s where it has one', () => {
    expect(anyOf([ada, ben, chen], new Map([[ada, 'Ada L.']]))).toBe('Ada L., ben or chen');
    expect(anyOf([ada], noNames)).toBe('ada');
    expect(anyOf([], noNames)).toBe('nobody');
  });

  it('are looked up for everybody that a request speaks of, once', () => {
    const vote = { by: ada, vote: 'approve' as const, reason: '', at: '' };
    const breakGlass = { by: chen, reason: '', at: '', acknowledgedBy: ben };
    expect(refsOf(makeRequest({ createdBy: 'portal', votes: [vote], breakGlass })).sort()).toEqual([
      'group:default/approvers',
      'group:default/platform',
      'group:default/shop',
      ada,
      ben,
      chen,
    ]);
    expect(refsOf({ authors: { known: true, people: [ada, 'a stranger'], from: 'the commit' } })).toEqual([
      ada,
    ]);
  });
});

describe('a policy', () => {
  it('says who decides', () => {
    expect(whoDecides(makePolicy(), 2, noNames)).toBe(
      '2 approvals from shop or approvers, not by an author or the requester.',
    );
    expect(whoDecides(makePolicy({ fourEyes: false, voters: ['*'] }), 1, noNames)).toBe(
      '1 approval from everybody who may see it.',
    );
  });

  it('says the rest of it', () => {
    expect(policyDetails(makePolicy({ notes: ['Two claimants.'] }), noNames)).toEqual([
      'Shop may request.',
      'A request lives 24 h.',
      'Held back while any readiness check blocks or cannot tell.',
      'Frozen Fri 16:00 to 08:00 (Europe/Berlin): weekend.',
      'In an emergency platform may break the glass.',
      'Two claimants.',
    ]);
    const loose = { freezes: [], blockingChecks: [], breakGlass: [] };
    expect(policyDetails(makePolicy(loose), noNames).slice(2)).toEqual([
      'No readiness check holds it back.',
      'Nobody may break the glass.',
    ]);
    expect(policyDetails(makePolicy({ blockingChecks: ['a', 'b'], unknownBlocks: false }), noNames)[2]).toBe(
      'Held back while a and b blocks.',
    );
  });

  it.each([
    [3600, '1 h'],
    [86_400, '24 h'],
    [172_800, '2 d'],
    [5400, '90 min'],
    [60, '1 min'],
  ])('of %d seconds lives %s', (seconds, words) => {
    expect(lifetimeWords(seconds)).toBe(words);
  });

  it('says a freeze that comes once', () => {
    const freeze: Freeze = {
      kind: 'once',
      name: 'audit',
      from: '2026-12-24T00:00Z',
      to: '2026-12-27T00:00Z',
    };
    expect(freezeWords(freeze)).toBe('Frozen from 2026-12-24T00:00Z to 2026-12-27T00:00Z: audit.');
  });
});

const approve = { by: chen, vote: 'approve' as const, reason: '', at: '' };
const reject = { ...approve, vote: 'reject' as const };

it.each<[RequestState, string, Parameters<typeof makeRequest>[0]]>([
  ['waiting', 'v1.8.2 has 1 of 2 approvals.', { votes: [approve] }],
  ['approved', 'v1.8.2 is approved and not live.', {}],
  ['approved', 'v1.8.2 is approved and not live: frozen by weekend.', { heldBy: 'Frozen by weekend.' }],
  ['executing', 'v1.8.2 is going live: waiting until quiet.', { progress: 'Waiting until quiet' }],
  ['promoted', 'v1.8.2 is live.', { outcome: { text: 'Seen.', observedAt: '' } }],
  ['rejected', 'chen refused v1.8.2.', { votes: [reject] }],
  [
    'superseded',
    'The request for 7d9f4c is superseded: revision 9c8b7a.',
    { previewTag: undefined, supersededBy: 'revision 9c8b7a' },
  ],
  ['expired', 'The request for v1.8.2 expired without going live.', {}],
  ['withdrawn', 'The request for v1.8.2 was withdrawn.', {}],
  ['failed', 'v1.8.2 did not go live. No rights.', { outcome: { text: 'No rights.', observedAt: '' } }],
  [
    'unknown',
    'Whether v1.8.2 went live is not known. No reaction.',
    { outcome: { text: 'No reaction.', observedAt: '' } },
  ],
])('a request that is %s says: %s', (state, sentence, overrides) => {
  expect(requestSentence(makeRequest({ state, ...overrides }), noNames)).toBe(sentence);
});
