import { kubernetes, type Rule } from './Rule';

/** Rules about pods. */
export const podRules = {
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
} as const satisfies Record<string, Rule>;
