import { type ByteChannel, SharedBytes } from '@greenroom/plugin-portal-node';
import { StreamReader } from './StreamReader';

/** The other end of a stream, which can stop reading. */
export class TestChannel implements ByteChannel {
  readonly reader = new StreamReader();
  /** Called with each write at the moment it is made. */
  onWrite: (bytes: Buffer | SharedBytes) => void = () => {};
  closed = false;
  destroyed = false;
  mostBuffered = 0;
  #stalled = false;
  #buffered: Buffer[] = [];
  readonly #drainListeners: (() => void)[] = [];
  readonly #closeListeners: (() => void)[] = [];

  get bufferedBytes() {
    return this.#buffered.reduce((sum, bytes) => sum + bytes.length, 0);
  }

  write(written: Buffer | SharedBytes) {
    this.onWrite(written);
    const bytes = written instanceof SharedBytes ? written.plain : written;
    if (this.#stalled) {
      this.#buffered.push(bytes);
      this.mostBuffered = Math.max(this.mostBuffered, this.bufferedBytes);
    } else {
      this.reader.read(bytes);
    }
  }

  stall() {
    this.#stalled = true;
  }

  flow() {
    this.#stalled = false;
    const buffered = this.#buffered;
    this.#buffered = [];
    buffered.forEach(bytes => this.reader.read(bytes));
    if (buffered.length > 0) {
      this.#drainListeners.forEach(listener => listener());
    }
  }

  onDrain(listener: () => void) {
    this.#drainListeners.push(listener);
  }

  onClose(listener: () => void) {
    this.#closeListeners.push(listener);
  }

  end() {
    if (!this.closed) {
      this.closed = true;
      this.#closeListeners.forEach(listener => listener());
    }
  }

  destroy() {
    this.destroyed = true;
    this.end();
  }
}
