import { kubernetes, type Rule } from './Rule';

/** Rules about what adds pods and nodes. */
export const autoscalingRules = {
  'autoscaler-at-maximum': {
    says: 'An autoscaler would add pods and may not',
    state: 'degraded',
    severity: 60,
    source: `${kubernetes}reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/ (condition ScalingLimited, reason TooManyReplicas)`,
  },
  'autoscaler-blind': {
    says: 'An autoscaler can not read its metric',
    state: 'degraded',
    severity: 58,
    source: `${kubernetes}tasks/run-application/horizontal-pod-autoscale-walkthrough/#appendix-horizontal-pod-autoscaler-status-conditions`,
  },
  'autoscaler-unable': {
    says: 'An autoscaler can not scale its target',
    state: 'degraded',
    severity: 57,
    source: `${kubernetes}tasks/run-application/horizontal-pod-autoscale-walkthrough/#appendix-horizontal-pod-autoscaler-status-conditions`,
  },
  'autoscaler-flapping': {
    says: 'An autoscaler goes up and down again and again',
    state: 'degraded',
    severity: 42,
    source: `${kubernetes}tasks/run-application/horizontal-pod-autoscale/#flapping`,
  },
  'autoscaler-off': {
    says: 'An autoscaler is off because its target has no replicas',
    state: 'healthy',
    severity: 4,
    source: `${kubernetes}tasks/run-application/horizontal-pod-autoscale/#implicit-maintenance-mode-deactivation`,
  },
  'node-pool-unready': {
    says: 'A NodePool can not make nodes',
    state: 'degraded',
    severity: 73,
    source: 'https://karpenter.sh/docs/concepts/nodepools/#statusconditions',
  },
  'node-pool-at-limit': {
    says: 'A NodePool is at its limit',
    state: 'healthy',
    severity: 13,
    source: 'https://karpenter.sh/docs/concepts/nodepools/#speclimits',
  },
  'node-claim-unlaunched': {
    says: 'A node that was asked for can not be had',
    state: 'degraded',
    severity: 71,
    source: 'https://karpenter.sh/docs/concepts/nodeclaims/',
  },
  'node-claim-unregistered': {
    says: 'A machine runs and has not become a node',
    state: 'degraded',
    severity: 66,
    source: 'https://karpenter.sh/docs/concepts/nodeclaims/',
  },
  'node-claim-coming': {
    says: 'A node is on its way',
    state: 'progressing',
    severity: 11,
    source: 'https://karpenter.sh/docs/concepts/nodeclaims/',
  },
  'node-group-unhealthy': {
    says: 'The Cluster Autoscaler says that the cluster or a node group is not healthy',
    state: 'degraded',
    severity: 73,
    source:
      'https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/clusterstate/api/types.go',
  },
  'node-group-at-maximum': {
    says: 'A node group has as many nodes as it may',
    state: 'healthy',
    severity: 13,
    source: 'https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md',
  },
  'node-group-backoff': {
    says: 'A node group could not grow and is not tried for a while',
    state: 'degraded',
    severity: 69,
    source:
      'https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/clusterstate/api/types.go',
  },
  'node-autoscaler-silent': {
    says: 'The Cluster Autoscaler has not written its status for long',
    state: 'unknown',
    severity: 50,
    source: 'https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md',
  },
} as const satisfies Record<string, Rule>;
