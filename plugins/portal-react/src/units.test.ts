import { bytesOf, bytesWords, figures } from './units';
import { share } from './words';

const GiB = 1024 ** 3;

it.each([
  [bytesOf(171 * GiB, 281 * GiB), '171 of 281 GiB'],
  [bytesOf(2.7 * GiB, 3 * GiB), '2.7 of 3 GiB'],
  [bytesWords(512 * 1024 ** 2), '512 MiB'],
  [bytesWords(0), '0 B'],
  [figures(63.42), '63.4'],
  [figures(0.254), '0.25'],
  [figures(1714.6), '1,715'],
  [share(1, 3), '33 %'],
  [share(1, 0), undefined],
])('says %s', (said, expected) => {
  expect(said).toBe(expected);
});
