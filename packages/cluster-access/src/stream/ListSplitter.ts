const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

const enum Place {
  /** Outside the array of items, or between two items. */
  Outside,
  InItem,
}

/**
 * Cuts `{"kind":…,"metadata":…,"items":[{…},{…}]}` into the bytes of its items while they come, so that a list of any
 * length is never in memory as a whole. Everything else of the object is kept and parsed at the end.
 *
 * It counts brackets outside strings and leaves all other judgement of JSON to who reads the items.
 */
export class ListSplitter {
  readonly #onItem: (item: Buffer) => void;
  readonly #largest: number;
  /** Bytes outside the items. */
  readonly #frame: Buffer[] = [];
  /** Bytes of the item that has begun. */
  #item: Buffer[] = [];
  #itemSize = 0;
  #place = Place.Outside;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** The string at depth 1 that is being read, then the last one that was. */
  #key = '';
  #keyEnded = false;
  #isItems = false;
  #inItems = false;

  /** @param largest - bytes of the largest item that is believed */
  constructor(onItem: (item: Buffer) => void, largest = 32 * 1024 * 1024) {
    this.#onItem = onItem;
    this.#largest = largest;
  }

  /** @throws what `onItem` throws, RangeError when an item is too large */
  push(chunk: Buffer): void {
    let start = 0;
    for (let i = 0; i < chunk.length; i++) {
      if (this.#place === Place.InItem) {
        i = this.#throughItem(chunk, i);
        if (this.#depth === 2) {
          this.#endItem(chunk.subarray(start, i));
          start = i;
        }
        if (i >= chunk.length) {
          break;
        }
      }
      const byte = chunk[i];
      if (this.#inString) {
        this.#string(byte);
      } else if (byte === quote) {
        this.#startString();
      } else if (byte === openBrace || byte === openBracket) {
        if (this.#open(byte)) {
          this.#frame.push(chunk.subarray(start, i));
          start = i;
        }
      } else if (byte === closeBrace || byte === closeBracket) {
        this.#close();
      } else if (this.#depth === 1) {
        this.#between(byte);
      } else if (byte === comma && this.#inItems && this.#depth === 2) {
        // The comma between two items is in no part: the frame's array has to stay empty.
        this.#frame.push(chunk.subarray(start, i));
        start = i + 1;
      }
    }
    this.#keep(chunk.subarray(start));
  }

  /**
   * The object without its items.
   * @throws SyntaxError when the stream ended too early or is no JSON
   */
  end(): unknown {
    if (this.#place === Place.InItem) {
      throw new SyntaxError('the list ended in the middle of an item');
    }
    const frame: unknown = JSON.parse(Buffer.concat(this.#frame).toString('utf8'));
    if (typeof frame === 'object' && frame !== null && 'items' in frame && hasEntries(frame.items)) {
      throw new SyntaxError('the list has items that are no objects');
    }
    return frame;
  }

  /**
   * Nearly all bytes of a list are in items: for them a loop of its own, with nothing in it but what it needs.
   * @returns the place after the item's end, or after the chunk's
   */
  #throughItem(chunk: Buffer, from: number): number {
    const { length } = chunk;
    let depth = this.#depth;
    let inString = this.#inString;
    let i = this.#escaped ? from + 1 : from;
    for (; i < length && depth > 2; i += 1) {
      const byte = chunk[i];
      if (inString) {
        if (byte === backslash) {
          i += 1;
        } else if (byte === quote) {
          inString = false;
        }
      } else if (byte === quote) {
        inString = true;
      } else if (byte === openBrace || byte === openBracket) {
        depth += 1;
      } else if (byte === closeBrace || byte === closeBracket) {
        depth -= 1;
      }
    }
    this.#depth = depth;
    this.#inString = inString;
    this.#escaped = i > length;
    return Math.min(i, length);
  }

  #string(byte: number | undefined): void {
    if (this.#escaped) {
      this.#escaped = false;
    } else if (byte === backslash) {
      this.#escaped = true;
    } else if (byte === quote) {
      this.#inString = false;
      this.#keyEnded = true;
      return;
    }
    // Only the names of the outermost object matter, and the one that is looked for is plain ASCII.
    if (this.#depth === 1 && byte !== undefined && this.#key.length < 8) {
      this.#key += String.fromCharCode(byte);
    }
  }

  #startString(): void {
    this.#inString = true;
    this.#keyEnded = false;
    this.#key = '';
  }

  #between(byte: number | undefined): void {
    if (byte === colon) {
      this.#isItems = this.#keyEnded && this.#key === 'items';
    } else if (byte === comma) {
      this.#isItems = false;
    }
  }

  /** True when an item begins here. */
  #open(byte: number): boolean {
    if (this.#depth === 1) {
      this.#inItems = this.#isItems && byte === openBracket;
    }
    this.#depth += 1;
    if (this.#inItems && this.#depth === 3 && this.#place === Place.Outside) {
      this.#place = Place.InItem;
      return true;
    }
    return false;
  }

  #close(): void {
    this.#depth -= 1;
    if (this.#depth === 1) {
      this.#inItems = false;
    }
  }

  #endItem(last: Buffer): void {
    const bytes = this.#itemSize === 0 ? last : Buffer.concat([...this.#item, last]);
    this.#item = [];
    this.#itemSize = 0;
    this.#place = Place.Outside;
    this.#onItem(bytes);
  }

  #keep(part: Buffer): void {
    if (part.length === 0) {
      return;
    }
    if (this.#place === Place.Outside) {
      this.#frame.push(part);
      return;
    }
    this.#item.push(part);
    this.#itemSize += part.length;
    if (this.#itemSize > this.#largest) {
      throw new RangeError(`an item of more than ${this.#largest} bytes`);
    }
  }
}

function hasEntries(items: unknown): boolean {
  return Array.isArray(items) && items.length > 0;
}
