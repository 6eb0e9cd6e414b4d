/** Names and identities that the server gives by itself. */

const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** `generateName` made into a name. @param random in [0, 1) */
export function generatedName(prefix: string, random: () => number): string {
  const letters = Array.from(
    { length: 5 },
    () => SUFFIX_LETTERS[Math.floor(random() * SUFFIX_LETTERS.length)],
  );
  return `${prefix.slice(0, 58)}${letters.join('')}`;
}

/** A version 4 UUID. @param random in [0, 1) */
export function uuid(random: () => number): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, letter => {
    const digit = Math.floor(random() * 16);
    return (letter === 'x' ? digit : (digit & 0x3) | 0x8).toString(16);
  });
}
