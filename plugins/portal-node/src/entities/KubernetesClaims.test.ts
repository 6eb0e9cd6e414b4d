import { makeEntity } from '../__testUtils__/entities';
import { KubernetesClaims } from './KubernetesClaims';

const ref = { cluster: 'eks-prod', namespace: 'shop', kind: 'rollout' as const, name: 'checkout' };
const labels = { 'backstage.io/kubernetes-id': 'checkout', app: 'checkout' };

function claimsOf(entities: Parameters<KubernetesClaims['replace']>[0], of = ref, having: object = labels) {
  const claims = new KubernetesClaims();
  claims.replace(entities);
  return claims.of(of, { ...having });
}

it.each([
  ['the label names it', { 'kubernetes-id': 'checkout' }, true],
  ['the label names another', { 'kubernetes-id': 'cart' }, false],
  ['in this namespace', { 'kubernetes-id': 'checkout', 'kubernetes-namespace': 'shop' }, true],
  ['in another namespace', { 'kubernetes-id': 'checkout', 'kubernetes-namespace': 'pay' }, false],
  ['in this cluster', { 'kubernetes-id': 'checkout', 'kubernetes-cluster': 'eks-prod' }, true],
  ['in another cluster', { 'kubernetes-id': 'checkout', 'kubernetes-cluster': 'eks-dev' }, false],
  ['a selector', { 'kubernetes-label-selector': 'app=checkout' }, true],
  ['a selector of others', { 'kubernetes-label-selector': 'app=cart' }, false],
  ['a selector of everything', { 'kubernetes-label-selector': '' }, false],
  [
    'a selector in another namespace',
    { 'kubernetes-label-selector': 'app', 'kubernetes-namespace': 'pay' },
    false,
  ],
])('%s', (_case, annotations, joined) => {
  expect(claimsOf([makeEntity('checkout', annotations, 'shop')]).entityRefs).toEqual(
    joined ? ['component:default/checkout'] : [],
  );
});

it('lets the owners read where the cluster side names the entity', () => {
  expect(claimsOf([makeEntity('checkout', { 'kubernetes-id': 'checkout' }, 'shop', 'pay')]).readers).toEqual([
    'group:default/pay',
    'group:default/shop',
  ]);
});

it('gives nobody a right for a selector: anyone can register one', () => {
  const mine = makeEntity('checkout', { 'kubernetes-id': 'checkout' }, 'shop');
  const theirs = makeEntity('a-thief', { 'kubernetes-label-selector': 'app' }, 'thieves');
  expect(claimsOf([mine, theirs])).toEqual({
    entityRefs: ['component:default/a-thief', 'component:default/checkout'],
    readers: ['group:default/shop'],
  });
});

it('of several claimants, shows the first by name and lets read who owns all of them', () => {
  const entities = [
    makeEntity('checkout', { 'kubernetes-id': 'checkout' }, 'shop', 'platform'),
    makeEntity('another', { 'kubernetes-id': 'checkout' }, 'thieves', 'platform'),
  ];
  expect(claimsOf(entities)).toEqual({
    entityRefs: ['component:default/another', 'component:default/checkout'],
    readers: ['group:default/platform'],
  });
});

it('claims nothing that has no labels', () => {
  expect(claimsOf([makeEntity('checkout', { 'kubernetes-id': 'checkout' }, 'shop')], ref, {})).toEqual({
    entityRefs: [],
    readers: [],
  });
});

it('tells of a change, and of none when the catalog says the same again', () => {
  const claims = new KubernetesClaims();
  let changes = 0;
  claims.onChange(() => (changes += 1));
  const entity = () => makeEntity('checkout', { 'kubernetes-id': 'checkout' }, 'shop');
  claims.replace([entity()]);
  claims.replace([entity()]);
  expect(changes).toBe(1);
  claims.replace([makeEntity('checkout', { 'kubernetes-id': 'checkout' }, 'pay')]);
  expect(changes).toBe(2);
  expect(claims.size).toBe(1);
});
