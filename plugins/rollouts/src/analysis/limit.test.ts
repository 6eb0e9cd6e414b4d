import { limitWords, readLimit, readValue } from './limit';

it.each([
  ['result[0] >= 0.99', { path: [0], operator: '>=', bound: 0.99 }, '≥ 0.99'],
  ['result.successRate >= 99', { path: ['successRate'], operator: '>=', bound: 99 }, '≥ 99'],
  ['result.data[1].p99<500', { path: ['data', 1, 'p99'], operator: '<', bound: 500 }, '< 500'],
  ['result <= -1.5', { path: [], operator: '<=', bound: -1.5 }, '≤ -1.5'],
  ['all(result, # < 5)', undefined, 'all(result, # < 5)'],
  ['result[0] >= 0.9 && result[0] < 1', undefined, 'result[0] >= 0.9 && result[0] < 1'],
  ['result[0] == 1', undefined, 'result[0] == 1'],
  ['', undefined, ''],
  [undefined, undefined, undefined],
])('reads %j', (condition, limit, words) => {
  expect(readLimit(condition)).toEqual(limit);
  expect(limitWords(condition)).toBe(words);
});

it.each([
  ['[0.9994]', [0], 0.9994],
  ['0.9994', [0], 0.9994],
  ['0.9994', [], 0.9994],
  ['[0.9994]', [], 0.9994],
  ['{"successRate":99.5}', ['successRate'], 99.5],
  ['{"data":[1,{"p99":312}]}', ['data', 1, 'p99'], 312],
  ['{"successRate":"99.5"}', ['successRate'], 99.5],
  ['{"other":1}', ['successRate'], undefined],
  ['[1,2]', [], undefined],
  ['[]', [0], undefined],
  ['["NaN"]', [0], undefined],
  ['NaN', [0], undefined],
  ['', [], undefined],
  ['null', [], undefined],
  [undefined, [0], undefined],
])('finds the number in %j at %j', (value, path, number) => {
  expect(readValue(value, path)).toBe(number);
});
