import type { Clock } from '../clock';

/** What flows, and can be held up. */
interface Flow {
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
  pause(): unknown;
  resume(): unknown;
  readonly destroyed: boolean;
}

/** So long streams are read before others have their turn, milliseconds. */
const SLICE_MS = 8;

/**
 * Streams that are read a slice at a time. As long as bytes come as fast as they are read, one socket is read again and
 * again, dozens of chunks, before anything else of the process has its turn; and twenty clusters are twenty sockets. So
 * all that share this are read together for one slice, and go on when others had theirs.
 */
export class Turns {
  readonly #clock: Pick<Clock, 'now'>;
  #begun: number | undefined;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** Hands over the chunks of a stream as it may be read. */
  read(flow: Flow, onChunk: (chunk: Buffer) => void): void {
    flow.on('data', chunk => {
      const begun = this.#begin();
      onChunk(chunk);
      if (this.#clock.now().getTime() - begun >= SLICE_MS && !flow.destroyed) {
        flow.pause();
        setImmediate(() => flow.resume());
      }
    });
  }

  #begin(): number {
    if (this.#begun === undefined) {
      this.#begun = this.#clock.now().getTime();
      setImmediate(() => {
        this.#begun = undefined;
      });
    }
    return this.#begun;
  }
}
