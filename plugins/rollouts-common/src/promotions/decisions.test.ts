import { makePerson, makePolicy, makeRequest, makeVote } from '../__testUtils__/promotions';
import { mayExecute, mayRequest, mayVote, mayWithdraw, votesNeeded } from './decisions';

const storefront = 'group:default/storefront';
const ada = makePerson('user:default/ada', [storefront]);
const ben = makePerson('user:default/ben', [storefront]);
const chen = makePerson('user:default/chen', ['group:default/approvers']);
const dana = makePerson('user:default/dana', ['group:default/platform']);
const eli = makePerson('user:default/eli');
const guest = makePerson('user:default/guest', [], { kind: 'guest' });
const robot = makePerson('plugin:scaffolder', [storefront], { kind: 'service' });
const chenByAgent = { ...chen, onBehalfOf: 'plugin:mcp-actions' };
const approved = makeRequest({ state: 'approved', votes: [makeVote(chen.ref)] });
const unknownAuthors = { known: false as const, why: 'no label' };

describe('votesNeeded', () => {
  it('is one more where nobody knows the authors', () => {
    const known = { known: true as const, people: [], from: 'label' };
    expect(votesNeeded(makePolicy({ votes: 2 }), known)).toBe(2);
    expect(votesNeeded(makePolicy({ votes: 2 }), unknownAuthors)).toBe(3);
    expect(votesNeeded(makePolicy({ votes: 2, fourEyes: false }), unknownAuthors)).toBe(2);
  });
});

describe('mayRequest', () => {
  it.each([
    ['a requester', ada, undefined],
    ['a requester for whom an agent acts', { ...ada, onBehalfOf: 'plugin:scaffolder' }, undefined],
    [
      'somebody else',
      chen,
      'Only the group storefront may ask for a promotion here; you are not among them.',
    ],
    ['a guest', guest, 'A guest may not ask for a promotion: sign in as a person whom the catalog knows.'],
    ['a program', robot, "Only a person may ask for a promotion, and this is a program's token."],
  ])('%s', (_, person, why) => {
    expect(mayRequest(person, makePolicy())).toEqual(
      why === undefined ? { allowed: true } : { allowed: false, why },
    );
  });

  it('is nobody where no policy covers the rollout', () => {
    expect(mayRequest(ada, undefined).why).toBe(
      'No policy of the portal covers this rollout, so nobody can promote it here.',
    );
  });

  it('is nobody who has approved it already', () => {
    const open = makeRequest({
      requestedBy: undefined,
      createdBy: 'portal',
      votes: [makeVote('user:default/ADA')],
    });
    expect(mayRequest(ada, makePolicy(), open).why).toBe(
      'You have voted on this request: under four eyes you can not be the one who asked for it too.',
    );
    expect(mayRequest(ben, makePolicy(), open).allowed).toBe(true);
    expect(mayRequest(ada, makePolicy(), { ...open, policy: makePolicy({ fourEyes: false }) }).allowed).toBe(
      true,
    );
  });
});

