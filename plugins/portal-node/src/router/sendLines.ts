import type { ByteChannel } from './ByteChannel';

/** So much may wait for a slow reader before the next line is read. */
const BUFFER = 1024 * 1024;

/**
 * Sends texts as lines, as fast as they are taken. A source that breaks off breaks off the answer too, so that half an
 * export never looks like a whole one.
 */
export async function sendLines(channel: ByteChannel, lines: AsyncIterable<string>): Promise<void> {
  const reader = new Reader(channel);
  try {
    for await (const line of lines) {
      if (reader.gone) {
        return;
      }
      channel.write(Buffer.from(`${line}\n`));
      if (channel.bufferedBytes > BUFFER) {
        await reader.ready();
      }
    }
    channel.end();
  } catch {
    channel.destroy();
  }
}

/** Whoever takes the lines. */
class Reader {
  gone = false;
  #wake: () => void = () => undefined;

  constructor(channel: ByteChannel) {
    channel.onDrain(() => this.#wake());
    channel.onClose(() => {
      this.gone = true;
      this.#wake();
    });
  }

  /** Resolves when everything was taken, or nobody takes anything any more. */
  ready(): Promise<void> {
    return new Promise(resolve => {
      this.#wake = resolve;
    });
  }
}
