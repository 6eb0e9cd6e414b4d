import { SandboxError } from '../SandboxError';
import { ManualClock } from './ManualClock';
import { SandboxClock } from './SandboxClock';

const wait = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

describe('SandboxClock', () => {
  let clock: SandboxClock;
  afterEach(() => clock.stop());

  it('shortens waits by the speed and leaves stamps alone', async () => {
    clock = new SandboxClock({ seed: 1, speed: 100 });
    const started = Date.now();
    const ran = new Promise<number>(resolve => clock.after(3000, () => resolve(clock.now().getTime())));
    const stamp = await ran;
    expect(stamp - started).toBeGreaterThanOrEqual(25);
    expect(stamp - started).toBeLessThan(1000);
  });

  it('stands still while paused, and goes on from there', async () => {
    clock = new SandboxClock({ seed: 1, speed: 100 });
    const ran: string[] = [];
    clock.after(2000, () => ran.push('task'));
    clock.pause();
    await wait(60);
    expect(ran).toEqual([]);
    clock.resume();
    await wait(60);
    expect(ran).toEqual(['task']);
  });

  it('runs what is due by advance() in order, with what those tasks ask for, while paused too', () => {
    clock = new SandboxClock({ seed: 1 });
    clock.pause();
    const ran: string[] = [];
    clock.after(2000, () => ran.push('second'));
    clock.after(1000, () => {
      ran.push('first');
      clock.after(500, () => ran.push('asked by the first'));
      clock.after(5000, () => ran.push('too late'));
    });
    clock.after(1500, () => ran.push('forgotten'))();
    clock.advance(3000);
    expect(ran).toEqual(['first', 'asked by the first', 'second']);
    expect(clock.elapsed()).toBeCloseTo(3000, -1);
  });

  it('measures stamps in sandbox time across changes of speed', async () => {
    clock = new SandboxClock({ seed: 1, speed: 10 });
    const stamp = clock.now();
    await wait(50);
    const slow = clock.since(stamp);
    clock.setSpeed(100);
    await wait(50);
    expect(slow).toBeGreaterThan(450);
    expect(clock.since(stamp) - slow).toBeGreaterThan(4500);
    expect(clock.since(clock.wallAfter(60_000))).toBeCloseTo(-60_000, -3);
    clock.pause();
    expect(clock.since(clock.wallAfter(60_000))).toBeCloseTo(-60_000, -3);
  });

  it('refuses a speed outside 0.1 to 100', () => {
    clock = new SandboxClock({ seed: 1 });
    expect(() => clock.setSpeed(0)).toThrow(SandboxError);
    expect(() => clock.setSpeed(101)).toThrow('between 0.1 and 100');
    expect(clock.speed).toBe(1);
  });
});

describe('ManualClock', () => {
  it('moves wall time with advance() and runs each task at its own time', () => {
    const clock = new ManualClock({ start: new Date('2026-11-21T10:00:00Z') });
    const stamps: string[] = [];
    clock.after(1500, () => stamps.push(clock.now().toISOString()));
    clock.after(500, () => stamps.push(clock.now().toISOString()));
    clock.advance(2000);
    expect(stamps).toEqual(['2026-11-21T10:00:00.500Z', '2026-11-21T10:00:01.500Z']);
    expect(clock.since(new Date('2026-11-21T10:00:01Z'))).toBe(1000);
  });

  it('gives the same numbers for the same seed', () => {
    const numbers = (seed: number) => {
      const clock = new ManualClock({ seed });
      return [clock.random(), clock.random(), clock.random()];
    };
    expect(numbers(7)).toEqual(numbers(7));
    expect(numbers(7)).not.toEqual(numbers(8));
    expect(numbers(7).every(n => n >= 0 && n < 1)).toBe(true);
  });

  it('keeps thousands of tasks in order', () => {
    const clock = new ManualClock();
    const ran: number[] = [];
    const due = Array.from({ length: 3000 }, () => Math.floor(clock.random() * 10_000));
    for (const at of due) clock.after(at, () => ran.push(at));
    clock.advance(10_000);
    expect(ran).toEqual([...due].sort((a, b) => a - b));
  });
});
