import { KnownLooks } from './KnownLooks';
import type { PolledSource } from './PolledSource';

const source: PolledSource<string> = {
  id: 'a',
  everySeconds: 10,
  look: async () => '',
  failed: () => '',
  isWell: () => true,
};

it('never holds an older look over a newer, whichever answer comes first', () => {
  let now = 0;
  const known = new KnownLooks(new Map([['a', source]]), () => now);
  const stored = (version: number) => ({ source: 'a', version, at: version, ageMs: 0 });
  expect(known.hold(stored(7), 'seven')).toBe(true);
  expect(known.hold(stored(6), 'six')).toBe(false);
  expect(known.hold(stored(7), 'seven again')).toBe(false);
  expect(known.current('a')).toMatchObject({ look: 'seven', version: 7, isFresh: true });
  expect(known.isLater(stored(8))).toBe(true);
  now = 40_000;
  expect([...known.aged()]).toEqual(['a']);
  expect(known.current('a')?.isFresh).toBe(false);
  expect(known.hold({ ...stored(8), ageMs: -5_000 }, 'of a clock that was put back')).toBe(true);
  now += 39_000;
  expect(known.current('a')?.isFresh).toBe(true);
  now += 1_001;
  expect(known.current('a')?.isFresh).toBe(false);
});
