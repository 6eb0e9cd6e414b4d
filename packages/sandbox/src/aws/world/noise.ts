/** A number of 32 bits for a text: FNV-1a. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** A number in [0, 1) that depends on both and on nothing else. */
export function chance(key: number, moment: number): number {
  let mixed = Math.imul(key ^ Math.imul(moment | 0, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x27d4eb2f);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296;
}

/** Goes up and down between -1 and 1 without jumps, with a new direction at each whole number. */
export function waver(key: number, position: number): number {
  const left = Math.floor(position);
  const part = position - left;
  const eased = part * part * (3 - 2 * part);
  const from = chance(key, left);
  return 2 * (from + (chance(key, left + 1) - from) * eased) - 1;
}
