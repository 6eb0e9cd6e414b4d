import { Turnstile } from './Turnstile';

describe('Turnstile', () => {
  let now = 0;
  let inside = 0;
  let most = 0;
  const leave: (() => void)[] = [];

  const work = (name: string) => async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise<void>(resolve => leave.push(resolve));
    inside -= 1;
    return name;
  };
  const turn = () => new Promise(resolve => setImmediate(resolve));

  beforeEach(() => {
    now = 0;
    inside = 0;
    most = 0;
    leave.length = 0;
  });

  it('lets so many in at a time, in the order they came', async () => {
    const turnstile = new Turnstile({ inside: 2, patienceMs: 1_000, patienceBeforeMs: 100, now: () => now });
    const out: string[] = [];
    const all = ['a', 'b', 'c', 'd', 'e'].map(async name => out.push(await turnstile.pass(work(name))));
    for (let round = 0; round < 5; round += 1) {
      await turn();
      leave.shift()?.();
    }
    await Promise.all(all);
    expect(out).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(most).toBe(2);
  });

  it('lets those go first who have to', async () => {
    const turnstile = new Turnstile({ inside: 1, patienceMs: 1_000, patienceBeforeMs: 100, now: () => now });
    const out: string[] = [];
    const come = async (name: string, before: boolean) => out.push(await turnstile.pass(work(name), before));
    const all = [come('a', false), come('b', false), come('c', true), come('d', true)];
    for (let round = 0; round < 4; round += 1) {
      await turn();
      leave.shift()?.();
    }
    await Promise.all(all);
    expect(out).toEqual(['a', 'c', 'd', 'b']);
  });

  it('sends away who waited too long, and lets in who comes after', async () => {
    const turnstile = new Turnstile({ inside: 1, patienceMs: 1_000, patienceBeforeMs: 100, now: () => now });
    const first = turnstile.pass(work('a'));
    const impatient = turnstile.pass(work('b')).catch(error => error.name);
    now = 500;
    const patient = turnstile.pass(work('c'));
    await turn();
    now = 1_001;
    leave.shift()?.();
    await turn();
    leave.shift()?.();
    expect(await Promise.all([first, impatient, patient])).toEqual(['a', 'ServiceUnavailableError', 'c']);
  });

  it('sends those away sooner who would go first', async () => {
    const turnstile = new Turnstile({ inside: 1, patienceMs: 1_000, patienceBeforeMs: 100, now: () => now });
    const first = turnstile.pass(work('a'));
    const late = turnstile.pass(work('b'), true).catch(error => error.name);
    const patient = turnstile.pass(work('c'));
    await turn();
    now = 101;
    leave.shift()?.();
    await turn();
    leave.shift()?.();
    expect(await Promise.all([first, late, patient])).toEqual(['a', 'ServiceUnavailableError', 'c']);
  });

  it('gives a place back whose work failed', async () => {
    const turnstile = new Turnstile({ inside: 1, patienceMs: 1_000, patienceBeforeMs: 100, now: () => now });
    await expect(turnstile.pass(() => Promise.reject(new TypeError('no')))).rejects.toThrow('no');
    const next = turnstile.pass(work('a'));
    await turn();
    leave.shift()?.();
    await expect(next).resolves.toBe('a');
  });
});
