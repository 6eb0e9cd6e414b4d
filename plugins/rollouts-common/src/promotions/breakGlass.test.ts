import { makePerson, makePolicy, makeRequest, makeVote } from '../__testUtils__/promotions';
import { mayAcknowledge, mayBreakGlass } from './decisions';

const ada = makePerson('user:default/ada', ['group:default/storefront']);
const ben = makePerson('user:default/ben', ['group:default/storefront']);
const chen = makePerson('user:default/chen', ['group:default/approvers']);
const dana = makePerson('user:default/dana', ['group:default/platform']);
const eli = makePerson('user:default/eli');
const approved = makeRequest({ state: 'approved', votes: [makeVote(chen.ref)] });
const unknownAuthors = { known: false as const, why: 'no label' };

describe('mayBreakGlass', () => {
  it.each([
    ['somebody of the group', dana, makeRequest(), undefined],
    ['also in a freeze, of what is approved', dana, approved, undefined],
    [
      'nobody else',
      chen,
      approved,
      'Only the group platform may break the glass here; you are not among them.',
    ],
    [
      'not an agent',
      { ...dana, onBehalfOf: 'plugin:x' },
      approved,
      'You have to break the glass yourself, in the portal: here plugin:x acts on your behalf.',
    ],
    [
      'never an author, four eyes or not',
      dana,
      makeRequest({
        policy: makePolicy({ fourEyes: false }),
        authors: { known: true, people: ['user:default/Dana'], from: 'label' },
      }),
      'You are an author of what would go live: an author never breaks the glass for their own work.',
    ],
    [
      'not of what was rejected',
      dana,
      makeRequest({ state: 'rejected' }),
      'This request was rejected: there is nothing left to break the glass for.',
    ],
    [
      'nobody where the policy names nobody',
      dana,
      makeRequest({ policy: makePolicy({ breakGlass: [] }) }),
      'The policy lets nobody break the glass here.',
    ],
  ])('%s', (_, person, request, why) => {
    expect(mayBreakGlass(person, request).why).toBe(why);
  });
});

describe('mayAcknowledge', () => {
  const broken = { by: dana.ref, reason: 'site down', at: '2026-11-21T10:06:00.000Z' };
  const request = makeRequest({ state: 'promoted', breakGlass: broken });
  const finn = makePerson('user:default/finn', ['group:default/platform']);

  it.each([
    ['a voter', chen, request, undefined],
    ['a second person of the group', finn, request, undefined],
    ['not who did it', dana, request, 'You broke the glass: a second person has to acknowledge it.'],
    [
      'not under another name',
      { ...finn, aliases: [dana.ref] },
      request,
      'You broke the glass: a second person has to acknowledge it.',
    ],
    [
      'not an agent',
      { ...finn, onBehalfOf: 'plugin:x' },
      request,
      'You have to acknowledge this yourself, in the portal: here plugin:x acts on your behalf.',
    ],
    [
      'nobody else',
      eli,
      request,
      'Only the group storefront, the group approvers or the group platform may acknowledge this.',
    ],
    [
      'not who asked for it',
      ada,
      request,
      'You asked for this promotion: under four eyes somebody else has to acknowledge it.',
    ],
    [
      'not an author',
      ben,
      request,
      'You are an author of what would go live: under four eyes somebody else has to acknowledge it.',
    ],
    [
      'not twice',
      chen,
      { ...request, breakGlass: { ...broken, acknowledgedBy: finn.ref } },
      'finn has acknowledged it already.',
    ],
    ['not what nobody broke', chen, makeRequest(), 'Nobody broke the glass for this request.'],
    [
      'not the first voter of an unknown author',
      chen,
      {
        ...request,
        requestedBy: undefined,
        authors: unknownAuthors,
        votes: [makeVote(chen.ref), makeVote(ben.ref)],
      },
      'You voted first while the authors are unknown, so you count as the one who asked: somebody else has to acknowledge it.',
    ],
  ])('%s', (_, person, of, why) => {
    expect(mayAcknowledge(person, of).why).toBe(why);
  });
});
