import { retryDelay } from './backoff';

describe('retryDelay', () => {
  it.each([
    [1, 1_000],
    [2, 2_000],
    [4, 8_000],
    [5, 10_000],
    [40, 10_000],
  ])('spreads failure %i over %i ms', (failures, window) => {
    expect(retryDelay(failures, 0)).toBe(0);
    expect(retryDelay(failures, 0.5)).toBe(window / 2);
    expect(retryDelay(failures, 0.999)).toBeLessThan(window);
  });

  it('waits at least what the server asked for', () => {
    expect(retryDelay(1, 0.5, 7_000)).toBe(7_500);
  });
});
