import { aligned, periodOf, readRange, writeRange } from './range';
import { marksOf } from './marks';
import { failoverEvent } from '../__testUtils__/databases';

const now = Date.parse('2026-11-21T10:54:00Z') / 1000;
const DAY = 86_400;
const read = (address: string) => readRange(new URLSearchParams(address), now);

describe('the time range in the address', () => {
  it.each([
    ['', { range: { length: '3h' } }],
    ['range=14d', { range: { length: '14d' } }],
    ['from=2026-11-21T08:00:00Z&to=2026-11-21T09:00:00Z', { range: { from: now - 10_440, to: now - 6840 } }],
  ])('%p is %p', (address, expected) => expect(read(address)).toEqual(expected));

  it.each([
    ['range=99y', 'no time range'],
    ['range=toString', 'no time range'],
    ['from=2026-11-21T09:00:00Z', 'a beginning and an end'],
    ['from=then&to=now', 'a beginning and an end'],
    ['from=2026-11-21T09:00:00Z&to=2026-11-21T08:00:00Z', 'five minutes after'],
    ['from=2027-11-21T09:00:00Z&to=2027-11-21T10:00:00Z', 'not begun'],
    ['from=1926-11-21T09:00:00Z&to=2026-11-21T10:00:00Z', '455 days'],
  ])('%p is refused with why, and the usual one is shown', (address, words) => {
    const { range, problem } = read(address);
    expect(range).toEqual({ length: '3h' });
    expect(problem).toContain(words);
  });

  it('is written beside what else is there, and read as it was', () => {
    const own = { from: now - 3600, to: now };
    const written = writeRange(own, new URLSearchParams('range=1d&tab=x'));
    expect(written.get('tab')).toBe('x');
    expect(readRange(written, now)).toEqual({ range: own });
    expect(writeRange({ length: '1d' }, written).toString()).toBe('tab=x&range=1d');
  });
});

it.each([
  [3 * 3600, 0, 60],
  [DAY, 0, 60],
  [7 * DAY, 0, 300],
  [14 * DAY, 0, 900],
  [3600, 20 * DAY, 300],
  [3600, 100 * DAY, 3600],
  [400 * DAY, 0, 21_600],
])('of %p s, %p s ago, a point is %p s', (length, ago, period) => {
  expect(periodOf({ from: now - ago - length, to: now - ago }, now)).toBe(period);
});

it('asks for whole periods', () => {
  expect(aligned({ from: 61, to: 119 }, 60)).toEqual({ from: 60, to: 120 });
});

it('marks what happened once, however often it is told, and not what is only noted', () => {
  const told = [
    { ...failoverEvent, id: '2', at: '2026-11-21T08:12:21Z', text: 'Completed failover' },
    failoverEvent,
    { ...failoverEvent, id: '3', at: '2026-11-21T09:00:00Z' },
    { ...failoverEvent, id: '4', kind: 'other' as const },
  ];
  expect(marksOf(told).map(({ id }) => id)).toEqual(['e1', '3']);
});
