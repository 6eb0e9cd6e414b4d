import type { ClusterSummary } from '@greenroom/plugin-cluster-health-common';
import type { Source } from '@greenroom/plugin-portal-common';
import { killed, makeCluster, makeSource } from '../__testUtils__/clusters';
import { summariseClusters } from './summary';

type State = ClusterSummary['verdict']['state'];

const in_ = (state: State, cluster: string, source: Partial<Source> = {}) =>
  makeCluster({ cluster, verdict: { state, reasons: [] }, source: makeSource(cluster, source) });

it.each<[string, ClusterSummary[]]>([
  ['All 2 clusters are healthy.', [in_('healthy', 'a'), in_('healthy', 'b')]],
  ['The only cluster is healthy.', [in_('healthy', 'a')]],
  ['No cluster is to be seen.', []],
  [
    '3 clusters: 2 need you (a and b), c is not reachable.',
    [in_('degraded', 'a'), in_('waiting', 'b'), in_('unknown', 'c', killed)],
  ],
  ['1 cluster: 1 is moving (a).', [in_('progressing', 'a')]],
  ['1 cluster: 1 is not wholly known (a).', [in_('unknown', 'a')]],
  ['4 clusters: 4 need you.', ['a', 'b', 'c', 'd'].map(name => in_('degraded', name))],
  [
    '2 clusters: a and b refuse us.',
    [in_('unknown', 'a', { freshness: 'denied' }), in_('unknown', 'b', { freshness: 'denied' })],
  ],
])('says: %s', (sentence, clusters) => {
  expect(
    summariseClusters(
      clusters,
      clusters.map(({ source }) => source),
    ),
  ).toBe(sentence);
});

it('does not say that no cluster is there when none could be read', () => {
  expect(summariseClusters([], [makeSource('a', killed)])).toBe(
    'No cluster is to be seen, a is not reachable.',
  );
});
