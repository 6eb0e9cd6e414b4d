import { crc32 } from 'node:zlib';
import type { ByteChannel } from './ByteChannel';
import { SharedBytes } from './SharedBytes';

/** RFC 1952: deflated, no name, no time, made by an unknown system. */
const HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** An empty block that is the last. */
const LAST_BLOCK = Buffer.from([3, 0]);

/**
 * A channel whose other end unpacks what it gets as it comes (`content-encoding: gzip`). What is written to many is
 * compressed once for all: each piece by itself, which costs a little of what one stream could save.
 */
export class GzipChannel implements ByteChannel {
  readonly #channel: ByteChannel;
  #checksum = 0;
  #length = 0;

  constructor(channel: ByteChannel) {
    this.#channel = channel;
    channel.write(HEAD);
  }

  write(bytes: Buffer | SharedBytes): void {
    const shared = bytes instanceof SharedBytes ? bytes : new SharedBytes(bytes);
    if (shared.length > 0) {
      this.#checksum = crc32(shared.plain, this.#checksum);
      this.#length = (this.#length + shared.length) % 2 ** 32;
      this.#channel.write(shared.deflated());
    }
  }

  get bufferedBytes(): number {
    return this.#channel.bufferedBytes;
  }

  onDrain(listener: () => void): void {
    this.#channel.onDrain(listener);
  }

  onClose(listener: () => void): void {
    this.#channel.onClose(listener);
  }

  end(): void {
    const sums = Buffer.alloc(8);
    sums.writeUInt32LE(this.#checksum, 0);
    sums.writeUInt32LE(this.#length, 4);
    this.#channel.write(Buffer.concat([LAST_BLOCK, sums]));
    this.#channel.end();
  }

  destroy(): void {
    this.#channel.destroy();
  }
}
