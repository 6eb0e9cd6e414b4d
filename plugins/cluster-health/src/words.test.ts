import { pieces, plain } from './log/words';
import { coresOf, podCountWords } from './words';

it.each([
  [coresOf(63.4, 72), '63.4 of 72 cores'],
  [coresOf(0.125, 1), '0.13 of 1 core'],
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
