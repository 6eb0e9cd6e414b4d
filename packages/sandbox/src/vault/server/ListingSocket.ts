import { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';

const asked = Buffer.from('LIST /');
/** A method of as many letters that Node's parser knows, and nobody asks a Vault with. */
const stand = Buffer.from('LINK /');

/**
 * A connection on which the method LIST may come: Node's parser has a fixed list of methods, and refuses what is not on it. A
 * request begins where no other is going on, which is what its owner says.
 */
export class ListingSocket extends Duplex {
  /** Whether the request that is going on is a LIST. */
  isListing = false;
  private isBusy = false;

  constructor(private readonly socket: TLSSocket) {
    super();
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('end', () => this.push(null));
    socket.on('error', error => this.destroy(error));
    socket.on('close', () => this.destroy());
  }

  /** A request has been read to its end: what comes next is another. */
  free(): void {
    this.isBusy = false;
  }

  override _read(): void {
    this.socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.socket.write(chunk, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.socket.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.socket.destroy();
    done(error);
  }

  private receive(chunk: Buffer): void {
    if (!this.isBusy) {
      this.isListing = chunk.subarray(0, asked.length).equals(asked);
      this.isBusy = true;
    }
    if (!this.push(this.isListing ? standIn(chunk) : chunk)) this.socket.pause();
  }
}

function standIn(chunk: Buffer): Buffer {
  if (!chunk.subarray(0, asked.length).equals(asked)) return chunk;
  return Buffer.concat([stand, chunk.subarray(asked.length)]);
}
