import { InputError } from '@backstage/errors';
import type { ByteChannel } from './ByteChannel';
import { sendLines } from './sendLines';

/** A reader that takes nothing until it is told to. */
class SlowChannel implements ByteChannel {
  bufferedBytes = 0;
  written = 0;
  end = jest.fn();
  destroy = jest.fn();
  #drain: () => void = () => undefined;
  #close: () => void = () => undefined;

  write(bytes: Buffer) {
    this.written += 1;
    this.bufferedBytes += bytes.length;
  }

  onDrain(listener: () => void) {
    this.#drain = listener;
  }

  onClose(listener: () => void) {
    this.#close = listener;
  }

  take() {
    this.bufferedBytes = 0;
    this.#drain();
  }

  close() {
    this.#close();
  }
}

const line = 'x'.repeat(512 * 1024);

async function* lines(count: number, asked: number[] = []) {
  for (let index = 0; index < count; index += 1) {
    asked.push(index);
    yield line;
  }
}

const settled = () => new Promise(resolve => setImmediate(resolve));

it('reads no further than a slow reader takes, and ends', async () => {
  const channel = new SlowChannel();
  const asked: number[] = [];
  const sent = sendLines(channel, lines(5, asked));
  await settled();
  expect([channel.written, asked.length]).toEqual([2, 2]);
  channel.take();
  await settled();
  expect(channel.written).toBe(4);
  channel.take();
  await sent;
  expect(channel.written).toBe(5);
  expect(channel.end).toHaveBeenCalledTimes(1);
});

it('stops for a reader that went away', async () => {
  const channel = new SlowChannel();
  const asked: number[] = [];
  const sent = sendLines(channel, lines(1_000, asked));
  await settled();
  channel.close();
  await sent;
  expect(asked.length).toBeLessThan(5);
  expect(channel.end).not.toHaveBeenCalled();
});

it('breaks off where the source does, so that half is not taken for the whole', async () => {
  const channel = new SlowChannel();
  async function* broken() {
    yield 'one';
    throw new InputError('the database went away');
  }
  await sendLines(channel, broken());
  expect(channel.destroy).toHaveBeenCalledTimes(1);
  expect(channel.end).not.toHaveBeenCalled();
});
