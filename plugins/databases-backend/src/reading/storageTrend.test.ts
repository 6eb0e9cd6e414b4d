import { fullAt, type StorageSample } from './storageTrend';

const samples = (n: number, used: (i: number) => number): StorageSample[] =>
  Array.from({ length: n }, (_, i) => ({ at: i * 300, usedBytes: used(i) }));
const seconds = (iso: string | undefined) => (iso === undefined ? undefined : Date.parse(iso) / 1000);

describe('fullAt', () => {
  it('goes on as it went', () => {
    // 10 in 300 s, 650 of 1,000 used at the end: 35 steps more.
    expect(
      seconds(
        fullAt(
          samples(36, i => 300 + i * 10),
          1_000,
        ),
      ),
    ).toBeCloseTo(35 * 300 + 35 * 300, 0);
  });

  it.each([
    ['does not grow', samples(36, () => 500)],
    ['shrinks', samples(36, i => 900 - i)],
    ['was seen too short', samples(5, i => 300 + i * 100)],
    ['is not full within a month', samples(36, i => 300 + i / 1_000)],
    ['was not seen', []],
  ])('says nothing of one that %s', (_, seen) => {
    expect(fullAt(seen, 1_000)).toBeUndefined();
  });

  it('is not led astray by one import', () => {
    const flat = samples(36, i => (i === 35 ? 560 : 500));
    expect(seconds(fullAt(flat, 1_000)) ?? Infinity).toBeGreaterThan(86_400);
  });

  it('is now when nothing is left', () => {
    expect(
      seconds(
        fullAt(
          samples(12, i => 900 + i * 10),
          1_000,
        ),
      ),
    ).toBe(11 * 300);
  });
});
