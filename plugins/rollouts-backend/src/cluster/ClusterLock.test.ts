import { FakeCluster } from '@greenroom/cluster-access/testUtils';
import { ClusterLock, LOCK_NAME } from './ClusterLock';
import { admissionBindingsKind, admissionPoliciesKind } from './lockKinds';

const metadata = { uid: 'u', name: LOCK_NAME };
const policy = admissionPoliciesKind.project({ metadata, spec: {} });
const lenient = admissionPoliciesKind.project({ metadata, spec: { failurePolicy: 'Ignore' } });
const bound = (spec: object) =>
  admissionBindingsKind.project({
    metadata: { uid: 'b', name: 'any' },
    spec: { policyName: LOCK_NAME, validationActions: ['Deny', 'Audit'], ...spec },
  });

function setup() {
  const cluster = new FakeCluster('eks-prod');
  const policies = cluster.watch(admissionPoliciesKind);
  const bindings = cluster.watch(admissionBindingsKind);
  const onChange = jest.fn();
  const lock = new ClusterLock(cluster, onChange);
  return { policies, bindings, onChange, lock };
}

it.each([
  ['nothing', undefined, undefined, { lockInstalled: false }],
  ['only a policy', policy, undefined, { lockInstalled: false }],
  ['only a binding', undefined, bound({}), { lockInstalled: false }],
  ['both', policy, bound({}), { lockInstalled: true }],
  [
    'both, with the selectors that Kubernetes fills in',
    policy,
    bound({ matchResources: { namespaceSelector: {}, objectSelector: {}, matchPolicy: 'Equivalent' } }),
    { lockInstalled: true },
  ],
  ['a binding that only warns', policy, bound({ validationActions: ['Warn'] }), { lockInstalled: false }],
  ['a binding of another policy', policy, bound({ policyName: 'other' }), { lockInstalled: false }],
  [
    'a binding to some namespaces',
    policy,
    bound({ matchResources: { namespaceSelector: { matchLabels: { a: 'b' } } } }),
    { lockInstalled: false, lockUnknown: 'the lock is bound to a part of the cluster only' },
  ],
  [
    'a policy that gives way',
    lenient,
    bound({}),
    { lockInstalled: false, lockUnknown: 'the lock lets pass what it can not judge (failurePolicy)' },
  ],
])('%s', (_, policyRow, bindingRow, expected) => {
  const { policies, bindings, lock } = setup();
  policies.put(...(policyRow ? [policyRow] : []));
  bindings.put(...(bindingRow ? [bindingRow] : []));
  expect(lock.lock()).toEqual(expected);
});

it('is not there where the cluster knows no such policies', () => {
  const { policies, lock } = setup();
  policies.become({ freshness: 'not-installed' });
  expect(lock.lock()).toEqual({ lockInstalled: false });
});

it('is unknown without the right to look, and says so', () => {
  const { bindings, lock, onChange } = setup();
  bindings.become({ freshness: 'denied', reason: 'forbidden' });
  expect(lock.lock()).toEqual({
    lockInstalled: false,
    lockUnknown: 'the portal may not list validatingadmissionpolicybindings of eks-prod',
  });
  expect(onChange).toHaveBeenCalledTimes(1);
  bindings.become({ freshness: 'stale', reason: 'not confirmed' });
  expect(lock.lock().lockUnknown).toBe('validatingadmissionpolicybindings of eks-prod: not confirmed');
});

it('tells only what is new', () => {
  const { policies, bindings, lock, onChange } = setup();
  policies.become({ observedAt: '2026-11-21T12:00:00Z' });
  expect(onChange).not.toHaveBeenCalled();
  policies.put(...(policy ? [policy] : []));
  bindings.put(...[bound({})].filter(row => row !== undefined));
  expect(onChange).toHaveBeenCalledTimes(1);
  lock.close();
  bindings.remove('any');
  expect(lock.lock()).toEqual({ lockInstalled: true });
});
