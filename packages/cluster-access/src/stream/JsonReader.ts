import { FieldTable, type Fields } from './Fields';
import type { StringTable } from './StringTable';

const quote = 0x22;
const comma = 0x2c;
const minus = 0x2d;
const zero = 0x30;
const nine = 0x39;
const colon = 0x3a;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const letterF = 0x66;
const letterN = 0x6e;
const letterT = 0x74;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** The bytes end before the value does. */
export class Incomplete extends SyntaxError {}

/** Thrown for each piece of a list that ends within an item: made once, because to make an error costs as much as to read a pod. */
export const incomplete = new Incomplete('the bytes end before the value does');

/**
 * Reads JSON and builds only what is asked for. The rest, nine tenths of a pod, is stepped over: of that no more is
 * checked than that its brackets and strings end.
 *
 * A loop over bytes where `JSON.parse` would be native: what costs in a list of 50,000 pods is not to look at its
 * bytes but to make a gigabyte of objects of them that nobody wants.
 */
export class JsonReader {
  readonly #strings: StringTable;
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;

  constructor(strings: StringTable) {
    this.#strings = strings;
  }

  /**
   * The one value that these bytes are.
   * @throws SyntaxError
   */
  read(bytes: Buffer, fields: Fields): unknown {
    this.#bytes = bytes;
    this.#at = 0;
    try {
      const value = this.#value(FieldTable.of(fields));
      if (this.#peek() !== undefined) {
        throw this.#wrong('something after the end');
      }
      return value;
    } finally {
      this.#bytes = nothing;
    }
  }

