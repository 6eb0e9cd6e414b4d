import { PersonLimit } from './PersonLimit';

describe('PersonLimit', () => {
  it('bounds how often, and how much at once, each for itself', async () => {
    let now = 0;
    const limit = new PersonLimit({ most: 3, windowMs: 1_000, atOnce: 2, now: () => now, what: 'Checks' });
    const ends: (() => void)[] = [];
    const slow = () => limit.run('ada', () => new Promise<void>(resolve => ends.push(resolve)));
    const quick = (person: string) => limit.run(person, async () => person);
    const running = [slow(), slow()];
    await expect(quick('ada')).rejects.toMatchObject({ name: 'TooManyRequestsError' });
    await expect(quick('ben')).resolves.toBe('ben');
    ends.forEach(end => end());
    await Promise.all(running);
    await expect(quick('ada')).resolves.toBe('ada');
    await expect(quick('ada')).rejects.toThrow('Checks: at most 3 in 1 s, 2 at once.');
    now = 1_000;
    await expect(quick('ada')).resolves.toBe('ada');
  });

  it('counts what fails too, and does not remember everybody', async () => {
    const limit = new PersonLimit({ most: 1, windowMs: 1_000, atOnce: 1, now: () => 0, what: 'Checks' });
    const fails = () => limit.run('ada', async () => Promise.reject(new TypeError('no')));
    await expect(fails()).rejects.toThrow('no');
    await expect(fails()).rejects.toMatchObject({ name: 'TooManyRequestsError' });
    for (let person = 0; person < 5_001; person += 1) {
      await limit.run(`person-${person}`, async () => undefined);
    }
    await expect(fails()).rejects.toThrow('no');
  });
});
