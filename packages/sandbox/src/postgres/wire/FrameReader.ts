import { PostgresError } from '../PostgresError';

/** One message of a client after its start. */
export interface Message {
  /** Its first byte, e.g. `Q`. */
  kind: string;
  body: Buffer;
}

// The real server's limit for the first packet; for statements ours, far above what anybody monitors with.
const longestStartup = 10_000;
const longestMessage = 1_048_576;

/** Cuts the bytes of a client into messages of protocol 3. */
export class FrameReader {
  private readonly source: AsyncIterator<Buffer>;
  private kept = Buffer.alloc(0);

  constructor(socket: AsyncIterable<Buffer>) {
    this.source = socket[Symbol.asyncIterator]();
  }

  /** The body of a packet before the session: without a kind. `undefined` when the client has gone. */
  async startup(): Promise<Buffer | undefined> {
    return this.body(longestStartup);
  }

  /** `undefined` when the client has gone. */
  async message(): Promise<Message | undefined> {
    const kind = await this.take(1);
    const body = kind && (await this.body(longestMessage));
    return body && { kind: kind.toString('latin1'), body };
  }

  private async body(longest: number): Promise<Buffer | undefined> {
    const head = await this.take(4);
    if (!head) return undefined;
    const length = head.readInt32BE(0) - 4;
    if (length < 0 || length > longest) throw PostgresError.fatal('08P01', 'invalid message length');
    return this.take(length);
  }

  private async take(size: number): Promise<Buffer | undefined> {
    while (this.kept.length < size) {
      const next = await this.source.next();
      if (next.done) return undefined;
      this.kept = Buffer.concat([this.kept, next.value]);
    }
    const taken = this.kept.subarray(0, size);
    this.kept = this.kept.subarray(size);
    return taken;
  }
}
