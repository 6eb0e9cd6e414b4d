import { kubernetes, type Rule } from './Rule';

/** Rules about nodes. */
export const nodeRules = {
  'node-not-ready': {
    says: 'A node is not ready: its pods are moved or stand still',
    state: 'degraded',
    severity: 90,
    source: `${kubernetes}reference/node/node-status/#condition`,
  },
  'node-network': {
    says: 'A node has no network yet or no more',
    state: 'degraded',
    severity: 82,
    source: `${kubernetes}reference/node/node-status/#condition`,
  },
  'node-pressure': {
    says: 'A node runs out of memory, disk or process ids: pods are evicted',
    state: 'degraded',
    severity: 70,
    source: `${kubernetes}concepts/scheduling-eviction/node-pressure-eviction/#node-conditions`,
  },
  'node-problem': {
    says: 'What watches over a node found something wrong with it: its kernel, its disks, its services',
    state: 'degraded',
    severity: 66,
    source: `${kubernetes}tasks/debug/debug-cluster/monitor-node-health/`,
  },
  'node-cordoned': {
    says: 'Somebody keeps new pods from a node',
    state: 'waiting',
    severity: 18,
    source: `${kubernetes}reference/kubectl/generated/kubectl_cordon/`,
  },
  'node-going': {
    says: 'An autoscaler takes a node away',
    state: 'progressing',
    severity: 12,
    source:
      'https://karpenter.sh/docs/concepts/disruption/#control-flow and cluster-autoscaler/utils/taints/taints.go',
  },
  'node-starting': {
    says: 'A node is there and not set up yet',
    state: 'progressing',
    severity: 14,
    source: `${kubernetes}reference/labels-annotations-taints/#node-cloudprovider-kubernetes-io-uninitialized`,
  },
  'node-version': {
    says: 'The kubelet of a node is too old or too new for the API server',
    state: 'degraded',
    severity: 34,
    source: 'https://kubernetes.io/releases/version-skew-policy/#kubelet',
  },
  'node-full': {
    says: 'A node has as many pods as it takes',
    state: 'waiting',
    severity: 22,
    source: `${kubernetes}setup/best-practices/cluster-large/`,
  },
  'cluster-full': {
    says: 'Pods have asked for nearly all that the ready nodes have',
    state: 'healthy',
    severity: 11,
    source: `${kubernetes}concepts/scheduling-eviction/resource-bin-packing/`,
  },
  'one-node': {
    says: 'There is one node: when it goes, everything goes',
    state: 'healthy',
    severity: 9,
    source: `${kubernetes}setup/production-environment/#production-considerations`,
  },
} as const satisfies Record<string, Rule>;
