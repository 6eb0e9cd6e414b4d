import { PostgresError } from '../PostgresError';

/** Reads the fields of one message, in their order. @throws PostgresError 08P01 past its end */
export class BodyReader {
  private at = 0;

  constructor(private readonly body: Buffer) {}

  text(): string {
    const end = this.body.indexOf(0, this.at);
    if (end < 0) throw tooShort();
    const found = this.body.toString('utf8', this.at, end);
    this.at = end + 1;
    return found;
  }

  int16(): number {
    return this.bytes(2).readInt16BE(0);
  }

  int32(): number {
    return this.bytes(4).readInt32BE(0);
  }

  /** A value with its length before it; `null` where that is -1. */
  value(): Buffer | null {
    const length = this.int32();
    return length < 0 ? null : this.bytes(length);
  }

  /** As many as an int16 says. */
  list<Item>(read: () => Item): Item[] {
    return Array.from({ length: Math.max(0, this.int16()) }, read);
  }

  kind(): string {
    return this.bytes(1).toString('latin1');
  }

  rest(): Buffer {
    return this.bytes(this.body.length - this.at);
  }

  get isAtEnd(): boolean {
    return this.at >= this.body.length;
  }

  private bytes(size: number): Buffer {
    if (this.at + size > this.body.length) throw tooShort();
    const found = this.body.subarray(this.at, this.at + size);
    this.at += size;
    return found;
  }
}

function tooShort(): PostgresError {
  return new PostgresError('08P01', 'insufficient data left in message');
}
