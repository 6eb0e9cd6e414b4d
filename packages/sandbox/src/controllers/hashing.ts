const letters = 'bcdfghjklmnpqrstvwxz2456789';

/** Kubernetes' way of writing a number so that it spells no word (`rand.SafeEncodeString` over its decimal digits). */
export function safeEncoded(number: number): string {
  return [...String(number)].map(digit => letters[digit.charCodeAt(0) % letters.length]).join('');
}

/** The 32 bit FNV-1a hash of the text's UTF-8 bytes. */
export function fnv32a(text: string, ...more: number[]): number {
  let hash = 0x811c9dc5;
  for (const byte of [...Buffer.from(text, 'utf8'), ...more]) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash;
}

/** So many letters by chance, as `generateName` appends them. @param random in [0, 1) */
export function randomLetters(count: number, random: () => number): string {
  return Array.from({ length: count }, () => letters[Math.floor(random() * letters.length)]).join('');
}
