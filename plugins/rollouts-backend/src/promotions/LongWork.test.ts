import { Lane } from './Lane';
import { LongWork } from './LongWork';

/** A clock by which each look at it took three milliseconds. */
const slow = () => {
  let now = 0;
  return () => (now += 3);
};

it('is long after ten milliseconds, and again ten after others had their turn', async () => {
  const work = new LongWork(slow());
  expect([1, 2, 3, 4].map(() => work.isLong)).toEqual([false, false, false, true]);
  const turn = new Promise(setImmediate);
  await work.pause();
  await turn;
  expect(work.isLong).toBe(false);
});

it('in a lane leaves others their turns, though nothing in it waits for anything', async () => {
  const done: number[] = [];
  const lane = new Lane(() => undefined, slow());
  Array.from({ length: 100 }, (_, n) => lane.put(`work ${n}`, async () => void done.push(n)));
  let turns = 0;
  while (done.length < 100) {
    await new Promise(setImmediate);
    turns += 1;
  }
  expect(turns).toBeGreaterThan(20);
  await lane.settled();
});
