import type { ProblemState } from '@greenroom/plugin-cluster-health-common';

/** What a rule finds, how bad it is beside others, and who says that it is so. */
export interface Rule {
  /** What it says of an object, in general. */
  says: string;
  /** Where a finding does not say another one. */
  state: ProblemState;
  /** 0 to 100: what hurts users now is above what may hurt them later. */
  severity: number;
  /** Documentation or code that the rule is taken from. */
  source: string;
}

const kubernetes = 'https://kubernetes.io/docs/';

/** Every rule by its id. */
export const rules = {
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
    state: 'waiting',
    severity: 32,
    source: `${kubernetes}concepts/scheduling-eviction/resource-bin-packing/`,
  },
  'one-node': {
    says: 'There is one node: when it goes, everything goes',
    state: 'healthy',
    severity: 9,
    source: `${kubernetes}setup/production-environment/#production-considerations`,
  },
  'workload-down': {
    says: 'No pod of a workload is available',
    state: 'degraded',
    severity: 95,
    source: `${kubernetes}concepts/workloads/controllers/deployment/#deployment-status`,
  },
  'workload-short': {
    says: 'Fewer pods are available than a workload should have',
    state: 'degraded',
    severity: 62,
    source: `${kubernetes}concepts/workloads/controllers/deployment/#deployment-status`,
  },
  'workload-stuck': {
    says: 'A new version makes no progress',
    state: 'degraded',
    severity: 76,
    source: `${kubernetes}concepts/workloads/controllers/deployment/#failed-deployment`,
  },
  'workload-refused': {
    says: 'The API server refuses to make pods of a workload',
    state: 'degraded',
    severity: 78,
    source: `${kubernetes}concepts/workloads/controllers/deployment/#failed-deployment`,
  },
  'workload-rolling': {
    says: 'A new version is on its way',
    state: 'progressing',
    severity: 10,
    source: `${kubernetes}concepts/workloads/controllers/deployment/#progressing-deployment`,
  },
  'workload-scaling': {
    says: 'A workload is changing the number of its pods',
    state: 'progressing',
    severity: 9,
    source: `${kubernetes}concepts/workloads/controllers/deployment/#progressing-deployment`,
  },
  'workload-paused': {
    says: 'A rollout is paused and waits for a person',
    state: 'waiting',
    severity: 36,
    source: `${kubernetes}concepts/workloads/controllers/deployment/#pausing-and-resuming-a-deployment`,
  },
  'workload-off': {
    says: 'A workload is scaled to nothing',
    state: 'healthy',
    severity: 4,
    source: `${kubernetes}concepts/workloads/controllers/deployment/#scaling-a-deployment`,
  },
  'rollout-degraded': {
    says: 'A Rollout says that it is degraded',
    state: 'degraded',
    severity: 77,
    source: 'https://argo-rollouts.readthedocs.io/en/stable/features/specification/',
  },
  'daemons-misplaced': {
    says: 'A DaemonSet has pods on nodes where they should not be',
    state: 'healthy',
    severity: 7,
    source: `${kubernetes}reference/kubernetes-api/workload-resources/daemon-set-v1/#DaemonSetStatus`,
  },
  'one-replica': {
    says: 'One replica is no redundancy',
    state: 'healthy',
    severity: 8,
    source: `${kubernetes}concepts/workloads/pods/disruptions/`,
  },
  'pod-crashing': {
    says: 'A container crashes again and again',
    state: 'degraded',
    severity: 85,
    source: `${kubernetes}concepts/workloads/pods/pod-lifecycle/#restart-policy`,
  },
  'pod-out-of-memory': {
    says: 'A container needs more memory than its limit and is killed',
    state: 'degraded',
    severity: 86,
    source: `${kubernetes}tasks/configure-pod-container/assign-memory-resource/#exceed-a-container-s-memory-limit`,
  },
  'pod-image': {
    says: 'An image can not be pulled',
    state: 'degraded',
    severity: 84,
    source: `${kubernetes}concepts/containers/images/#imagepullbackoff`,
  },
  'pod-configuration': {
    says: 'A container names a ConfigMap, Secret or command that is not there',
    state: 'degraded',
    severity: 83,
    source: `${kubernetes}tasks/debug/debug-application/debug-pods/`,
  },
  'pod-unready': {
    says: 'A pod runs and is not ready: it gets no traffic',
    state: 'degraded',
    severity: 64,
    source: `${kubernetes}concepts/workloads/pods/pod-lifecycle/#types-of-probe`,
  },
  'pod-volume': {
    says: 'A pod waits for its volume',
    state: 'degraded',
    severity: 74,
    source: `${kubernetes}concepts/storage/persistent-volumes/#binding`,
  },
  'pod-unschedulable': {
    says: 'A pod waits for a node',
    state: 'waiting',
    severity: 72,
    source: `${kubernetes}concepts/scheduling-eviction/kube-scheduler/`,
  },
  'pod-gated': {
    says: 'A pod is held back from the scheduler',
    state: 'waiting',
    severity: 24,
    source: `${kubernetes}concepts/scheduling-eviction/pod-scheduling-readiness/`,
  },
  'pod-starting': {
    says: 'A pod starts',
    state: 'progressing',
    severity: 6,
    source: `${kubernetes}concepts/workloads/pods/pod-lifecycle/#pod-phase`,
  },
  'pod-slow-start': {
    says: 'A pod starts for a long time',
    state: 'degraded',
    severity: 52,
    source: 'kubelet: sync of a pod is retried without end; five minutes is our measure',
  },
  'pod-restarting': {
    says: 'A container that runs now has been restarted several times in the last hour',
    state: 'degraded',
    severity: 54,
    source: `${kubernetes}concepts/workloads/pods/pod-lifecycle/#container-restarts`,
  },
  'pod-evicted': {
    says: 'A node sent a pod away',
    state: 'degraded',
    severity: 38,
    source: `${kubernetes}concepts/scheduling-eviction/node-pressure-eviction/`,
  },
  'pod-failed': {
    says: 'A pod ended with an error and is not started again',
    state: 'degraded',
    severity: 56,
    source: `${kubernetes}concepts/workloads/pods/pod-lifecycle/#pod-phase`,
  },
  'pod-lost': {
    says: 'A pod is on a node that does not answer',
    state: 'degraded',
    severity: 68,
    source: `${kubernetes}concepts/architecture/nodes/#condition`,
  },
  'pod-stuck-ending': {
    says: 'A pod should be gone and is not',
    state: 'degraded',
    severity: 40,
    source: `${kubernetes}concepts/workloads/pods/pod-lifecycle/#pod-termination-forced`,
  },
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
    state: 'degraded',
    severity: 59,
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
    state: 'degraded',
    severity: 59,
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
  'claim-lost': {
    says: 'A claim has lost its volume, and what was on it',
    state: 'degraded',
    severity: 93,
    source: `${kubernetes}concepts/storage/persistent-volumes/#binding (phase Lost)`,
  },
  'claim-pending': {
    says: 'A claim has no volume',
    state: 'degraded',
    severity: 67,
    source: `${kubernetes}concepts/storage/persistent-volumes/#binding`,
  },
  'claim-unused': {
    says: 'A claim waits for the first pod that wants it',
    state: 'healthy',
    severity: 3,
    source: `${kubernetes}concepts/storage/storage-classes/#volume-binding-mode`,
  },
  'claim-resize': {
    says: 'A volume can not be made larger',
    state: 'degraded',
    severity: 44,
    source: `${kubernetes}concepts/storage/persistent-volumes/#recovering-from-failure-when-expanding-volumes`,
  },
  'volume-failed': {
    says: 'A volume could not be taken back',
    state: 'degraded',
    severity: 46,
    source: `${kubernetes}concepts/storage/persistent-volumes/#phase`,
  },
  'volume-released': {
    says: 'A volume is kept that nobody claims',
    state: 'healthy',
    severity: 3,
    source: `${kubernetes}concepts/storage/persistent-volumes/#retain`,
  },
  'ceph-error': {
    says: 'Ceph says that data is at risk or can not be reached',
    state: 'degraded',
    severity: 94,
    source: 'https://docs.ceph.com/en/latest/rados/operations/health-checks/',
  },
  'ceph-warning': {
    says: 'Ceph warns',
    state: 'degraded',
    severity: 55,
    source: 'https://docs.ceph.com/en/latest/rados/operations/health-checks/',
  },
  'ceph-full': {
    says: 'Ceph is nearly full',
    state: 'degraded',
    severity: 65,
    source: 'https://docs.ceph.com/en/latest/rados/operations/health-checks/#osd-nearfull',
  },
  'ceph-failure': {
    says: 'Rook can not set Ceph up',
    state: 'degraded',
    severity: 79,
    source: 'https://rook.io/docs/rook/latest/CRDs/specification/',
  },
  'ceph-silent': {
    says: 'Rook has not heard from Ceph for long',
    state: 'unknown',
    severity: 61,
    source: 'https://rook.io/docs/rook/latest/CRDs/Cluster/ceph-cluster-crd/#health-settings',
  },
  'ceph-one-copy': {
    says: 'A pool keeps one copy of everything',
    state: 'healthy',
    severity: 9,
    source: 'https://rook.io/docs/rook/latest/CRDs/Block-Storage/ceph-block-pool-crd/#spec',
  },
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
  'cron-missed': {
    says: 'A run that the schedule says did not start',
    state: 'degraded',
    severity: 70,
    source: `${kubernetes}concepts/workloads/controllers/cron-jobs/#starting-deadline`,
  },
  'cron-failed': {
    says: 'The last run failed',
    state: 'degraded',
    severity: 63,
    source: `${kubernetes}concepts/workloads/controllers/job/#job-termination-and-cleanup`,
  },
  'cron-overdue': {
    says: 'The run before has not ended, so the next did not start',
    state: 'degraded',
    severity: 47,
    source: `${kubernetes}concepts/workloads/controllers/cron-jobs/#concurrency-policy`,
  },
  'cron-suspended': {
    says: 'A CronJob is suspended',
    state: 'waiting',
    severity: 16,
    source: `${kubernetes}concepts/workloads/controllers/cron-jobs/#schedule-suspension`,
  },
  'cron-unreadable': {
    says: 'A schedule can not be read',
    state: 'degraded',
    severity: 43,
    source: `${kubernetes}concepts/workloads/controllers/cron-jobs/#schedule-syntax`,
  },
  'job-failed': {
    says: 'A job failed',
    state: 'degraded',
    severity: 63,
    source: `${kubernetes}concepts/workloads/controllers/job/#job-termination-and-cleanup`,
  },
  'job-retrying': {
    says: 'A job failed and is tried again',
    state: 'degraded',
    severity: 49,
    source: `${kubernetes}concepts/workloads/controllers/job/#pod-backoff-failure-policy`,
  },
  'job-running': {
    says: 'A job runs',
    state: 'progressing',
    severity: 5,
    source: `${kubernetes}concepts/workloads/controllers/job/`,
  },
  'job-suspended': {
    says: 'A job is suspended',
    state: 'waiting',
    severity: 15,
    source: `${kubernetes}concepts/workloads/controllers/job/#suspending-a-job`,
  },
  'service-without-endpoints': {
    says: 'A Service has nobody to send traffic to',
    state: 'degraded',
    severity: 81,
    source: `${kubernetes}tasks/debug/debug-application/debug-service/`,
  },
  'service-selects-nothing': {
    says: 'The selector of a Service matches no pod',
    state: 'degraded',
    severity: 75,
    source: `${kubernetes}tasks/debug/debug-application/debug-service/`,
  },
  'ingress-without-backend': {
    says: 'An Ingress sends to a Service that is not there',
    state: 'degraded',
    severity: 80,
    source: `${kubernetes}concepts/services-networking/ingress/#the-ingress-resource`,
  },
  'ingress-without-endpoints': {
    says: 'An Ingress sends to a Service without ready pods',
    state: 'degraded',
    severity: 88,
    source: `${kubernetes}concepts/services-networking/ingress/#the-ingress-resource`,
  },
  'ingress-without-address': {
    says: 'No controller has taken an Ingress',
    state: 'waiting',
    severity: 28,
    source: `${kubernetes}concepts/services-networking/ingress/#prerequisites`,
  },
  'not-seen': {
    says: 'It can not be told, because what it would be read from is not live or may not be read',
    state: 'unknown',
    severity: 98,
    source: 'Never healthy from what is not live: docs/vocabulary.md, verdict',
  },
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof rules;