  /**
   * The value that begins here, and the place behind it. A number ends only before something that is none of it.
   * @throws Incomplete when the bytes end within it, another SyntaxError when it is wrong
   */
  readFrom(bytes: Buffer, at: number, fields: Fields): { value: unknown; end: number } {
    this.#bytes = bytes;
    this.#at = at;
    try {
      const value = this.#value(FieldTable.of(fields));
      if (typeof value === 'number' && this.#at >= bytes.length) {
        throw incomplete;
      }
      return { value, end: this.#at };
    } finally {
      this.#bytes = nothing;
    }
  }

  /** The next byte that is no white space; `undefined` at the end. */
  #peek(): number | undefined {
    const bytes = this.#bytes;
    let byte = bytes[this.#at];
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
      this.#at += 1;
      byte = bytes[this.#at];
    }
    return byte;
  }

  #value(fields: FieldTable): unknown {
    const byte = this.#peek();
    switch (byte) {
      case quote:
        return this.#string();
      case openBrace:
        return this.#object(fields);
      case openBracket:
        return this.#array(fields);
      case letterT:
        return this.#word('true', true);
      case letterF:
        return this.#word('false', false);
      case letterN:
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  #object(fields: FieldTable): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.#at += 1;
    if (this.#peek() === closeBrace) {
      this.#at += 1;
      return object;
    }
    for (;;) {
      this.#member(object, fields);
      const byte = this.#peek();
      this.#at += 1;
      if (byte === closeBrace) {
        return object;
      }
      if (byte !== comma) {
        throw this.#wrong('an object goes on without a comma');
      }
    }
  }

  #member(object: Record<string, unknown>, fields: FieldTable): void {
    if (this.#peek() !== quote) {
      throw this.#wrong('a name does not begin with a quote');
    }
    const { name, fields: wanted } = this.#name(fields);
    if (this.#peek() !== colon) {
      throw this.#wrong('a name is not followed by a colon');
    }
    this.#at += 1;
    if (wanted === undefined) {
      this.#skip();
    } else if (name === '__proto__') {
      // As JSON.parse does: a field like any other.
      Object.defineProperty(object, name, { value: this.#value(wanted), enumerable: true });
    } else {
      object[name] = this.#value(wanted);
    }
  }

  /** The name that begins here; one that nobody wants is not made. */
  #name(fields: FieldTable): { name: string; fields: FieldTable | undefined } {
    const start = this.#at + 1;
    const end = endOfString(this.#bytes, start);
    const plain = fields.find(this.#bytes, start, end);
    if (plain) {
      this.#at = end + 1;
      return plain;
    }
    if (!fields.others && !this.#bytes.subarray(start, end).includes(backslash)) {
      this.#at = end + 1;
      return unwanted;
    }
    const name = this.#string();
    // Its bytes are not those of the name where it is written with escapes.
    const bytes = Buffer.from(name);
    return fields.find(bytes, 0, bytes.length) ?? { name, fields: fields.others };
  }

  #array(fields: FieldTable): unknown[] {
    const array: unknown[] = [];
    this.#at += 1;
    if (this.#peek() === closeBracket) {
      this.#at += 1;
      return array;
    }
    for (;;) {
      array.push(this.#value(fields));
      const byte = this.#peek();
      this.#at += 1;
      if (byte === closeBracket) {
        return array;
      }
      if (byte !== comma) {
        throw this.#wrong('a list goes on without a comma');
      }
    }
  }

  #string(): string {
    const bytes = this.#bytes;
    const start = this.#at + 1;
    const end = endOfString(bytes, start);
    this.#at = end + 1;
    return this.#strings.read(bytes, start, end) ?? parsedString(bytes.toString('utf8', start - 1, end + 1));
  }

  #number(): number {
    const bytes = this.#bytes;
    const start = this.#at;
    let byte = bytes[start];
    if (byte !== minus && (byte === undefined || byte < zero || byte > nine)) {
      throw this.#wrong('no value begins like this');
    }
    while (byte !== undefined && isOfNumber(byte)) {
      this.#at += 1;
      byte = bytes[this.#at];
    }
    try {
      return parsedNumber(bytes.toString('latin1', start, this.#at));
    } catch {
      throw this.#wrong('a number is none');
    }
  }

  #word<T>(word: string, value: T): T {
    const end = this.#at + word.length;
    if (this.#bytes.toString('latin1', this.#at, end) !== word) {
      this.#at = Math.min(end, this.#bytes.length);
      throw this.#wrong('no value begins like this');
    }
    this.#at = end;
    return value;
  }

  #skip(): void {
    const byte = this.#peek();
    if (byte === quote) {
      this.#at = endOfString(this.#bytes, this.#at + 1) + 1;
    } else if (byte === openBrace || byte === openBracket) {
      this.#at = endOfNested(this.#bytes, this.#at);
    } else {
      this.#value(nowhere);
    }
  }

  #wrong(what: string): SyntaxError {
    const isOver = this.#at >= this.#bytes.length;
    return isOver ? incomplete : new SyntaxError(`${what}, at byte ${this.#at}`);
  }
}

const nothing = Buffer.alloc(0);
const nowhere = FieldTable.of({});
const unwanted = { name: '', fields: undefined };

/** Where the quote is that ends the string whose first byte this is. */
function endOfString(bytes: Buffer, start: number): number {
  const { length } = bytes;
  for (let i = start; i < length; i += 1) {
    const byte = bytes[i];
    if (byte === quote) {
      return i;
    }
    if (byte === backslash) {
      i += 1;
    }
  }
  throw incomplete;
}

/** Behind the bracket that closes the one that is here. Which kind of bracket closes which is not looked at. */
function endOfNested(bytes: Buffer, start: number): number {
  const { length } = bytes;
  let depth = 0;
  for (let i = start; i < length; i += 1) {
    const byte = bytes[i];
    if (byte === quote) {
      i = endOfString(bytes, i + 1);
    } else if (byte === openBrace || byte === openBracket) {
      depth += 1;
    } else if (byte === closeBrace || byte === closeBracket) {
      depth -= 1;
      if (depth === 0) {
        return i + 1;
      }
    }
  }
  throw incomplete;
}

/** Digits, signs, the point and the letter of an exponent. */
function isOfNumber(byte: number): boolean {
  return (
    (byte >= zero && byte <= nine) ||
    byte === minus ||
    byte === 0x2b ||
    byte === 0x2e ||
    (byte | 0x20) === 0x65
  );
}

function parsedString(text: string): string {
  const value: unknown = JSON.parse(text);
  return String(value);
}

function parsedNumber(text: string): number {
  const value: unknown = JSON.parse(text);
  return Number(value);
}
