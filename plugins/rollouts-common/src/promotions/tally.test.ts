import { makePolicy, makeVote } from '../__testUtils__/promotions';
import { tally } from './tally';

const [ada, ben, chen] = ['user:default/ada', 'user:default/ben', 'user:default/chen'] as const;

describe('tally', () => {
  it.each([
    ['no vote', [], 1, 0, 'waiting'],
    ['the one that is needed', [makeVote(ada)], 1, 1, 'approved'],
    ['one of two', [makeVote(ada)], 2, 1, 'waiting'],
    ['two of two', [makeVote(ada), makeVote(ben)], 2, 2, 'approved'],
    ['a person twice', [makeVote(ada), makeVote('User:default/ADA')], 2, 1, 'waiting'],
    [
      'a person under two names',
      [makeVote(ada), makeVote(ben, 'approve', { aliases: [ada] })],
      2,
      1,
      'waiting',
    ],
    [
      'a person under three, joined by the last',
      [makeVote(ada), makeVote(ben), makeVote(chen, 'approve', { aliases: [ada, ben] })],
      2,
      1,
      'waiting',
    ],
    ['a reject', [makeVote(ada), makeVote(ben, 'reject')], 1, 1, 'rejected'],
    ['a change of mind', [makeVote(ada), makeVote(ada, 'reject')], 1, 1, 'rejected'],
  ] as const)('with %s', (_, votes, votesNeeded, approvals, verdict) => {
    expect(tally({ votes: [...votes], votesNeeded })).toEqual({ approvals, needed: votesNeeded, verdict });
  });

  it('counts neither requester nor author under four eyes, however their votes came there', () => {
    const votes = [
      makeVote('user:default/Ada'),
      makeVote(ben),
      makeVote(chen, 'approve', { aliases: [ada] }),
    ];
    const authors = { known: true as const, people: [ben], from: 'label' };
    const request = { votes, votesNeeded: 1, requestedBy: ada, authors };
    expect(tally({ ...request, policy: makePolicy() })).toMatchObject({ approvals: 0, verdict: 'waiting' });
    expect(tally({ ...request, policy: makePolicy({ fourEyes: false }) })).toMatchObject({ approvals: 2 });
  });
});
