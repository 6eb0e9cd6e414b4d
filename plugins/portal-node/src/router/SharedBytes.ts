import { constants, deflateRawSync } from 'node:zlib';

/** What is shorter is not worth compressing by itself. */
const SHORT = 1024;
/** Of what nobody waits for the last per cent of: much is compressed, often. */
const QUICKLY = 1;

/** Bytes that go to many: compressed once for all who take them so. */
export class SharedBytes {
  readonly plain: Buffer;
  #deflated: Buffer | undefined;

  constructor(plain: Buffer) {
    this.plain = plain;
  }

  get length(): number {
    return this.plain.length;
  }

  /**
   * As a part of a deflated stream (RFC 1951) that can stand anywhere in one: it refers to nothing before it, ends at a
   * whole byte, and is not the last.
   */
  deflated(): Buffer {
    this.#deflated ??= this.length < SHORT ? stored(this.plain) : compressed(this.plain);
    return this.#deflated;
  }
}

/** A block that is not compressed: a byte that says so, its length, and the length's complement. */
function stored(plain: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt16LE(plain.length, 1);
  head.writeUInt16LE(0xffff - plain.length, 3);
  return Buffer.concat([head, plain]);
}

function compressed(plain: Buffer): Buffer {
  return deflateRawSync(plain, { level: QUICKLY, finishFlush: constants.Z_SYNC_FLUSH });
}
