import fc from 'fast-check';
import type { MetricQuery } from './metricQueries';
import { batches, type Followed, onGrid, SharedMetrics } from './SharedMetrics';

const { signal } = new AbortController();
const query = (i: number, pace = 60): Followed => ({
  query: { name: `M${i}`, dimensions: {}, statistic: 'Average', period: 60 },
  window: 900,
  pace,
});

function counted() {
  const calls: number[] = [];
  let now = 1_795_168_800_000;
  const client = {
    metrics: async (queries: readonly MetricQuery[]) => {
      calls.push(queries.length);
      return queries.map((_, i) => ({ id: `m${i}`, points: [], isComplete: true }));
    },
  };
  const shared = new SharedMetrics(client, 'here', {
    now: () => now,
    random: () => 0,
    wait: async () => undefined,
  });
  return { calls, shared, pass: (seconds: number) => (now += seconds * 1_000) };
}

describe('metrics that are shared', () => {
  it('are fetched in at most ⌈metrics / 500⌉ calls a period, whoever asks and in which order', async () => {
    const viewer = fc.array(fc.integer({ min: 0, max: 1_500 }), { minLength: 1, maxLength: 400 });
    const property = fc.asyncProperty(fc.array(viewer, { minLength: 1, maxLength: 6 }), async viewers => {
      const { calls, shared, pass } = counted();
      const all = new Set(viewers.flat());
      const ask = () =>
        Promise.all(
          viewers.map(ids =>
            shared.newest(
              ids.map(i => query(i)),
              signal,
            ),
          ),
        );
      await ask();
      for (let period = 0; period < 3; period += 1) {
        calls.length = 0;
        pass(60);
        await ask();
        await ask();
        expect(calls.length).toBeLessThanOrEqual(Math.ceil(all.size / 500));
        expect(calls.reduce((a, b) => a + b, 0)).toBe(all.size);
      }
    });
    await fc.assert(property, { seed: 20261121, numRuns: 20 });
  });

  it('are asked for at their own pace, and not at all when nobody does', async () => {
    const { calls, shared, pass } = counted();
    for (let minute = 0; minute < 10; minute += 1) {
      await shared.newest([query(1), query(2, 300)], signal);
      pass(60);
    }
    expect(calls).toEqual([2, 1, 1, 1, 1, 2, 1, 1, 1, 1]);
    pass(3_600);
    expect(calls).toHaveLength(10);
    await shared.newest([query(1)], signal);
    expect(calls.at(-1)).toBe(1);
  });

  it('keep what is long together', () => {
    const long = { ...query(0), window: 10_800 };
    const many = Array.from({ length: 700 }, (_, i) =>
      i % 100 === 0 ? { ...long, query: query(i).query } : query(i),
    );
    expect(batches(many).map(batch => batch.filter(({ window }) => window > 900).length)).toEqual([7, 0]);
  });

  it('lie on the grid of their period, with gaps', () => {
    const points = [
      { at: 120, value: 2 },
      { at: 240, value: NaN },
      { at: 300, value: -1 },
      { at: 9_999, value: 9 },
    ];
    expect(onGrid(points, { from: 60, to: 360 }, { period: 60 })).toEqual({
      start: 60,
      period: 60,
      values: [null, 2, null, null, null],
    });
  });
});
