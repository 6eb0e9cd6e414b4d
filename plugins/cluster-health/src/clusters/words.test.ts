import type { Unseen } from '@greenroom/plugin-cluster-health-common';
import type { Freshness } from '@greenroom/plugin-portal-common';
import { capacityTitle, limitWords, nodeWords, podWords } from './words';

const pods = { ready: 3, failing: 1, pending: 0, starting: 0, ended: 0 };
const noPods = { ready: 0, failing: 0, pending: 0, starting: 0, ended: 0 };
const nodes = { ready: 2, all: 3, cordoned: 1 };
const noNodes = { ready: 0, all: 0, cordoned: 0 };

function seen(why?: Unseen['why'], freshness: Freshness = 'live') {
  const parts = why === undefined ? [] : ['pods', 'nodes'];
  return {
    source: { id: 'cluster:eks', kind: 'cluster' as const, freshness },
    unseen: parts.map(part => ({ part, why: why ?? 'denied', text: `of ${part}` })),
  };
}

it('counts say what there is', () => {
  expect(podWords({ pods, ...seen() })).toBe('3 ready, 1 failing');
  expect(nodeWords({ nodes, ...seen() })).toBe('2 of 3 ready, 1 cordoned');
});

it('what is being read is not counted', () => {
  expect(podWords({ pods, ...seen('connecting') })).toBe('being read');
  expect(nodeWords({ nodes, ...seen('connecting') })).toBe('being read');
});

it('what is not seen any more is as it was, and what never was cannot be counted', () => {
  expect(podWords({ pods, ...seen('denied') })).toBe('last known 3 ready, 1 failing');
  expect(nodeWords({ nodes, ...seen('stale') })).toBe('last known 2 of 3 ready, 1 cordoned');
  expect(podWords({ pods: noPods, ...seen('denied') })).toBe('cannot be seen');
  expect(nodeWords({ nodes: noNodes, ...seen('denied') })).toBe('cannot be seen');
  expect(capacityTitle({ nodes: noNodes, version: 'v1.34.4' })).toBe('Capacity · v1.34.4');
});

it('what is seen in some namespaces is counted there', () => {
  const source = { id: 'cluster:eks', kind: 'cluster' as const, freshness: 'live' as const };
  const unseen = [{ part: 'pods', why: 'denied' as const, text: 'cannot list pods', namespaces: ['other'] }];
  expect(podWords({ pods, source, unseen })).toBe('3 ready, 1 failing where they are seen');
});

it('of a cluster that does not answer that is said once, by the cluster', () => {
  expect(nodeWords({ nodes, ...seen('unreachable', 'unreachable') })).toBe('2 of 3 ready, 1 cordoned');
});

it('a cluster that is read in part is not told as the whole', () => {
  expect(limitWords({ limitedTo: 1 })).toBe(
    'The portal reads 1 namespace of this cluster: nothing is told of others',
  );
  expect(limitWords({})).toBeUndefined();
});
