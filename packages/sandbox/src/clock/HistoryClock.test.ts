import { HistoryClock } from './HistoryClock';
import { ManualClock } from './ManualClock';

const hour = 3_600_000;
const start = new Date('2026-11-21T09:00:00Z');

describe('HistoryClock', () => {
  it('stamps what it plays with its own time, and arrives in the present', () => {
    const present = new ManualClock({ start });
    const clock = new HistoryClock(present, 10 * hour);
    const stamps: string[] = [];
    const note = () => stamps.push(clock.now().toISOString());
    note();
    clock.after(1_000, note);
    clock.play(2_000);
    clock.skipTo(hour);
    note();
    clock.arrive();
    note();
    expect(stamps).toEqual([
      '2026-11-20T23:00:00.000Z',
      '2026-11-20T23:00:01.000Z',
      '2026-11-21T08:00:00.000Z',
      '2026-11-21T09:00:00.000Z',
    ]);
    expect(clock.elapsed()).toBe(10 * hour);
    present.advance(5_000);
    expect(clock.elapsed()).toBe(10 * hour + 5_000);
    expect(clock.since(new Date('2026-11-21T08:00:00Z'))).toBe(hour + 5_000);
    expect(clock.since(new Date('2026-11-21T09:00:01Z'))).toBe(4_000);
  });

  it('runs once and late what was due while it slept', () => {
    const clock = new HistoryClock(new ManualClock({ start }), 10 * hour);
    const ran: string[] = [];
    const beat = () => {
      ran.push(clock.now().toISOString());
      clock.after(60_000, beat);
    };
    clock.after(60_000, beat);
    clock.skipTo(hour);
    clock.play(90_000);
    expect(ran).toEqual(['2026-11-21T08:00:00.000Z', '2026-11-21T08:01:00.000Z']);
  });

  it('hands what is still waited for to the present, unless it is forgotten', () => {
    const present = new ManualClock({ start });
    const clock = new HistoryClock(present, hour);
    const ran: string[] = [];
    clock.after(hour + 2_000, () => ran.push('waited for'));
    const forget = clock.after(hour + 1_000, () => ran.push('forgotten'));
    clock.play(1_000);
    clock.arrive();
    forget();
    present.advance(1_999);
    expect(ran).toEqual([]);
    present.advance(1);
    expect(ran).toEqual(['waited for']);
    clock.after(10, () => ran.push('asked for now'));
    present.advance(10);
    expect(ran).toEqual(['waited for', 'asked for now']);
  });
});
