import { createGunzip, gunzipSync } from 'node:zlib';
import type { ByteChannel } from './ByteChannel';
import { GzipChannel } from './GzipChannel';
import { SharedBytes } from './SharedBytes';

class Pipe implements ByteChannel {
  readonly chunks: Buffer[] = [];
  readonly bufferedBytes = 0;
  isEnded = false;

  write(bytes: Buffer | SharedBytes) {
    this.chunks.push(bytes instanceof SharedBytes ? bytes.plain : bytes);
  }

  onDrain() {}

  onClose() {}

  end() {
    this.isEnded = true;
  }

  destroy() {}
}

const shared = (text: string) => new SharedBytes(Buffer.from(text));
const long = shared('{"name":"checkout","state":"healthy"}\n'.repeat(2_000));
const short = shared('heartbeat\n');
/** Hardly to be compressed, and longer than one block is. */
const odd = shared(
  Array.from({ length: 90_000 }, (_, n) => String.fromCharCode(33 + ((n * n * 7) % 89))).join(''),
);

it('is one gzip file of everything that was written, in any order', () => {
  const pipe = new Pipe();
  const channel = new GzipChannel(pipe);
  const written = [short, long, Buffer.from('a line\n'), shared(''), odd, long, short];
  written.forEach(bytes => channel.write(bytes));
  channel.end();
  expect(pipe.isEnded).toBe(true);
  const plain = written.map(bytes => (bytes instanceof SharedBytes ? bytes.plain : bytes).toString());
  expect(gunzipSync(Buffer.concat(pipe.chunks)).toString()).toBe(plain.join(''));
  expect(Buffer.concat(pipe.chunks).length).toBeLessThan(Buffer.from(plain.join('')).length * 0.7);
});

it('gives each piece to the other end as it is written, not when there is enough', async () => {
  const pipe = new Pipe();
  const channel = new GzipChannel(pipe);
  const gunzip = createGunzip();
  for (const bytes of [short, long, short]) {
    channel.write(bytes);
    let text = '';
    const heard = new Promise<void>(resolve => {
      gunzip.on('data', function hear(chunk: Buffer) {
        text += chunk.toString();
        if (text.length >= bytes.length) {
          gunzip.off('data', hear);
          resolve();
        }
      });
    });
    pipe.chunks.splice(0).forEach(chunk => gunzip.write(chunk));
    await heard;
    expect(text).toBe(bytes.plain.toString());
  }
});

it('compresses once for all who get the same', () => {
  const pipes = [new Pipe(), new Pipe()];
  pipes.forEach(pipe => new GzipChannel(pipe).write(long));
  expect(pipes[0]?.chunks[1]).toBe(pipes[1]?.chunks[1]);
});
