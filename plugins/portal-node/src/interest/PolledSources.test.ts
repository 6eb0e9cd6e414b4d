import { MemoryInterestStore } from './__testUtils__/MemoryInterestStore';
import { MortalClock, VirtualClock } from './__testUtils__/VirtualClock';
import { PolledSources } from './PolledSources';
import type { Asked, PolledSource } from './PolledSource';

interface Look {
  count: number;
  why?: string;
}

/** Counts, and does what a test says. */
class Counter implements PolledSource<Look> {
  readonly id = 'aws:1/eu';
  readonly everySeconds = 10;
  readonly timeoutSeconds = 30;
  isPrompt = false;
  asked: Asked<Look>[] = [];
  answer: (asked: Asked<Look>) => Promise<Look> = async ({ before }) => ({ count: (before?.count ?? 0) + 1 });

  look(asked: Asked<Look>) {
    this.asked.push(asked);
    return this.answer(asked);
  }

  failed = (before: Look | undefined, why: string) => ({ count: before?.count ?? 0, why });
  isWell = ({ why }: Look) => why === undefined;
}

const ID = 'aws:1/eu';

describe('polled sources', () => {
  const setup = async (replicas = 1, isPrompt = false) => {
    const clock = new VirtualClock();
    const store = new MemoryInterestStore(() => 1_800_000_000_000 + clock.steady());
    const warnings: string[] = [];
    const started = Array.from({ length: replicas }, async (_, index) => {
      const source = new Counter();
      source.isPrompt = isPrompt;
      const own = new MortalClock(clock);
      const polled = new PolledSources<Look>({
        sources: [source],
        store,
        replica: `r${index}`,
        read: json => json as Look,
        clock: own,
        logger: { warn: text => void warnings.push(String(text)) },
      });
      await polled.start();
      return { source, polled, clock: own };
    });
    const all = await Promise.all(started);
    const [one] = all;
    if (!one) {
      throw new RangeError('a replica at least');
    }
    return { store, warnings, all, ...one, clock, crash: () => one.clock.crash() };
  };

  it('asks nobody while nobody watches, not even the database', async () => {
    const { clock, store, source, polled } = await setup();
    await clock.advance(600_000);
    expect([source.asked.length, store.questions, polled.current(ID)]).toEqual([0, 0, undefined]);
  });

  it('looks at once when somebody comes, then at its pace, and half a minute longer', async () => {
    const { clock, source, polled, store } = await setup();
    const leave = polled.watch(ID, 'shop');
    await clock.advance(10);
    expect(polled.current(ID)).toMatchObject({ look: { count: 1 }, version: 1, isFresh: true });
    await clock.advance(60_000);
    expect(source.asked.length).toBe(7);
    expect(source.asked.at(-1)).toMatchObject({ things: ['shop'], before: { count: 6 } });
    leave();
    leave();
    await clock.advance(120_000);
    expect(source.asked.length).toBeLessThanOrEqual(10);
    const { questions } = store;
    await clock.advance(600_000);
    expect(store.questions).toBe(questions);
    expect(polled.current(ID)?.isFresh).toBe(false);
  });

  it('asks nothing anew for who comes back, and for a glance no more than once', async () => {
    const { clock, source, polled } = await setup();
    for (let viewer = 0; viewer < 1_000; viewer += 1) {
      polled.glance(ID);
    }
    await clock.advance(5_000);
    polled.watch(ID)();
    await clock.advance(4_000);
    expect(source.asked.length).toBe(1);
  });

  it('is looked at by one replica for all, and followed by the others', async () => {
    const { clock, all, store } = await setup(3);
    all.forEach(({ polled }, index) => polled.watch(ID, `thing-${index}`));
    await clock.advance(100_000);
    expect(all.reduce((sum, { source }) => sum + source.asked.length, 0)).toBe(11);
    expect(all.map(({ polled }) => polled.current(ID)?.version)).toEqual([11, 11, 11]);
    expect(all.flatMap(({ source }) => source.asked).some(({ things }) => things.length === 3)).toBe(true);
    expect(store.questions).toBeLessThan(3 * 115);
  });

  it('looks at once at what nobody watched, where its source is prompt, and right after a look that is under way', async () => {
    const { clock, all, source, polled } = await setup(2, true);
    const other = all[1] ?? all[0];
    polled.watch(ID, 'a');
    await clock.advance(3_000);
    polled.watch(ID, 'a');
    await clock.advance(10);
    expect(source.asked.length).toBe(1);
    polled.watch(ID, 'b');
    await clock.advance(10);
    expect(source.asked.map(({ things }) => things)).toEqual([['a'], ['a', 'b']]);
    other?.polled.watch(ID, 'c');
    await clock.advance(10);
    expect(other?.source.asked.map(({ things }) => things)).toEqual([['a', 'b', 'c']]);
    let end: (look: Look) => void = () => undefined;
    if (other) {
      other.source.answer = () => new Promise(resolve => (end = resolve));
    }
    other?.polled.watch(ID, 'd');
    await clock.advance(10);
    other?.polled.watch(ID, 'e');
    await clock.advance(10);
    expect(other?.source.asked.length).toBe(2);
    end({ count: 9 });
    await clock.advance(10);
    expect(other?.source.asked.at(-1)?.things).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('waits for the next look at what comes to others elsewhere', async () => {
    const { clock, source, polled } = await setup();
    polled.watch(ID, 'a');
    await clock.advance(3_000);
    polled.watch(ID, 'b');
    await clock.advance(3_000);
    expect(source.asked.length).toBe(1);
  });

  it('gives up a look that hangs, says so, and asks less often', async () => {
    const { clock, source, polled } = await setup();
    source.answer = ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    polled.watch(ID);
    await clock.advance(31_000);
    expect(polled.current(ID)?.look).toEqual({ count: 0, why: 'it did not answer within 30 s' });
    expect(source.asked[0]?.signal.aborted).toBe(true);
    source.answer = async () => Promise.reject(new RangeError('broken'));
    await clock.advance(600_000);
    expect(polled.current(ID)?.look.why).toBe('broken');
    expect(source.asked.length).toBeLessThan(14);
    expect(source.asked.length).toBeGreaterThan(8);
    source.answer = async () => ({ count: 7 });
    await clock.advance(100_000);
    expect(polled.current(ID)?.look).toEqual({ count: 7 });
    expect(source.asked.length).toBeGreaterThan(12);
  });

  it.each([
    ['15 s when the one that looks is gone', 'crash', 16_500],
    ['a moment when the one that looks is stopped', 'close', 1_500],
  ] as const)('goes to another replica within %s', async (_, end, within) => {
    const { clock, ...first } = await setup(2);
    const other = first.all[1] ?? first;
    first.source.answer = ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    first.polled.watch(ID);
    await clock.advance(100);
    other.polled.watch(ID);
    await (end === 'close' ? first.polled.close() : first.crash());
    await clock.advance(within);
    expect(other.source.asked.length).toBe(1);
    expect(other.polled.current(ID)?.look).toEqual({ count: 1 });
  });

  it('says that it is no longer fresh when looks stop', async () => {
    const { clock, store, polled, warnings } = await setup();
    polled.watch(ID);
    await clock.advance(100);
    const changes: boolean[] = [];
    polled.onChange(() => changes.push(polled.current(ID)?.isFresh === true));
    jest.spyOn(store, 'states').mockRejectedValue(new TypeError('connection refused'));
    await clock.advance(60_000);
    expect(changes).toEqual([false]);
    expect(warnings).toEqual(['what is watched can not be followed now: TypeError: connection refused']);
  });

  it('tells who waits for a look when there is one, and lets nobody wait for ever', async () => {
    const { clock, source, polled } = await setup();
    let waited = 0;
    void polled.fresh([ID], 2_000).then(() => (waited += 1));
    await clock.advance(10);
    expect(waited).toBe(1);
    await clock.advance(100_000);
    source.answer = () => new Promise(() => {});
    void polled.fresh([ID], 2_000).then(() => (waited += 1));
    await clock.advance(1_000);
    expect(waited).toBe(1);
    await clock.advance(1_100);
    expect(waited).toBe(2);
  });

  it('refuses a source that nobody configured', async () => {
    const { polled } = await setup();
    expect(() => polled.watch('aws:2/eu')).toThrow('there is no source aws:2/eu');
  });
});
