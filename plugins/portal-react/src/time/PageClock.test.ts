import { PageClock } from './PageClock';

function setUp() {
  let time = 0;
  const ticks = new Set<() => void>();
  const clock = new PageClock({
    now: () => new Date(time),
    every: (_, tick) => {
      ticks.add(tick);
      return () => ticks.delete(tick);
    },
  });
  const pass = (ms: number) => {
    time += ms;
    ticks.forEach(tick => tick());
  };
  return { clock, ticks, pass, drift: (ms: number) => (time += ms) };
}

describe('PageClock', () => {
  it('runs one ticker for all, and none when nobody listens', () => {
    const { clock, ticks, pass } = setUp();
    const [one, two] = [jest.fn(), jest.fn()];
    const stops = [clock.subscribe(one), clock.subscribe(two)];
    expect(ticks.size).toBe(1);

    pass(1000);
    expect(one).toHaveBeenCalledTimes(1);
    expect(two).toHaveBeenCalledTimes(1);

    stops.forEach(stop => stop());
    expect(ticks.size).toBe(0);
  });

  it('shows one instant between two ticks, and the present while it rests', () => {
    const { clock, pass, drift } = setUp();
    const stop = clock.subscribe(() => {});
    pass(1000);
    drift(700);
    expect(clock.now()).toEqual(new Date(1000));

    stop();
    expect(clock.now()).toEqual(new Date(1700));
  });
});
