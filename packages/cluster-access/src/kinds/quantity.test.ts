import { readQuantity } from './quantity';

it.each<[string | number | undefined, number | undefined]>([
  ['500m', 0.5],
  ['4', 4],
  [2, 2],
  ['1.5', 1.5],
  ['.5', 0.5],
  ['2e3', 2_000],
  ['1E', 1e18],
  ['1.5Gi', 1.5 * 2 ** 30],
  ['128Mi', 128 * 2 ** 20],
  ['100M', 1e8],
  ['0', 0],
  ['', undefined],
  ['much', undefined],
  ['1 Gi', undefined],
  ['1gi', undefined],
  [undefined, undefined],
])('reads %j as %s', (written, value) => {
  expect(readQuantity(written)).toBe(value);
});
