import { makeEntity } from '@greenroom/plugin-portal-node/testUtils';
import { FakeCluster, fakeClusters } from '@greenroom/cluster-access/testUtils';
import { createAudiences, KubernetesClaims } from '@greenroom/plugin-portal-node';
import { recorded, rolloutRowOf } from './__testUtils__/objects';
import { populate } from './__testUtils__/populate';
import { SkewClock } from './__testUtils__/SkewClock';
import { Places } from './Places';
import { RolloutsService } from './RolloutsService';

const PLACE = 'eks-prod/default';

function setup() {
  const cluster = new FakeCluster('eks-prod');
  const labels = { 'backstage.io/kubernetes-id': 'shop' };
  populate(cluster, rolloutRowOf(recorded('bg-03-paused', { metadata: { labels } })));
  const claims = new KubernetesClaims();
  const rollouts = new RolloutsService({
    clusters: fakeClusters(cluster),
    entities: claims,
    soon: task => task(),
    clock: new SkewClock(),
  });
  const audiences = createAudiences([
    {
      cluster: 'eks-*',
      namespace: 'default',
      readers: ['group:default/readers'],
      operators: ['group:default/readers'],
      rollback: [],
    },
  ]);
  return { claims, places: new Places(rollouts, audiences) };
}

const read = (...audience: string[]) => ({ audience, operators: ['group:default/readers'], rollback: [] });
const owned = (by: string) => [makeEntity('shop', { 'kubernetes-id': 'shop' }, by)];

it('are read by whom the configuration names and by the owners of what runs there, who operate nothing by that', () => {
  const { claims, places } = setup();
  expect(places.load(PLACE)).toEqual(read('group:default/readers'));
  claims.replace(owned('storefront'));
  expect(places.load(PLACE)).toEqual(read('group:default/readers', 'group:default/storefront'));
  claims.replace(owned('payments'));
  expect(places.load(PLACE)).toEqual(read('group:default/payments', 'group:default/readers'));
  claims.replace([]);
  expect(places.load(PLACE)).toEqual(read('group:default/readers'));
});

it('are the same object as long as their audience is the same', () => {
  const { claims, places } = setup();
  claims.replace(owned('storefront'));
  const before = places.load(PLACE);
  expect(places.load(PLACE)).toBe(before);
  claims.replace([...owned('storefront'), makeEntity('other', { 'kubernetes-id': 'other' }, 'storefront')]);
  expect(places.load(PLACE)).toBe(before);
  claims.replace(owned('payments'));
  expect(places.load(PLACE)).not.toBe(before);
});

it('of which nothing is known are read by nobody but whom the configuration names', () => {
  const { claims, places } = setup();
  claims.replace(owned('storefront'));
  expect(places.load('eks-dev/default')).toEqual(read('group:default/readers'));
  expect(places.load('eks-dev/other')).toEqual({ audience: [], operators: [], rollback: [] });
  expect(places.load('eks-dev')).toBeUndefined();
  expect(places.load('a/b/c')).toBeUndefined();
});
