import { quotasKind } from '@greenroom/cluster-access';
import { FakeCluster, fakeClusters } from '@greenroom/cluster-access/testUtils';
import { Quotas } from './Quotas';

const row = {
  uid: 'q',
  namespace: 'store',
  name: 'team',
  hard: { pods: '4' },
  used: { pods: '1' },
  scopes: [],
};

it('tells of the quotas of the namespace, or why nobody can', () => {
  const cluster = new FakeCluster('eks-prod');
  const quotas = new Quotas(fakeClusters(cluster));
  const room = (namespace: string) => quotas.room('eks-prod', namespace, undefined);
  cluster.watch(quotasKind).put(row);
  expect(room('store')).toMatchObject({ known: true, pods: 3 });
  expect(room('other')).toEqual({ known: true, pods: Infinity });
  cluster.watch(quotasKind).become({ freshness: 'denied' });
  expect(room('store')).toEqual({ known: false, why: 'the portal may not list resourcequotas of eks-prod' });
  cluster.watch(quotasKind).become({ freshness: 'unreachable', reason: 'connection refused' });
  expect(room('store')).toEqual({ known: false, why: 'resourcequotas of eks-prod: connection refused' });
  cluster.watch(quotasKind).become({ freshness: 'not-installed' });
  expect(room('store')).toEqual({ known: true, pods: Infinity });
});
