import { parseRolloutKey, rolloutKey, rolloutPlace, type RolloutRef, rolloutRowSchema } from './rollout';

const ref: RolloutRef = { cluster: 'eks-prod', namespace: 'shop', kind: 'rollout', name: 'checkout' };

it('has one key for a rollout, and reads it back', () => {
  expect(rolloutKey(ref)).toBe('eks-prod/shop/rollout/checkout');
  expect(parseRolloutKey(rolloutKey(ref))).toEqual(ref);
  expect(rolloutPlace(ref)).toBe('eks-prod/shop');
});

it.each([
  '',
  'eks-prod',
  'eks-prod/shop/rollout',
  'eks-prod/shop/deployment/checkout',
  '/shop/rollout/checkout',
  'a//rollout/b',
  'eks-prod/shop/rollout/checkout/x',
])('%p is no key of a rollout', key => {
  expect(parseRolloutKey(key)).toBeUndefined();
});

it('leaves out fields of a later version', () => {
  const row = {
    ...ref,
    engine: 'argo',
    strategy: 'blue-green',
    verdict: { state: 'healthy', reasons: [] },
    sentence: 'all is well',
    ready: 2,
    desired: 2,
  };
  expect(rolloutRowSchema.parse({ ...row, later: true })).toEqual(row);
});
