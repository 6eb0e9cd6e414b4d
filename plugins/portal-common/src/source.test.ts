import { type Freshness, worstFreshness } from './source';

describe('worstFreshness', () => {
  it.each<[Freshness[], Freshness]>([
    [[], 'live'],
    [['live', 'live'], 'live'],
    [['live', 'stale'], 'stale'],
    [['stale', 'connecting'], 'connecting'],
    [['connecting', 'unreachable', 'stale'], 'unreachable'],
    [['unreachable', 'denied', 'live'], 'denied'],
  ])('of %j is %s', (all, expected) => {
    expect(worstFreshness(all.map(freshness => ({ freshness })))).toBe(expected);
  });
});
