import { makeSource } from '../../__testUtils__/makeSource';
import { describeSources, worstFirst } from './describeSources';

const now = new Date(2026, 10, 21, 10, 50);
const since = new Date(2026, 10, 21, 10, 42).toISOString();
const rule = { text: 'list pods in payments', rule: '- verbs: [list]' };

const prod = makeSource({ name: 'eks-prod' });
const staging = makeSource({ name: 'eks-staging' });
const down = makeSource({ name: 'eks-down', freshness: 'unreachable', since, reason: 'connection refused' });

describe('describeSources', () => {
  it.each([
    ['The only source is live.', [prod]],
    ['All 2 sources are live.', [prod, staging]],
    ['eks-down is unreachable since 10:42: connection refused.', [down]],
    ['eks-down is unreachable since 10:42: connection refused. The other is live.', [prod, down]],
    [
      'vault refuses us: permission denied; eks-down is unreachable since 10:42: connection refused. The other 2 are live.',
      [down, makeSource({ name: 'vault', freshness: 'denied', reason: 'permission denied' }), prod, staging],
    ],
    [
      '3 of 4 sources are not live: a, b, eks-down.',
      [
        makeSource({ name: 'b', freshness: 'unreachable' }),
        down,
        prod,
        makeSource({ name: 'a', freshness: 'denied' }),
      ],
    ],
    ['old is 8 min old.', [makeSource({ name: 'old', freshness: 'stale', observedAt: since })]],
    ['new is being connected.', [makeSource({ name: 'new', freshness: 'connecting' })]],
    [
      'new is being connected: Not looked at yet.',
      [makeSource({ name: 'new', freshness: 'connecting', reason: 'Not looked at yet.' })],
    ],
    [
      'All 2 sources are live, but a permission is missing on eks-prod.',
      [makeSource({ name: 'eks-prod', missingPermissions: [rule] }), staging],
    ],
    [
      'The only source is live, but 3 of 4 resources cannot be followed on eks-prod.',
      [
        makeSource({
          name: 'eks-prod',
          parts: (['unreachable', 'stale', 'denied', 'live'] as const).map((freshness, n) => ({
            name: `part-${n}`,
            freshness,
          })),
        }),
      ],
    ],
    [
      'All 2 sources are live, but pods cannot be followed on eks-prod.',
      [
        makeSource({
          name: 'eks-prod',
          parts: [
            { name: 'pods', freshness: 'denied' },
            { name: 'canaries', freshness: 'not-installed' },
            { name: 'rollouts', freshness: 'live' },
          ],
        }),
        staging,
      ],
    ],
    [
      'eks-down is unreachable since 10:42: connection refused. The other is live. Also, 2 permissions are missing on eks-prod.',
      [down, makeSource({ name: 'eks-prod', missingPermissions: [rule, rule] })],
    ],
  ])('%s', (text, sources) => expect(describeSources(sources, now)).toBe(text));
});

it('what needs somebody comes first, and equals keep their order by name', () => {
  const lacking = makeSource({ name: 'lacking', missingPermissions: [rule] });
  expect(worstFirst([staging, lacking, prod, down]).map(({ name }) => name)).toEqual([
    'eks-down',
    'lacking',
    'eks-prod',
    'eks-staging',
  ]);
});
