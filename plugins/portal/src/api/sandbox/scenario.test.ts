import { type Scenario, untilNext } from './scenario';

describe('untilNext', () => {
  const scenario: Scenario = {
    name: 'x',
    state: 'running',
    speed: 1,
    now: '2026-11-21T10:00:00Z',
    next: { at: '2026-11-21T10:01:00Z', text: 'y' },
    seed: 1,
  };
  it.each([
    ['goes down', scenario, 20_000, 40_000],
    ['not below nothing', scenario, 90_000, 0],
    ['stands still while paused', { ...scenario, state: 'paused' as const }, 20_000, 60_000],
    [
      'believes the sandbox’s own figure',
      { ...scenario, next: { ...scenario.next!, inSeconds: 5 } },
      1_000,
      4_000,
    ],
    ['nothing planned', { ...scenario, next: undefined }, 0, undefined],
  ])('%s', (_, played, elapsed, left) => expect(untilNext(played, elapsed)).toBe(left));
});
