import type { Clock } from '../clock';

/** What flows, and waits until it is read. */
export interface Flow {
  on(event: 'readable', listener: () => void): unknown;
  /** Everything that has come and was not read, or `null`. */
  read(): Buffer | null;
  readonly destroyed: boolean;
}

/** So long streams are read before others have their turn, milliseconds. */
const SLICE_MS = 8;

/**
 * Streams that are read a slice at a time. As long as bytes come as fast as they are read, one socket is read again and
 * again, dozens of chunks, before anything else of the process has its turn; and twenty clusters are hundreds of
 * sockets. So all that share this wait in one queue, are read together for one slice, and go on when others had theirs.
 *
 * Each is read whole: of a stream that flows and is paused, undici gives one chunk each time it goes on, and copies
 * everything else that the socket holds once more for it.
 */
export class Turns {
  readonly #clock: Pick<Clock, 'now'>;
  /** Those that may have something, in the order of their turns. */
  readonly #ready = new Map<Flow, (chunk: Buffer) => void>();
  #isScheduled = false;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** Hands over the chunks of a stream as it may be read. */
  read(flow: Flow, onChunk: (chunk: Buffer) => void): void {
    flow.on('readable', () => {
      this.#ready.set(flow, onChunk);
      this.#schedule();
    });
  }

  #schedule(): void {
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      setImmediate(() => this.#turn());
    }
  }

  #turn(): void {
    const begun = this.#clock.now().getTime();
    this.#isScheduled = false;
    for (const [flow, onChunk] of this.#ready) {
      this.#ready.delete(flow);
      const chunk = flow.destroyed ? null : flow.read();
      if (chunk !== null) {
        // It is asked again after the others, until it has nothing: only then it tells that it has something.
        this.#ready.set(flow, onChunk);
        onChunk(chunk);
      }
      if (this.#clock.now().getTime() - begun >= SLICE_MS) {
        break;
      }
    }
    if (this.#ready.size > 0) {
      this.#schedule();
    }
  }
}
