import { type Finding, linkTo, type Reading } from '../reading';
import { Onsets } from './Onsets';

const now = Date.parse('2026-11-21T12:00:00Z');
const later = now + 60_000;
const object = linkTo('Node', { name: 'one' });
const full: Finding = { rule: 'node-full', text: 'one has 110 pods, as many as it takes', object };
const reading = (...findings: Finding[]): Reading => ({ findings });

/** When it was found full, as far as that is known. */
function since(onsets: Onsets, found: Reading, at: number, isSeen = true) {
  return onsets.date('Node//one', found, at, isSeen)?.findings[0]?.since;
}

it('what is seen to become so has the time of that, and keeps it until it ends', () => {
  const onsets = new Onsets();
  expect(since(onsets, reading(full), now)).toBe('2026-11-21T12:00:00Z');
  expect(since(onsets, reading(full), later)).toBe('2026-11-21T12:00:00Z');
  expect(since(onsets, reading(full), later, false)).toBe('2026-11-21T12:00:00Z');
  expect(onsets.date('Node//one', reading(), later, true)?.findings).toEqual([]);
  expect(since(onsets, reading(full), later)).toBe('2026-11-21T12:01:00Z');
});

it('what was so when it was first read, or became so unseen, may be older', () => {
  const onsets = new Onsets();
  expect(since(onsets, reading(full), now, false)).toBeUndefined();
  expect(since(onsets, reading(full), later)).toBeUndefined();
});

it('the time that an object says is not touched, and what is gone is forgotten', () => {
  const onsets = new Onsets();
  const told = { ...full, since: '2026-11-20T00:00:00Z' };
  expect(since(onsets, reading(told), now)).toBe(told.since);
  expect(since(onsets, reading(full), now, false)).toBeUndefined();
  expect(onsets.date('Node//one', undefined, now, true)).toBeUndefined();
  expect(since(onsets, reading(full), later)).toBe('2026-11-21T12:01:00Z');
});

it('two of one rule are told apart by their cause', () => {
  const onsets = new Onsets();
  onsets.date('Node//one', reading({ ...full, cause: 'cpu' }), now, true);
  const both = reading({ ...full, cause: 'cpu' }, { ...full, cause: 'memory' });
  expect(onsets.date('Node//one', both, later, true)?.findings.map(finding => finding.since)).toEqual([
    '2026-11-21T12:00:00Z',
    '2026-11-21T12:01:00Z',
  ]);
});
