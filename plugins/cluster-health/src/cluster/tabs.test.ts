import { placeOfObject, unseenIn, unseenRows } from './tabs';

const object = (kind: string, name: string, namespace?: string) => ({
  apiVersion: 'v1',
  kind,
  name,
  namespace,
});

it.each([
  [object('Deployment', 'catalogue', 'shop'), { tab: 'workloads', q: 'shop catalogue' }],
  [object('Pod', 'catalogue-7d9f4c5b6a-x2x9k', 'shop'), { tab: 'workloads', q: 'shop catalogue' }],
  [object('Pod', 'vault-0', 'vault'), { tab: 'workloads', q: 'vault vault' }],
  [object('Node', 'ip-10-0-1-7'), { tab: 'nodes', q: 'ip-10-0-1-7' }],
  [object('CronJob', 'backup', 'argocd'), { tab: 'jobs', q: 'argocd backup' }],
  [object('NodePool', 'general'), { tab: 'autoscaling', q: 'general' }],
  [object('Ingress', 'api', 'shop'), { tab: 'events', q: 'shop api' }],
])('%j is found at %j', (link, place) => {
  expect(placeOfObject(link)).toEqual(place);
});

it('tells a tab only what it cannot see itself, with or without a group', () => {
  const unseen = ['pods', 'cronjobs.batch', 'nodes'].map(part => ({
    part,
    why: 'denied' as const,
    text: part,
  }));
  expect(unseenIn('jobs', unseen).map(({ part }) => part)).toEqual(['cronjobs.batch']);
  expect(unseenIn('events', unseen)).toEqual([]);
});

it('a table may lack rows only where what its rows are made of is not seen', () => {
  const denied = ['nodepools.karpenter.sh', 'persistentvolumes'].map(part => ({
    part,
    why: 'denied' as const,
    text: part,
  }));
  const absent = { part: 'rollouts.argoproj.io', why: 'not-installed' as const, text: 'no rollouts' };
  expect(unseenRows('autoscaler', denied)).toEqual([]);
  expect(unseenRows('volume', denied)).toEqual(denied.slice(1));
  expect(unseenRows('workload', [absent])).toEqual([]);
});
