import { ServiceUnavailableError } from '@backstage/errors';
import { CommitPeople } from './CommitPeople';
import type { CommitRange, GitPerson } from '@greenroom/git-access';

const range = (head: string): CommitRange => ({
  repository: { host: 'hub.example', path: 'shop/checkout' },
  base: 'aaa',
  head,
});
const ada = { login: 'ada' };
const still = { known: false, why: 'hub.example is still being asked who made the commits.' };

interface Answer {
  resolve(people: GitPerson[]): void;
}

/** A host that answers when it is told to, and time that passes when it is told to. */
function start() {
  let now = 0;
  const timers: { at: number; end: () => void }[] = [];
  const asked: { head: string; signal: AbortSignal; answer: Answer }[] = [];
  const people = new CommitPeople({
    hosts: {
      peopleOf: ({ head }, signal) => {
        return new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => reject(new ServiceUnavailableError('not in time')));
          asked.push({ head, signal, answer: { resolve } });
        });
      },
    },
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise(resolve => {
        timers.push({ at: now + milliseconds, end: resolve });
        signal.addEventListener('abort', () => resolve());
      }),
  });
  const settle = () => new Promise<void>(resolve => setImmediate(resolve));
  const pass = async (milliseconds: number) => {
    now += milliseconds;
    timers.filter(({ at }) => at <= now).forEach(({ end }) => end());
    await settle();
  };
  return { people, asked, pass, settle };
}

describe('CommitPeople', () => {
  it('are asked for once, by two who wait and one who does not', async () => {
    const { people, asked } = start();
    await expect(people.of(range('b'), 0)).resolves.toEqual(still);
    const both = Promise.all([people.of(range('b'), 3_000), people.of(range('b'), 3_000)]);
    asked[0]?.answer.resolve([ada]);
    const known = { known: true, people: [ada] };
    await expect(both).resolves.toEqual([known, known]);
    await expect(people.of(range('b'), 0)).resolves.toEqual(known);
    expect(asked).toHaveLength(1);
  });

  it('are waited for no longer than somebody will, and known later all the same', async () => {
    const { people, asked, pass, settle } = start();
    const waiting = people.of(range('b'), 3_000);
    await pass(3_000);
    await expect(waiting).resolves.toEqual(still);
    asked[0]?.answer.resolve([ada]);
    await settle();
    await expect(people.of(range('b'), 0)).resolves.toMatchObject({ known: true });
  });

  it('are given up on after a time, which ends the question, and asked for again later', async () => {
    const { people, asked, pass } = start();
    void people.of(range('b'), 0);
    await pass(30_000);
    expect(asked[0]?.signal.aborted).toBe(true);
    await expect(people.of(range('b'), 3_000)).resolves.toEqual({ known: false, why: 'not in time' });
    await pass(59_000);
    await people.of(range('b'), 0);
    expect(asked).toHaveLength(1);
    await pass(1_000);
    await expect(people.of(range('b'), 0)).resolves.toMatchObject({ why: 'not in time' });
    expect(asked).toHaveLength(2);
    asked[1]?.answer.resolve([ada]);
    await expect(people.of(range('b'), 3_000)).resolves.toEqual({ known: true, people: [ada] });
  });

  it('of a host that hangs are waited for once, until it answers something', async () => {
    const { people, asked, pass, settle } = start();
    const waiting = people.of(range('b'), 3_000);
    await pass(3_000);
    await waiting;
    await expect(people.of(range('c'), 3_000)).resolves.toEqual(still);
    asked[0]?.answer.resolve([ada]);
    await settle();
    const again = people.of(range('d'), 3_000);
    asked[2]?.answer.resolve([ada]);
    await expect(again).resolves.toEqual({ known: true, people: [ada] });
  });

  it('are kept for as long as commits last, but no more than a thousand ranges', async () => {
    const { people, asked, pass, settle } = start();
    for (let index = 0; index <= 1_000; index += 1) {
      void people.of(range(`${index}`), 0);
      asked[index]?.answer.resolve([ada]);
      await settle();
    }
    await pass(365 * 86_400_000);
    await people.of(range('1000'), 0);
    expect(asked).toHaveLength(1_001);
    await people.of(range('0'), 0);
    expect(asked).toHaveLength(1_002);
  });

  it('are asked for four at a time, and no more once it is stopped', async () => {
    const { people, asked, settle } = start();
    for (const head of ['1', '2', '3', '4', '5', '6']) {
      void people.of(range(head), 0);
    }
    expect(asked.map(({ head }) => head)).toEqual(['1', '2', '3', '4']);
    asked[1]?.answer.resolve([ada]);
    await settle();
    expect(asked.map(({ head }) => head)).toEqual(['1', '2', '3', '4', '5']);
    people.stop();
    await settle();
    expect(asked.every(({ signal, head }) => signal.aborted || head === '2')).toBe(true);
    await expect(people.of(range('6'), 0)).resolves.toMatchObject({ known: false });
    expect(asked).toHaveLength(5);
  });
});
