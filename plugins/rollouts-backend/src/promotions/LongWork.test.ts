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
  let done = 0;
  const lane = new Lane(() => undefined, slow());
  for (let n = 0; n < 100; n += 1) {
    lane.put(`work ${n}`, async () => void (done += 1));
  }
  const seen: number[] = [];
  while (done < 100) {
    await new Promise(setImmediate);
    seen.push(done);
  }
  expect(seen.length).toBeGreaterThan(20);
  await lane.settled();
});
