import fc from 'fast-check';
import { DateTime } from 'luxon';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { freezeAt, isTimeZone } from './freeze';
import type { Freeze } from './policy';

function weekly(
  days: number[],
  from: string,
  to: string,
  timeZone = 'Europe/Berlin',
  name = 'night',
): Freeze {
  return { kind: 'weekly', name, days, from, to, timeZone };
}

function untilOf(freezes: Freeze[], at: string) {
  return freezeAt(freezes, new Date(at))?.until;
}

const friday = weekly([5], '16:00', '08:00');

describe('freezeAt', () => {
  it.each([
    ['before it begins', [friday], '2026-11-20T14:59:59Z', undefined],
    ['when it begins', [friday], '2026-11-20T15:00:00Z', '2026-11-21T07:00:00.000Z'],
    ['in the night after', [friday], '2026-11-21T06:59:59Z', '2026-11-21T07:00:00.000Z'],
    ['when it ends', [friday], '2026-11-21T07:00:00Z', undefined],
    ['on another day', [friday], '2026-11-19T20:00:00Z', undefined],
    ['in summer', [friday], '2026-07-17T14:00:00Z', '2026-07-18T06:00:00.000Z'],
    ['within a day', [weekly([3], '11:00', '13:00')], '2026-11-18T11:30:00Z', '2026-11-18T12:00:00.000Z'],
    ['a whole day', [weekly([7], '00:00', '00:00')], '2026-11-22T22:59:00Z', '2026-11-22T23:00:00.000Z'],
    [
      'on the other side of the date line',
      [weekly([1], '08:00', '09:00', 'Pacific/Auckland')],
      '2026-11-22T19:30:00Z',
      '2026-11-22T20:00:00.000Z',
    ],
    [
      'in a zone with odd minutes',
      [weekly([1], '08:00', '09:00', 'Asia/Kathmandu')],
      '2026-11-23T02:20:00Z',
      '2026-11-23T03:15:00.000Z',
    ],
  ])('%s', (_, freezes, at, until) => {
    expect(untilOf(freezes, at)).toBe(until);
  });

  it('once, in whatever offset it is written', () => {
    const once: Freeze = {
      kind: 'once',
      name: 'fair',
      from: '2026-12-24T00:00:00+01:00',
      to: '2026-12-27T00:00:00+01:00',
    };
    expect(untilOf([once], '2026-12-23T22:59:59Z')).toBeUndefined();
    expect(freezeAt([once], new Date('2026-12-23T23:00:00Z'))).toEqual({
      name: 'fair',
      until: '2026-12-26T23:00:00.000Z',
      timeZone: 'UTC',
    });
  });

  it('ends when the last of those ends that follow without a gap', () => {
    const weekend = [
      friday,
      weekly([6], '08:00', '00:00', 'Europe/Berlin', 'sat'),
      weekly([7], '00:00', '00:00'),
    ];
    expect(freezeAt(weekend, new Date('2026-11-20T18:00:00Z'))).toEqual({
      name: 'night',
      until: '2026-11-22T23:00:00.000Z',
      timeZone: 'Europe/Berlin',
    });
  });

  it('that never ends still answers', () => {
    const always = weekly([1, 2, 3, 4, 5, 6, 7], '00:00', '00:00');
    const until = untilOf([always], '2026-11-20T18:00:00Z');
    expect(Date.parse(until ?? '')).toBeGreaterThan(Date.parse('2027-11-20T00:00:00Z'));
  });

  describe('in the night in which the clocks change', () => {
    // Berlin 2026: forward on 29 March at 01:00Z (02:00 → 03:00), back on 25 October at 01:00Z (03:00 → 02:00).
    it.each([
      [
        'lasts an hour less by the clock that goes forward',
        ['00:00', '06:00'],
        '2026-03-28T23:00:00Z',
        '2026-03-29T04:00:00.000Z',
      ],
      [
        'lasts an hour more by the clock that goes back',
        ['00:00', '06:00'],
        '2026-10-24T22:00:00Z',
        '2026-10-25T05:00:00.000Z',
      ],
      [
        'begins with the first of two equal times',
        ['02:30', '06:00'],
        '2026-10-25T00:30:00Z',
        '2026-10-25T05:00:00.000Z',
      ],
      [
        'ends with the last of two equal times',
        ['00:00', '02:30'],
        '2026-10-25T01:29:59Z',
        '2026-10-25T01:30:00.000Z',
      ],
      [
        'begins rather earlier than at a time that is left out',
        ['02:30', '06:00'],
        '2026-03-29T00:30:00Z',
        '2026-03-29T04:00:00.000Z',
      ],
      [
        'ends rather later than at a time that is left out',
        ['00:00', '02:30'],
        '2026-03-29T01:29:59Z',
        '2026-03-29T01:30:00.000Z',
      ],
    ])('%s', (_, [from = '', to = ''], at, until) => {
      expect(untilOf([weekly([7], from, to)], at)).toBe(until);
    });
  });

  it('freezes whenever the clock on the wall is within it', () => {
    const zones = [
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'Africa/Casablanca',
      'UTC',
    ];
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(parts => parts.map(part => String(part).padStart(2, '0')).join(':'));
    const anytime = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) });
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        time,
        time,
        fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
        anytime,
        (zone, from, to, days, at) => {
          const wall = DateTime.fromMillis(at, { zone });
          const shows = wall.toFormat('HH:mm');
          const yesterday = ((wall.weekday + 5) % 7) + 1;
          const within =
            from < to
              ? days.includes(wall.weekday) && from <= shows && shows < to
              : (days.includes(wall.weekday) && shows >= from) || (days.includes(yesterday) && shows < to);
          const frozen = freezeAt([weekly(days, from, to, zone)], new Date(at));
          const clocksChange = wall.minus({ hours: 26 }).offset !== wall.plus({ hours: 26 }).offset;
          // around a change it may be frozen longer, never shorter
          expect(frozen !== undefined || !within).toBe(true);
          expect(clocksChange || (frozen !== undefined) === within).toBe(true);
        },
      ),
      propertyRuns(1_000),
    );
  });
});

describe('isTimeZone', () => {
  it.each([
    ['Europe/Berlin', true],
    ['UTC', true],
    ['Europe/Belrin', false],
    ['', false],
  ])('%j: %s', (name, is) => {
    expect(isTimeZone(name)).toBe(is);
  });
});
