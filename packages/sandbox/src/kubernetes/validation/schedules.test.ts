import { scheduleProblem } from './schedules';

// What a kube-apiserver 1.34.4 answered.
it.each([
  '@every 90m',
  '@every -1h',
  '@every 5µs',
  '@every .5h',
  '@every 0',
  '0 0 31 2 *',
  '? ? ? ? ?',
  '*-5 * * * *',
  '*/70 * * * *',
  '+5 1 * * *',
  '1,2,, 1 * * *',
  ', 1 * * *',
  '0 0 * jan-DEC/2 SUN',
])('%s is a schedule', text => {
  expect(scheduleProblem(text)).toBeUndefined();
});

it.each([
  ['@Daily', 'unrecognized descriptor: @Daily'],
  ['@every 1d', 'failed to parse duration @every 1d: time: unknown unit "d" in duration "1d"'],
  ['@every 1h 30m', 'failed to parse duration @every 1h 30m: time: unknown unit "h " in duration "1h 30m"'],
  ['@every 5', 'failed to parse duration @every 5: time: missing unit in duration "5"'],
  ['@every ', 'failed to parse duration @every : time: invalid duration ""'],
  [' @daily', 'expected exactly 5 fields, found 1: [@daily]'],
  ['0 0 * * 7', 'end of range (7) above maximum (6): 7'],
  ['0 0 0 * *', 'beginning of range (0) below minimum (1): 0'],
  ['0 22-2 * * *', 'beginning of range (22) beyond end of range (2): 22-2'],
  ['*/0 * * * *', 'step of range should be a positive number: */0'],
  ['1-5-7 1 * * *', 'too many hyphens: 1-5-7'],
  ['1/2/3 1 * * *', 'too many slashes: 1/2/3'],
  ['0 0 L * *', 'failed to parse int from L: strconv.Atoi: parsing "L": invalid syntax'],
  [
    '18446744073709551616 1 * * *',
    'failed to parse int from 18446744073709551616: strconv.Atoi: parsing "18446744073709551616": value out of range',
  ],
  ['TZ=Europe/Paris 0 1 * * *', 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead'],
])('%j is none', (text, problem) => {
  expect(scheduleProblem(text)).toBe(problem);
});
