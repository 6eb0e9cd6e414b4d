import type { Source, VerdictState } from '@greenroom/plugin-portal-common';
import { makeRow, makeSource } from '../__testUtils__/rollouts';
import { summarise } from './summary';

const rows = (states: Partial<Record<VerdictState, number>>) =>
  Object.entries(states).flatMap(([state, n]) =>
    Array.from({ length: n }, (_, index) =>
      makeRow({ name: `${state}-${index}`, verdict: { state: state as VerdictState, reasons: [] } }),
    ),
  );
const prod = makeSource('eks-prod');
const staging = (freshness: Source['freshness']) => makeSource('eks-staging', { freshness });

it.each<[string, Partial<Record<VerdictState, number>>, Source[]]>([
  [
    '3 of 214 rollouts wait for somebody, 1 is degraded, eks-staging is not reachable.',
    { waiting: 3, degraded: 1, healthy: 210 },
    [prod, staging('unreachable')],
  ],
  ['1 of 2 rollouts waits for somebody.', { waiting: 1, healthy: 1 }, [prod]],
  ['2 of 3 rollouts are degraded, 1 is unknown.', { degraded: 2, unknown: 1 }, [prod]],
  ['1 of 5,000 rollouts is moving.', { progressing: 1, healthy: 4999 }, [prod]],
  ['All 12 rollouts are healthy.', { healthy: 12 }, [prod]],
  ['The only rollout is healthy.', { healthy: 1 }, [prod]],
  ['No rollout is to be seen.', {}, [prod]],
  ['No rollout is to be seen, eks-staging refuses us.', {}, [staging('denied')]],
  [
    'All 2 rollouts are healthy, a and b are not reachable, eks-staging has fallen behind.',
    { healthy: 2 },
    [
      makeSource('a', { freshness: 'unreachable' }),
      makeSource('b', { freshness: 'unreachable' }),
      staging('stale'),
    ],
  ],
])('says: %s', (sentence, states, sources) => {
  expect(summarise(rows(states), sources)).toBe(sentence);
});
