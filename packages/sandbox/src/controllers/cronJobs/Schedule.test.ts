import { Schedule } from './Schedule';

// What robfig/cron 3.0.1 made of these, with the time zone in front.
it.each([
  ['0 0 * * mon', undefined, '2026-11-21T11:00:00Z', '2026-11-23T00:00:00.000Z'],
  ['0 0 */1 * 1', undefined, '2026-11-21T11:00:00Z', '2026-11-23T00:00:00.000Z'],
  ['0 0 1-31 * 1', undefined, '2026-11-21T11:00:00Z', '2026-11-22T00:00:00.000Z'],
  ['0 0 29 2 *', undefined, '2026-11-21T11:00:00Z', '2028-02-29T00:00:00.000Z'],
  ['0 0 31 2 *', undefined, '2026-11-21T11:00:00Z', undefined],
  ['30 2 * * *', 'Europe/Berlin', '2026-03-28T23:30:00Z', '2026-03-30T00:30:00.000Z'],
  ['30 2 * * *', 'Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00.000Z'],
  ['15 1 * * *', 'America/New_York', '2026-11-01T05:30:00Z', '2026-11-01T06:15:00.000Z'],
  ['0 0 * * *', 'America/Sao_Paulo', '2018-11-04T02:30:00Z', '2018-11-05T02:00:00.000Z'],
  ['@every 1h30m10.5s', undefined, '2026-11-21T11:00:00Z', '2026-11-21T12:30:10.000Z'],
  ['@every 1ms', undefined, '2026-11-21T11:00:00Z', '2026-11-21T11:00:01.000Z'],
])('%s in %s after %s', (text, zone, moment, next) => {
  expect(new Schedule(text, zone).after(new Date(moment))?.toISOString()).toBe(next);
});

it('throws what the server says of what is none', () => {
  expect(() => new Schedule('0 25 * * *')).toThrow('end of range (25) above maximum (23): 25');
});
