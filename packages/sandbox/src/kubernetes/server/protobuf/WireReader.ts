import { StatusError } from '../../StatusError';

export interface WireField {
  number: number;
  /** A number for varints and fixed widths, bytes for everything with a length. */
  value: number | Buffer;
}

/** Reads protobuf's wire format field by field. */
export class WireReader {
  #offset = 0;

  constructor(private readonly bytes: Buffer) {}

  /** @throws StatusError 400 for what is cut off or of an unknown kind */
  next(): WireField | undefined {
    if (this.#offset >= this.bytes.length) return undefined;
    const tag = this.#varint();
    return { number: tag >>> 3, value: this.#value(tag & 7) };
  }

  #value(wireType: number): number | Buffer {
    switch (wireType) {
      case 0:
        return this.#varint();
      case 1:
        return Number(this.#take(8).readBigInt64LE());
      case 2:
        return this.#take(this.#varint());
      case 5:
        return this.#take(4).readInt32LE();
      default:
        throw StatusError.badRequest(`proto: illegal wireType ${wireType}`);
    }
  }

  #take(length: number): Buffer {
    const end = this.#offset + length;
    if (end > this.bytes.length) throw StatusError.badRequest('unexpected EOF');
    const taken = this.bytes.subarray(this.#offset, end);
    this.#offset = end;
    return taken;
  }

  /** Two's complement in 64 bits, as Go writes negative numbers. */
  #varint(): number {
    let result = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#take(1).readUInt8();
      result |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, result));
    }
    throw StatusError.badRequest('proto: integer overflow');
  }
}
