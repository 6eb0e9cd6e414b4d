import { InputError, ServiceUnavailableError } from '@backstage/errors';
import type { MetricsAnswer } from '@greenroom/plugin-databases-common';
import { FakeSource, makeSeen } from '../__testUtils__/FakeSource';
import { Histories } from './Histories';

const { database } = makeSeen('shop');
const query = {
  database,
  metrics: ['cpu' as const],
  from: 1_800_000_000,
  to: 1_800_003_600,
  periodSeconds: 60,
};

describe('histories', () => {
  const setup = () => {
    const shared = new Map<string, unknown>();
    const time = { now: 1_800_003_600_000 };
    const cache = {
      get: async (key: string) => shared.get(key),
      set: async (key: string, value: MetricsAnswer) => void shared.set(key, structuredClone(value)),
    };
    const source = new FakeSource();
    const open = () => new Histories({ cache, now: () => time.now });
    return { open, histories: open(), source, time, shared, cache };
  };

  it('asks the source once for a thousand viewers, on whatever replica', async () => {
    const { histories, open, source } = setup();
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => histories.of(source, query)));
    const other = await open().of(source, query);
    expect(source.histories).toEqual([query]);
    expect(new Set(answers.map(({ etag }) => etag))).toEqual(new Set([other.etag]));
  });

  it('asks anew when there may be another point, and of long ago hardly ever', async () => {
    const { histories, source, time, shared } = setup();
    await histories.of(source, query);
    shared.clear();
    time.now += 29_000;
    await histories.of(source, query);
    expect(source.histories).toHaveLength(1);
    time.now += 2_000;
    await histories.of(source, query);
    expect(source.histories).toHaveLength(2);
    time.now += 3_600_000;
    shared.clear();
    await histories.of(source, query);
    time.now += 500_000;
    await histories.of(source, query);
    expect(source.histories).toHaveLength(3);
  });

  it('keeps no failure, and does without a cache that fails', async () => {
    const { histories, source, cache } = setup();
    source.answer = () => Promise.reject(new RangeError('throttled'));
    await expect(histories.of(source, query)).rejects.toThrow('throttled');
    source.answer = new FakeSource().answer;
    cache.get = () => Promise.reject(new RangeError('no cache'));
    cache.set = () => Promise.reject(new RangeError('no cache'));
    expect(JSON.parse((await histories.of(source, query)).json)).toMatchObject({ periodSeconds: 60 });
  });

  it('answers what it answered last, with its age, while the source can not be asked', async () => {
    const { histories, source, time, shared } = setup();
    await histories.of(source, query);
    source.answer = () => Promise.reject(new ServiceUnavailableError('AWS is asked too often'));
    shared.clear();
    time.now += 600_000;
    const later = (seconds: number) => ({ ...query, from: query.from + seconds, to: query.to + seconds });
    for (const _ of ['at once', 'and again']) {
      const { json } = await histories.of(source, later(600));
      expect(JSON.parse(json)).toMatchObject({
        to: '2027-01-15T09:00:00.000Z',
        aged: { at: '2027-01-15T09:00:00.000Z', reason: 'AWS is asked too often' },
      });
    }
    await expect(histories.of(source, later(-86_400))).rejects.toThrow('too often');
    await expect(histories.of(source, { ...later(600), metrics: ['swap'] })).rejects.toThrow('too often');
    source.answer = () => Promise.reject(new InputError('from is wrong'));
    await expect(histories.of(source, later(600))).rejects.toThrow('from is wrong');
    source.answer = new FakeSource().answer;
    expect(JSON.parse((await histories.of(source, later(600))).json).aged).toBeUndefined();
  });

  it('lets few questions through at once, in turn, and not without end', async () => {
    const { histories, source } = setup();
    const open: (() => void)[] = [];
    const answer = source.answer;
    source.answer = async asked => {
      await new Promise<void>(resolve => open.push(resolve));
      return answer(asked);
    };
    const ask = (index: number) => histories.of(source, { ...query, from: query.from - 60 * index });
    const asked = Array.from({ length: 44 }, (_, index) => ask(index));
    const refused = ask(44);
    await expect(refused).rejects.toThrow('at most 44 questions about its metrics at a time');
    for (let answered = 0; answered < 44; answered += 1) {
      expect(open.length).toBeLessThanOrEqual(answered + 4);
      open[answered]?.();
      await asked[answered];
      await new Promise(resolve => setImmediate(resolve));
    }
    expect(source.histories).toHaveLength(44);
  });

  it('keeps a bounded number of answers', async () => {
    const { histories, source, shared } = setup();
    for (let index = 0; index <= 100; index += 1) {
      await histories.of(source, { ...query, from: query.from - 60 * index });
    }
    shared.clear();
    await histories.of(source, query);
    expect(source.histories).toHaveLength(102);
  });
});
