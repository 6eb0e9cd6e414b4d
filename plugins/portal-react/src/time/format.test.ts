import {
  formatAge,
  formatClock,
  formatCountdown,
  formatDuration,
  formatInstant,
  formatRelative,
} from './format';

const s = 1000;
const min = 60 * s;
const h = 60 * min;
const d = 24 * h;

describe('formatDuration', () => {
  it.each([
    [-5, '0 s'],
    [12.9 * s, '12 s'],
    [38 * min + 59 * s, '38 min'],
    [3 * h + 5 * min, '3 h 05 min'],
    [d - 1, '23 h 59 min'],
    [2 * d + 4 * h, '2 d 4 h'],
    [3 * d, '3 d'],
    [23 * d + 7 * h, '23 d'],
  ])('%d ms is %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
});

const now = new Date(2026, 10, 21, 10, 42, 30);
const at = (ms: number) => new Date(now.getTime() + ms);

describe('formatRelative', () => {
  it.each([
    [-3 * min, '3 min ago'],
    [-4 * s, 'just now'],
    [4 * s, 'just now'],
    [38 * min, 'in 38 min'],
  ])('%d ms from now is %s', (ms, text) => expect(formatRelative(at(ms), now)).toBe(text));
});

describe('formatClock', () => {
  it.each([
    [new Date(2026, 10, 21, 9, 5), '09:05'],
    [new Date(2026, 10, 20, 23, 59), 'Fri 23:59'],
    [new Date(2026, 10, 2, 8, 0), '2 Nov 08:00'],
    [new Date(2025, 10, 2, 8, 0), '2 Nov 2025 08:00'],
  ])('%s is %s', (instant, text) => expect(formatClock(instant, now)).toBe(text));
});

describe('formatCountdown', () => {
  it.each([
    [-1, '0:00'],
    [47.2 * s, '0:48'],
    [130 * s, '2:10'],
    [h + 2 * min + 10 * s, '1:02:10'],
  ])('%d ms is %s', (ms, text) => expect(formatCountdown(ms)).toBe(text));
});

it('says ages and exact instants', () => {
  expect(formatAge(at(-3 * min), now)).toBe('3 min old');
  expect(formatInstant(now)).toContain('21 November 2026');
  expect(formatInstant(now)).toContain('10:42:30');
});
