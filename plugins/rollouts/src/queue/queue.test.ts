import {
  ada,
  ben,
  chen,
  dana,
  groupsOf,
  makeApprovedOnce,
  makeQueueItem,
  makeRequest,
} from '../__testUtils__/promotions';
import { makeSource } from '../__testUtils__/rollouts';
import { queueEntries, readQueue } from './entries';
import { forMe } from './forMe';
import { summariseQueue } from './summary';

const as = (ref: string) => ({ ref, claims: [ref, ...(groupsOf[ref] ?? [])], kind: 'user' as const });
const glass = { by: dana, reason: 'Down', at: '2026-11-21T10:50:00Z' };

describe('what waits for a person', () => {
  it.each([
    ['a vote of one who may', ben, makeQueueItem(), 'vote'],
    ['not of the one who asked', ada, makeQueueItem(), undefined],
    ['not of one outside', dana, makeQueueItem(), undefined],
    ['not again of one who has voted', chen, makeQueueItem({ request: makeApprovedOnce() }), undefined],
    [
      'Go of a voter',
      ben,
      makeQueueItem({ request: makeApprovedOnce({ state: 'approved', votesNeeded: 1 }) }),
      'go',
    ],
    [
      'a look of a voter at what is held back',
      ben,
      makeQueueItem({
        request: makeApprovedOnce({ state: 'approved', votesNeeded: 1, heldBy: 'Frozen until Monday' }),
      }),
      'held',
    ],
    [
      'nothing while it is being executed',
      ben,
      makeQueueItem({ request: makeRequest({ state: 'executing' }) }),
      undefined,
    ],
    ['somebody to ask, where nobody has', ben, makeQueueItem({ request: undefined }), 'ask'],
    [
      'a second person after the glass',
      ben,
      makeQueueItem({ request: makeRequest({ state: 'promoted', breakGlass: glass }) }),
      'acknowledge',
    ],
    [
      'not the one who broke it',
      dana,
      makeQueueItem({ request: makeRequest({ state: 'promoted', breakGlass: glass }) }),
      undefined,
    ],
  ])('%s', (_, person, item, expected) => {
    expect(forMe(item, as(person))).toBe(expected);
  });

  it('is nothing while nobody knows who it is', () => {
    expect(forMe(makeQueueItem(), undefined)).toBeUndefined();
  });
});

describe('entries', () => {
  const owners = new Map([['component:default/cart', ['group:default/shop']]]);
  const sources = [makeSource('eks-prod')];

  it('stand mine first, then of what I own, then the oldest', () => {
    const notMine = makeRequest({ requestedBy: ben });
    const items = [
      makeQueueItem({ name: 'young', request: notMine, waitingSince: '2026-11-21T10:50:00Z' }),
      makeQueueItem({ name: 'old', request: notMine, waitingSince: '2026-11-21T08:50:00Z' }),
      makeQueueItem({ name: 'cart', request: notMine }),
      makeQueueItem({ name: 'checkout' }),
    ];
    const context = { person: as(ben), owners, sources };
    expect(queueEntries(items, context).map(({ item }) => item.rollout.name)).toEqual([
      'checkout',
      'cart',
      'old',
      'young',
    ]);
    expect(queueEntries([...items].reverse(), context)).toEqual(queueEntries(items, context));
  });

  it('claim nothing for a person of a cluster that is not live', () => {
    const down = [makeSource('eks-prod', { freshness: 'unreachable' })];
    const [entry] = queueEntries([makeQueueItem()], { person: as(ben), owners, sources: down });
    expect(entry).toMatchObject({ forMe: undefined, stale: 'eks-prod is not reachable' });
  });

  it('are read once for as long as their rows live, and counted where they cannot be', () => {
    const row: unknown = makeQueueItem();
    const rows = new Map<string, unknown>([
      ['a', row],
      ['b', 'nonsense'],
      ['c', { rollout: {} }],
    ]);
    const first = readQueue(rows);
    expect(first.unreadable).toBe(2);
    expect(readQueue(rows).items[0]).toBe(first.items[0]);
  });
});

it.each([
  [0, 0, '', 'Nothing waits for a person.'],
  [0, 0, 'a refuses us', 'Nothing is to be seen that waits; a refuses us.'],
  [1, 0, '', '1 rollout waits for somebody, none of them for you.'],
  [1, 1, '', '1 rollout waits for somebody, for you.'],
  [3, 3, '', '3 rollouts wait for somebody, all of them for you.'],
  [1200, 2, 'a refuses us', '1,200 rollouts wait for somebody, 2 of them for you; a refuses us.'],
])('%d waiting, %d mine, missing "%s": %s', (all, mine, missing, sentence) => {
  const entries = Array.from({ length: all }, (_, n) => ({
    key: String(n),
    item: makeQueueItem(),
    forMe: n < mine ? ('vote' as const) : undefined,
    owned: false,
    stale: undefined,
  }));
  expect(summariseQueue(entries, missing)).toBe(sentence);
});
