import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Turns } from './Turns';

const turn = () =>
  new Promise(resolve => {
    setImmediate(resolve);
  });

/** Each chunk that is read takes so many milliseconds. */
function stage(cost: number) {
  let now = 0;
  const turns = new Turns({ now: () => new Date(now) });
  const read: string[] = [];
  const flow = () => {
    const body = new PassThrough();
    turns.read(body, chunk => {
      now += cost;
      read.push(chunk.toString());
    });
    return body;
  };
  return { flow, read };
}

describe('streams that are read in turns', () => {
  it('are read whole, to their end', async () => {
    const { flow, read } = stage(0);
    const body = flow();
    body.write('a');
    body.write('b');
    body.end('c');
    await finished(body);
    expect(read.join('')).toBe('abc');
  });

  it('have their turn one after the other, and others theirs when a slice is over', async () => {
    const { flow, read } = stage(5);
    const bodies = ['a', 'b', 'c', 'd'].map(name => {
      const body = flow();
      body.write(name);
      return body;
    });
    const counts: number[] = [];
    while (read.length < bodies.length) {
      await turn();
      counts.push(read.length);
    }
    expect(read).toEqual(['a', 'b', 'c', 'd']);
    expect(new Set(counts.filter(count => count > 0))).toEqual(new Set([2, 4]));
  });

  it('of one that always has more, the others are not kept waiting', async () => {
    const { flow, read } = stage(10);
    const busy = flow();
    const quiet = flow();
    for (const part of ['a1', 'a2', 'a3']) {
      busy.write(part);
    }
    quiet.write('b');
    while (!read.includes('b')) {
      busy.write('more');
      await turn();
    }
    expect(read.indexOf('b')).toBeLessThanOrEqual(1);
  });

  it('are left alone once they are destroyed', async () => {
    const { flow, read } = stage(0);
    const body = flow();
    body.write('a');
    body.destroy();
    await turn();
    await turn();
    expect(read).toEqual([]);
  });
});
