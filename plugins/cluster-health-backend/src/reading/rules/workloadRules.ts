import { kubernetes, type Rule } from './Rule';

/** Rules about what keeps pods: Deployments, StatefulSets, DaemonSets and Rollouts. */
export const workloadRules = {
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
} as const satisfies Record<string, Rule>;
