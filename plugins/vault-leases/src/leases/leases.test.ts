import { makeLease } from '../__testUtils__/vaults';
import { linkedPages, pageOf } from './pages';
import { spanOf } from './span';
import { ceilingWords, endWords } from './words';

const now = new Date('2026-11-22T11:00:00Z');

it.each([
  ['from the issue to the ceiling', {}, 0.5, 0.463],
  ['from the issue to the end without a ceiling', { ceilingAt: undefined }, 1, 1],
  ['of one that lasts to its ceiling', { endsAt: '2026-11-22T16:00:00Z' }, 0.5, 1],
  ['of one that ended before it began', { issuedAt: '2026-11-22T17:00:00Z' }, 1, 1],
])('draws a bar %s', (_, changes, at, end) => {
  const span = spanOf(makeLease(changes), now.getTime());
  expect(span.now).toBeCloseTo(at, 2);
  expect(span.end).toBeCloseTo(end, 2);
});

it.each([
  ['ends in 1 h 00 min', 'ceiling in 5 h 00 min', { endsAt: '2026-11-22T12:00:00Z' }],
  ['ended 22 min ago', 'no ceiling is known', { ceilingAt: undefined }],
  ['has ended for Vault', 'ceiling in 5 h 00 min', { irrevocable: true }],
])('says %s, %s', (end, ceiling, changes) => {
  const lease = makeLease(changes);
  expect([endWords(lease, now), ceilingWords(lease, now)]).toEqual([end, ceiling]);
});

it.each([
  [null, 0],
  ['1', 0],
  ['7', 6],
  ['0', 0],
  ['-2', 0],
  ['1e3', 0],
  ['999999', 0],
])('opens for page %p in the address page %p', (text, page) => {
  expect(pageOf(text)).toBe(page);
});

it.each([
  [0, 1, [0]],
  [0, 3, [0, 1, 2]],
  [5, 12, [0, undefined, 4, 5, 6, undefined, 11]],
  [11, 12, [0, undefined, 10, 11]],
])('links on page %p of %p to %j', (open, pages, linked) => {
  expect(linkedPages(open, pages)).toEqual(linked);
});
