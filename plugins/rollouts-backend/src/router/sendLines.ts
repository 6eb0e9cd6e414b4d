import type { ByteChannel } from '@greenroom/plugin-portal-node';

/** So much may wait for a slow reader before the next line is read. */
const BUFFER = 1024 * 1024;

/**
 * Sends texts as lines, as fast as they are taken. A source that breaks off breaks off the answer too, so that half an
 * export never looks like a whole one.
 */
export async function sendLines(channel: ByteChannel, lines: AsyncIterable<string>): Promise<void> {
  const gone = new AbortController();
  channel.onClose(() => gone.abort());
  let wake: () => void = () => undefined;
  channel.onDrain(() => wake());
  gone.signal.addEventListener('abort', () => wake());
  try {
    for await (const line of lines) {
      if (gone.signal.aborted) {
        return;
      }
      channel.write(Buffer.from(`${line}\n`));
      if (channel.bufferedBytes > BUFFER) {
        await new Promise<void>(resolve => {
          wake = resolve;
        });
      }
    }
    channel.end();
  } catch {
    channel.destroy();
  }
}
