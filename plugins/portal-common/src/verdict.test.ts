import type { Source } from './source';
import { combineVerdicts, compareVerdicts, type Verdict, verdictFrom, type VerdictState } from './verdict';

const verdict = (state: VerdictState, ...texts: string[]): Verdict => ({
  state,
  reasons: texts.map(text => ({ text })),
});
const source = (freshness: Source['freshness'], reason?: string): Source => ({
  id: 'cluster:eks',
  kind: 'cluster',
  freshness,
  ...(reason && { reason }),
});

describe('verdicts', () => {
  it('come in the order in which they need a person', () => {
    const states: VerdictState[] = ['healthy', 'waiting', 'degraded', 'progressing', 'unknown'];
    const sorted = states.map(state => verdict(state)).sort(compareVerdicts);
    expect(sorted.map(({ state }) => state)).toEqual([
      'degraded',
      'unknown',
      'waiting',
      'progressing',
      'healthy',
    ]);
  });

  it.each([
    [[], verdict('unknown')],
    [[verdict('healthy', 'fine')], verdict('healthy', 'fine')],
    [[verdict('healthy', 'fine'), verdict('unknown', 'who knows')], verdict('unknown', 'who knows')],
    [
      [verdict('degraded', 'a'), verdict('waiting', 'b'), verdict('degraded', 'c')],
      verdict('degraded', 'a', 'c'),
    ],
  ])('are as bad as the worst of them, for its reasons: %#', (several, expected) => {
    expect(combineVerdicts(several)).toEqual(expected);
  });

  it('stand when every source is live', () => {
    expect(verdictFrom(verdict('healthy', 'fine'), [source('live')])).toEqual(verdict('healthy', 'fine'));
    expect(verdictFrom(verdict('healthy'), [])).toEqual(verdict('healthy'));
  });

  it.each(['stale', 'unreachable', 'denied', 'connecting'] as const)(
    'are never healthy from a source that is %s',
    freshness => {
      expect(verdictFrom(verdict('healthy', 'fine'), [source('live'), source(freshness)])).toEqual({
        state: 'unknown',
        reasons: [
          { text: `cluster:eks is ${freshness}`, ref: 'cluster:eks' },
          { text: 'last known: healthy' },
          { text: 'fine' },
        ],
      });
    },
  );

  it('say the reason of the source, and nothing last known of what was not known', () => {
    expect(verdictFrom(verdict('unknown'), [source('denied', '403: cannot list pods')]).reasons).toEqual([
      { text: '403: cannot list pods', ref: 'cluster:eks' },
    ]);
  });
});
