import { RelationsLoader } from './RelationsLoader';

describe('RelationsLoader', () => {
  let now = 0;
  let answer: () => void = () => {};
  const calls: string[][] = [];
  let failing = false;
  let loader: RelationsLoader;

  beforeEach(() => {
    now = 0;
    calls.length = 0;
    failing = false;
    loader = new RelationsLoader({
      now: () => now,
      ttlMs: 1_000,
      fetch: refs => {
        calls.push([...refs]);
        return new Promise((resolve, reject) => {
          answer = () =>
            failing
              ? reject(new TypeError('fetch failed'))
              : resolve(refs.map(ref => ({ relations: [{ type: 'memberOf', targetRef: `of-${ref}` }] })));
        });
      },
    });
  });

  const turn = () => new Promise(resolve => setImmediate(resolve));
  const groupOf = (found: ({ relations?: readonly { targetRef: string }[] } | undefined)[]) =>
    found.map(entity => entity?.relations?.[0]?.targetRef);

  it('asks at once, and together for all who came while it waited', async () => {
    const first = loader.load(['a']);
    await turn();
    const others = [loader.load(['b', 'a']), loader.load(['c']), loader.load(['b'])];
    await turn();
    expect(calls).toEqual([['a']]);
    answer();
    await turn();
    expect(calls).toEqual([['a'], ['b', 'c']]);
    answer();
    expect(groupOf(await first)).toEqual(['of-a']);
    expect((await Promise.all(others)).map(groupOf)).toEqual([['of-b', 'of-a'], ['of-c'], ['of-b']]);
  });

  it('remembers for its time, counted from the moment of asking', async () => {
    const first = loader.load(['a']);
    await turn();
    now = 900;
    answer();
    await first;
    now = 999;
    await loader.load(['a']);
    expect(calls).toHaveLength(1);
    now = 1_000;
    void loader.load(['a']);
    await turn();
    expect(calls).toHaveLength(2);
  });

  it('counts no age while it waits for its turn', async () => {
    void loader.load(['a']);
    await turn();
    const second = loader.load(['b']);
    now = 5_000;
    answer();
    await turn();
    now = 5_500;
    answer();
    await second;
    await loader.load(['b']);
    expect(calls).toEqual([['a'], ['b']]);
  });

  it('fails for all who waited for that call, and for nobody after it', async () => {
    failing = true;
    const refused = [loader.load(['a']), loader.load(['a', 'b'])];
    await turn();
    answer();
    for (const one of refused) {
      await expect(one).rejects.toThrow('fetch failed');
    }
    failing = false;
    const again = loader.load(['a']);
    await turn();
    answer();
    expect(groupOf(await again)).toEqual(['of-a']);
  });

  it('splits what is too much for one call', async () => {
    const many = Array.from({ length: 1_200 }, (_, index) => `r${index}`);
    const loading = loader.load(many);
    for (let call = 0; call < 3; call += 1) {
      await turn();
      answer();
    }
    expect(groupOf(await loading)[1_199]).toBe('of-r1199');
    expect(calls.map(({ length }) => length)).toEqual([500, 500, 200]);
  });
});
