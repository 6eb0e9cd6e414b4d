import { seededRandom } from '../../clock/random';

/** A number in [0, 1) that is always the same for the same seed and words. */
export function chance(seed: number, ...words: (string | number)[]): number {
  let mixed = seed | 0;
  for (const character of words.join('\u0000')) {
    mixed = Math.imul(mixed ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return seededRandom(mixed)();
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits, always the same for the same seed and words. */
export function letterChance(seed: number, length: number, ...words: (string | number)[]): string {
  const pick = (index: number) => letters[Math.floor(chance(seed, ...words, index) * letters.length)] ?? 'A';
  return Array.from({ length }, (_unused, index) => pick(index)).join('');
}
