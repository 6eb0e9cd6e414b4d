import { everything, type Fields } from './Fields';
import { incomplete, type JsonReader } from './JsonReader';

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

const KIB = 1024;

/** What may come next. */
const enum Next {
  Start,
  FirstMember,
  Member,
  AfterMember,
  FirstItem,
  Item,
  AfterItem,
  Nothing,
}

export interface ListReaderOptions {
  reader: JsonReader;
  /** What is read of each item. */
  fields: Fields;
  onItem: (item: unknown) => void;
  /** Bytes of the largest item that is believed. */
  largest?: number;
  /** So many bytes are waited for before the next look: what does not end within them is looked at again. */
  enough?: number;
}

/**
 * Reads `{"kind":…,"metadata":…,"items":[{…},{…}]}` item by item while it comes, so that a list of any length is never
 * in memory as a whole. Everything else of the object is kept and given at the end.
 *
 * Each byte is looked at once, and in one piece of memory that is used again: a list of 50,000 pods is a gigabyte, and
 * whatever is made for each part of it has to be collected as garbage.
 */
export class ListReader {
  readonly #options: ListReaderOptions;
  readonly #largest: number;
  readonly #least: number;
  readonly #frame: Record<string, unknown> = {};
  #bytes: Buffer;
  /** So much of it is filled; of that, everything before `#at` has been read. */
  #filled = 0;
  #at = 0;
  #enough: number;
  #next = Next.Start;

  constructor(options: ListReaderOptions) {
    this.#options = options;
    this.#largest = options.largest ?? 32 * KIB * KIB;
    this.#least = options.enough ?? 128 * KIB;
    this.#enough = Math.min(this.#least, this.#largest + 1);
    this.#bytes = Buffer.allocUnsafeSlow(2 * this.#least);
  }

  /** @throws what `onItem` throws, SyntaxError when it is no list, RangeError when an item is too large */
  push(chunk: Buffer): void {
    this.#makeRoom(chunk.length);
    chunk.copy(this.#bytes, this.#filled);
    this.#filled += chunk.length;
    if (this.#filled >= this.#enough) {
      this.#readOn();
    }
  }

  /**
   * The object without its items.
   * @throws what `push` throws; SyntaxError when the stream ended too early
   */
  end(): unknown {
    this.#readOn();
    if (this.#next !== Next.Nothing || this.#filled > 0) {
      throw new SyntaxError('the list ended too early');
    }
    return this.#frame;
  }

  #makeRoom(length: number): void {
    const needed = this.#filled + length;
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(2 * needed);
      this.#bytes.copy(larger, 0, 0, this.#filled);
      this.#bytes = larger;
    }
  }

  /** Reads what is whole, and keeps the rest for when there is so much more that looking again is worth it. */
  #readOn(): void {
    const bytes = this.#bytes.subarray(0, this.#filled);
    try {
      while (this.#step(bytes)) {
        // Until nothing whole is left.
      }
    } catch (error) {
      if (error !== incomplete) {
        throw error;
      }
    }
    this.#bytes.copyWithin(0, this.#at, this.#filled);
    this.#filled -= this.#at;
    this.#at = 0;
    if (this.#filled > this.#largest) {
      throw new RangeError(`an item of more than ${this.#largest} bytes`);
    }
    this.#enough = Math.min(Math.max(this.#least, 2 * this.#filled), this.#largest + 1);
  }

  /** Reads one thing and whatever space is before it; false when there is none. */
  #step(bytes: Buffer): boolean {
    this.#at = afterSpace(bytes, this.#at);
    const byte = bytes[this.#at];
    if (byte === undefined) {
      return false;
    }
    switch (this.#next) {
      case Next.Start:
        return this.#take(byte === openBrace, Next.FirstMember);
      case Next.FirstMember:
      case Next.Member:
        return byte === closeBrace && this.#next === Next.FirstMember
          ? this.#take(true, Next.Nothing)
          : this.#member(bytes, byte);
      case Next.AfterMember:
        return byte === closeBrace ? this.#take(true, Next.Nothing) : this.#take(byte === comma, Next.Member);
      case Next.FirstItem:
      case Next.Item:
        return byte === closeBracket && this.#next === Next.FirstItem
          ? this.#take(true, Next.AfterMember)
          : this.#item(bytes, byte);
      case Next.AfterItem:
        return byte === closeBracket
          ? this.#take(true, Next.AfterMember)
          : this.#take(byte === comma, Next.Item);
      default:
        return this.#take(false, Next.Nothing);
    }
  }

  #take(isRight: boolean, next: Next): boolean {
    if (!isRight) {
      throw new SyntaxError('what came is no list');
    }
    this.#at += 1;
    this.#next = next;
    return true;
  }

  #item(bytes: Buffer, byte: number): boolean {
    if (byte !== openBrace) {
      throw new SyntaxError('the list has items that are no objects');
    }
    const { reader, fields, onItem } = this.#options;
    const { value, end } = reader.readFrom(bytes, this.#at, fields);
    this.#at = end;
    this.#next = Next.AfterItem;
    onItem(value);
    return true;
  }

  #member(bytes: Buffer, byte: number): boolean {
    if (byte !== quote) {
      throw new SyntaxError('a name does not begin with a quote');
    }
    const { reader } = this.#options;
    const name = reader.readFrom(bytes, this.#at, everything);
    const at = afterColon(bytes, name.end);
    if (name.value === 'items' && bytes[at] === openBracket) {
      this.#put('items', []);
      this.#at = at + 1;
      this.#next = Next.FirstItem;
      return true;
    }
    const { value, end } = reader.readFrom(bytes, at, everything);
    this.#put(String(name.value), value);
    this.#at = end;
    this.#next = Next.AfterMember;
    return true;
  }

  /** As JSON.parse does: `__proto__` is a field like any other. */
  #put(name: string, value: unknown): void {
    Object.defineProperty(this.#frame, name, { value, enumerable: true, configurable: true });
  }
}

function afterSpace(bytes: Buffer, from: number): number {
  let at = from;
  let byte = bytes[at];
  while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
    at += 1;
    byte = bytes[at];
  }
  return at;
}

/** Where the value begins whose name ended here. */
function afterColon(bytes: Buffer, from: number): number {
  const at = afterSpace(bytes, from);
  if (at < bytes.length && bytes[at] !== colon) {
    throw new SyntaxError('a name is not followed by a colon');
  }
  const value = afterSpace(bytes, at + 1);
  if (value >= bytes.length) {
    throw incomplete;
  }
  return value;
}
