import type { Source } from '@greenroom/plugin-portal-common';
import { describeFreshness, describeSource, sourceName } from './describeFreshness';

const now = new Date(2026, 10, 21, 10, 50);
const source = (over: Partial<Source>): Source => ({
  id: 'cluster:eks-prod',
  kind: 'cluster',
  freshness: 'live',
  ...over,
});
const since = new Date(2026, 10, 21, 10, 42).toISOString();

describe('describeFreshness', () => {
  it.each<[string, Source[]]>([
    ['live', []],
    ['live', [source({}), source({ id: 'cluster:b' })]],
    ['connecting', [source({ freshness: 'connecting' })]],
    ['8 min old', [source({ freshness: 'stale', observedAt: since })]],
    ['stale since 10:42', [source({ freshness: 'stale', since })]],
    [
      'unreachable since 10:42: connection refused',
      [source({ freshness: 'unreachable', since, reason: 'connection refused' })],
    ],
    [
      'not permitted: cannot list pods in payments',
      [source({ freshness: 'denied', since, reason: 'not permitted: cannot list pods in payments' })],
    ],
    ['the token was refused (401)', [source({ freshness: 'denied', reason: 'the token was refused (401)' })]],
    ['not permitted since 10:42', [source({ freshness: 'denied', since })]],
    ['b unreachable', [source({}), source({ id: 'cluster:b', freshness: 'unreachable' })]],
    [
      'b unreachable, and 1 more',
      [
        source({ freshness: 'stale' }),
        source({ id: 'cluster:b', freshness: 'unreachable' }),
        source({ id: 'cluster:c' }),
      ],
    ],
  ])('%s', (text, sources) => expect(describeFreshness(sources, now)).toBe(text));

  it('names a source without its kind', () => {
    expect(sourceName({ id: 'cluster:eks-prod', kind: 'cluster' })).toBe('eks-prod');
    expect(sourceName({ id: 'vault-prod', kind: 'vault' })).toBe('vault-prod');
    expect(describeSource(source({}), now)).toBe('eks-prod live');
  });
});
