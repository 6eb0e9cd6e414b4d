import type { SharedBytes } from './SharedBytes';

/** The open end of an answer that goes on. Nothing is ever queued without a trace: the caller watches `bufferedBytes`. */
export interface ByteChannel {
  write(bytes: Buffer | SharedBytes): void;
  /** What was written and has not left for the network yet. */
  readonly bufferedBytes: number;
  /** Called each time everything buffered has left, after `write` had to buffer. */
  onDrain(listener: () => void): void;
  /** Called once, when either side ended it. */
  onClose(listener: () => void): void;
  /** Ends the answer cleanly. */
  end(): void;
  /** Gives up: what is buffered is thrown away. */
  destroy(): void;
}
