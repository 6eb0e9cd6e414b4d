const backslash = 0x5c;

/** Longer texts are messages: they seldom repeat. */
const longest = 100;

/**
 * Makes strings of bytes, and gives the same one again for the same bytes: thousands of pods name the same namespaces,
 * nodes, labels and images. It finds a string it has made before without making it.
 *
 * Bounded, and never full: each string has one place, and takes it from whoever was there.
 */
export class StringTable {
  readonly #places: (string | undefined)[];

  /** @param places - a power of two */
  constructor(places = 16_384) {
    this.#places = new Array<string | undefined>(places).fill(undefined);
  }

  /** What these bytes of a JSON string say, without its quotes; `undefined` when they have escapes. */
  read(bytes: Buffer, start: number, end: number): string | undefined {
    let hash = 0x811c9dc5;
    let seen = 0;
    for (let i = start; i < end; i += 1) {
      const byte = bytes[i] ?? 0;
      if (byte === backslash) {
        return undefined;
      }
      seen |= byte;
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    if (seen > 0x7f) {
      return bytes.toString('utf8', start, end);
    }
    return end - start > longest ? bytes.toString('latin1', start, end) : this.#held(bytes, start, end, hash);
  }

  #held(bytes: Buffer, start: number, end: number, hash: number): string {
    const place = (hash ^ (hash >>> 15)) & (this.#places.length - 1);
    const held = this.#places[place];
    if (held !== undefined && isSame(held, bytes, start, end)) {
      return held;
    }
    const made = bytes.toString('latin1', start, end);
    this.#places[place] = made;
    return made;
  }
}

function isSame(text: string, bytes: Buffer, start: number, end: number): boolean {
  if (text.length !== end - start) {
    return false;
  }
  for (let i = 0; i < text.length; i += 1) {
    if (text.charCodeAt(i) !== bytes[start + i]) {
      return false;
    }
  }
  return true;
}