describe('mayVote', () => {
  it.each([
    ['a voter', chen, undefined],
    [
      'nobody else',
      eli,
      'Only the group storefront or the group approvers may vote on this; you are not among them.',
    ],
    ['not a guest', guest, 'A guest may not vote: sign in as a person whom the catalog knows.'],
    ['not a program', robot, "Only a person may vote, and this is a program's token."],
    [
      'not an agent',
      chenByAgent,
      'You have to vote yourself, in the portal: here plugin:mcp-actions acts on your behalf.',
    ],
    [
      'not the requester',
      ada,
      'You asked for this promotion: under four eyes somebody else has to approve it.',
    ],
    [
      'not an author',
      ben,
      'You are an author of what would go live: under four eyes somebody else has to approve it.',
    ],
    [
      'not an author of another name',
      { ...chen, aliases: ['user:partners/c', 'user:default/ben'] },
      'You are an author of what would go live, as user:default/ben: under four eyes somebody else has to approve it.',
    ],
    [
      'not the requester of another name',
      { ...chen, aliases: ['user:default/ada'] },
      'You asked for this promotion, as user:default/ada: under four eyes somebody else has to approve it.',
    ],
  ])('%s', (_, person, why) => {
    expect(mayVote(person, makeRequest())).toEqual(
      why === undefined ? { allowed: true } : { allowed: false, why },
    );
  });

  it('keeps those authors from it who are known among others who are not', () => {
    const request = makeRequest({ authors: { ...unknownAuthors, people: [ben.ref] } });
    expect(mayVote(ben, request).why).toMatch('You are an author');
    expect(mayVote(chen, request).allowed).toBe(true);
  });

  it('lets everybody vote for their own work where two eyes are enough', () => {
    const request = makeRequest({ policy: makePolicy({ fourEyes: false }) });
    expect([ada, ben].map(person => mayVote(person, request).allowed)).toEqual([true, true]);
  });

  it('counts nobody twice, but lets them change their mind', () => {
    const request = makeRequest({ votes: [makeVote(chen.ref)], votesNeeded: 2 });
    expect(mayVote(chen, request).why).toBe('You have approved it already.');
    expect(mayVote({ ...dana, claims: chen.claims, aliases: [chen.ref] }, request).why).toBe(
      'You have approved it already, as user:default/chen.',
    );
    expect(mayVote(chen, request, 'reject').allowed).toBe(true);
  });

  it('lets an author and the requester say no to it', () => {
    expect([ada, ben].map(person => mayVote(person, makeRequest(), 'reject').allowed)).toEqual([true, true]);
    expect(mayVote(eli, makeRequest(), 'reject').allowed).toBe(false);
  });

  it.each([
    ['approved', 'approve', 'This request has the approvals it needs: you can not vote on it now.'],
    ['approved', 'reject', undefined],
    ['executing', 'reject', 'This request is being executed: you can not vote on it now.'],
    [
      'unknown',
      'approve',
      'This request was sent, and nobody can tell yet what became of it: you can not vote on it now.',
    ],
    ['promoted', 'approve', 'This request went live: there is nothing left to vote on.'],
    ['rejected', 'approve', 'This request was rejected: there is nothing left to vote on.'],
    ['superseded', 'reject', 'This request was superseded: there is nothing left to vote on.'],
    ['expired', 'approve', 'This request has expired: there is nothing left to vote on.'],
    ['withdrawn', 'approve', 'This request was withdrawn: there is nothing left to vote on.'],
    ['failed', 'approve', 'This request failed: there is nothing left to vote on.'],
  ] as const)('when it is %s: %s', (state, vote, why) => {
    const votes = [makeVote('user:default/eli'), makeVote('user:default/fay')];
    expect(mayVote(chen, makeRequest({ state, votes, votesNeeded: 2 }), vote).why).toBe(why);
  });

  it('takes more approvals when it is approved and lacks some since its policy was tightened', () => {
    const short = (by: string) => makeRequest({ state: 'approved', votes: [makeVote(by)], votesNeeded: 2 });
    expect(mayVote(chen, short('user:default/eli')).allowed).toBe(true);
    expect(mayVote(chen, short(chen.ref)).why).toBe('You have approved it already.');
  });

  it('says which lists a voter has to be in', () => {
    const within = { voters: [['group:default/security']] };
    const request = makeRequest({ policy: makePolicy({ voters: ['group:default/approvers'], within }) });
    expect(mayVote(chen, request).why).toBe(
      'Only the group approvers who also belong to the group security may vote on this; you are not among them.',
    );
    const both = { ...chen, claims: [...chen.claims, 'group:default/security'] };
    expect(mayVote(both, request).allowed).toBe(true);
  });
});

describe('mayExecute', () => {
  it.each([
    ['a voter', chen, approved, undefined],
    ['also the author: others have approved it', ben, approved, undefined],
    [
      'nobody else',
      eli,
      approved,
      'Only the group storefront or the group approvers may press Go on this; you are not among them.',
    ],
    [
      'not an agent',
      chenByAgent,
      approved,
      'You have to press Go yourself, in the portal: here plugin:mcp-actions acts on your behalf.',
    ],
    [
      'not before its votes',
      chen,
      makeRequest(),
      'This request still waits for votes: you can not execute it now.',
    ],
    [
      'not on votes that do not count',
      chen,
      { ...approved, votes: [makeVote(ada.ref)] },
      'It has 0 of 1 approvals that count.',
    ],
  ])('%s', (_, person, request, why) => {
    expect(mayExecute(person, request).why).toBe(why);
  });
});

describe('mayWithdraw', () => {
  const byPortal = makeRequest({
    requestedBy: undefined,
    createdBy: 'portal',
    authors: unknownAuthors,
    votes: [makeVote(ben.ref), makeVote(chen.ref)],
  });

  it.each([
    ['who asked for it', ada, makeRequest(), undefined],
    [
      'nobody else',
      ben,
      makeRequest(),
      'Only ada, who asked for it, may withdraw it; a voter can reject it.',
    ],
    [
      'nobody what the portal made',
      ada,
      byPortal,
      'The portal made this request: a voter can reject it, nobody has to withdraw it.',
    ],
    ['but the first voter of an unknown author', ben, byPortal, undefined],
    [
      'not the second',
      chen,
      byPortal,
      'The portal made this request: a voter can reject it, nobody has to withdraw it.',
    ],
    [
      'not what is being executed',
      ada,
      makeRequest({ state: 'executing' }),
      'This request is being executed: you can not withdraw it now.',
    ],
    [
      'no guest',
      { ...guest, ref: ada.ref },
      makeRequest(),
      'A guest may not withdraw a request: sign in as a person whom the catalog knows.',
    ],
  ])('%s', (_, person, request, why) => {
    expect(mayWithdraw(person, request).why).toBe(why);
  });
});
