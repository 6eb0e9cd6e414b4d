import { pieces, plain } from './log/words';
import { bytesOf, bytesWords, coresOf, podCountWords, share } from './words';

const GiB = 1024 ** 3;

it.each([
  [bytesOf(171 * GiB, 281 * GiB), '171 of 281 GiB'],
  [bytesOf(2.7 * GiB, 3 * GiB), '2.7 of 3 GiB'],
  [bytesWords(512 * 1024 ** 2), '512 MiB'],
  [bytesWords(0), '0 B'],
  [coresOf(63.4, 72), '63.4 of 72 cores'],
  [coresOf(0.125, 1), '0.13 of 1 core'],
  [share(1, 3), '33 %'],
  [share(1, 0), undefined],
  [podCountWords({ ready: 1200, failing: 1, pending: 0, starting: 0, ended: 0 }), '1,200 ready, 1 failing'],
  [podCountWords({ ready: 0, failing: 0, pending: 0, starting: 0, ended: 0 }), 'no pods'],
])('says %s', (said, expected) => {
  expect(said).toBe(expected);
});

it('finds a text in a line, whatever its case, and keeps the line whole', () => {
  expect(pieces('Out of Memory, memory', 'memory')).toEqual(['Out of ', 'Memory', ', ', 'memory', '']);
  expect(pieces('a', '')).toEqual(['a']);
});

it('leaves out the colours of terminals', () => {
  expect(plain('\u001b[31merror\u001b[0m: x')).toBe('error: x');
});
