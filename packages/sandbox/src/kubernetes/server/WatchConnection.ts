import type { ServerResponse } from 'node:http';

/** How much may wait for a slow reader before it is dropped, as a real server drops it. */
const BUFFER_LIMIT = 64 * 1024 * 1024;

/** One open watch towards its client: lines out, and all the ways in which it can end or go wrong. */
export class WatchConnection {
  #held: (string | Buffer)[] | undefined;
  #silent = false;

  constructor(private readonly response: ServerResponse) {
    // A client that goes away while we write is told by `close`.
    response.on('error', () => response.destroy());
  }

  get open(): boolean {
    return !this.response.writableEnded && !this.response.destroyed;
  }

  onClose(listener: () => void): void {
    this.response.once('close', listener);
  }

  /** The head goes out at once, so that the client knows that the watch stands. */
  start(): void {
    this.response.writeHead(200, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-cache, private',
    });
    if (!this.#held && !this.#silent) this.response.flushHeaders();
  }

  send(line: string | Buffer): void {
    if (this.#silent || !this.open) return;
    if (this.#held) {
      this.#held.push(line);
      return;
    }
    this.response.write(line);
    if (this.response.writableLength > BUFFER_LIMIT) this.response.destroy();
  }

  end(): void {
    if (this.#silent || !this.open) return;
    this.response.end();
  }

  /** Half a line, then the connection breaks. */
  cut(line: string): void {
    if (!this.open || this.#silent) return;
    this.response.write(line.slice(0, Math.ceil(line.length / 2)), () => this.response.destroy());
  }

  /** From now on nothing is sent, and nothing is closed either. */
  silence(): void {
    this.#silent = true;
  }

  /** Lines wait until `release`. */
  hold(): void {
    this.#held ??= [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const line of held) this.send(line);
  }
}
