import { kubernetes, type Rule } from './Rule';

/** Rules about quotas, limits and disruption budgets. */
export const limitRules = {
  'quota-exhausted': {
    says: 'A quota is used up',
    state: 'waiting',
    severity: 33,
    source: `${kubernetes}concepts/policy/resource-quotas/`,
  },
  'quota-near': {
    says: 'A quota is nearly used up',
    state: 'healthy',
    severity: 6,
    source: `${kubernetes}concepts/policy/resource-quotas/`,
  },
  'limit-near': {
    says: 'A pod or claim asks for nearly the most that a LimitRange allows',
    state: 'healthy',
    severity: 5,
    source: `${kubernetes}concepts/policy/limit-range/`,
  },
  'budget-blocks': {
    says: 'No pod may be evicted: drains wait',
    state: 'waiting',
    severity: 30,
    source: `${kubernetes}concepts/workloads/pods/disruptions/#pod-disruption-budgets`,
  },
  'budget-violated': {
    says: 'Fewer pods are healthy than a disruption budget wants',
    state: 'degraded',
    severity: 45,
    source: `${kubernetes}reference/kubernetes-api/policy-resources/pod-disruption-budget-v1/`,
  },
  'budget-impossible': {
    says: 'A disruption budget allows no eviction, ever',
    state: 'healthy',
    severity: 10,
    source: `${kubernetes}tasks/run-application/configure-pdb/`,
  },
  'budget-idle': {
    says: 'A disruption budget covers no pods',
    state: 'healthy',
    severity: 2,
    source: `${kubernetes}tasks/run-application/configure-pdb/`,
  },
} as const satisfies Record<string, Rule>;
