import type { About } from '../Finding';
import type { RuleId } from '../rules';
import type { FoldedProblem } from './fold';

const podCauses: readonly RuleId[] = [
  'pod-out-of-memory',
  'pod-crashing',
  'pod-image',
  'pod-configuration',
  'pod-unready',
  'pod-volume',
  'pod-unschedulable',
  'pod-gated',
  'pod-lost',
  'pod-failed',
  'pod-slow-start',
];
const shortWorkloads: readonly RuleId[] = [
  'workload-down',
  'workload-short',
  'workload-stuck',
  'rollout-degraded',
];
const noRoom: readonly RuleId[] = [
  'node-pool-unready',
  'node-pool-at-limit',
  'node-claim-unlaunched',
  'node-claim-unregistered',
  'node-group-unhealthy',
  'node-group-at-maximum',
  'node-group-backoff',
  'cluster-full',
];

/**
 * Which problems are consequences of which, when they are about the same thing of this kind. What may explain stands on a
 * lower step than what it explains, so no two explain each other.
 */
const consequences: readonly { of: readonly RuleId[]; are: readonly RuleId[]; by: keyof About }[] = [
  {
    of: ['node-not-ready', 'node-network'],
    are: ['pod-lost', 'pod-unready', 'pod-stuck-ending', 'pod-slow-start'],
    by: 'node',
  },
  { of: ['node-pressure'], are: ['pod-evicted'], by: 'node' },
  { of: ['node-not-ready'], are: ['node-pressure', 'node-problem'], by: 'node' },
  {
    of: ['ceph-error', 'ceph-failure', 'ceph-full', 'ceph-pool-pending', 'ceph-silent'],
    are: ['claim-pending', 'claim-resize', 'claim-modify'],
    by: 'part',
  },
  // Of one CephCluster: Rook wants a namespace for each.
  { of: ['ceph-error', 'ceph-failure'], are: ['ceph-silent'], by: 'namespace' },
  { of: ['ceph-error', 'ceph-failure', 'ceph-silent'], are: ['ceph-pool-pending'], by: 'namespace' },
  { of: ['claim-pending', 'claim-lost'], are: ['pod-unschedulable', 'pod-volume'], by: 'claim' },
  { of: noRoom, are: ['pod-unschedulable'], by: 'part' },
  { of: ['quota-exhausted'], are: ['workload-refused'], by: 'namespace' },
  {
    of: ['pod-failed', 'pod-crashing', 'pod-out-of-memory', 'pod-image', 'pod-configuration'],
    are: ['job-failed', 'job-retrying'],
    by: 'workload',
  },
  { of: ['job-failed', 'job-retrying'], are: ['cron-failed'], by: 'workload' },
  { of: ['workload-refused', ...podCauses], are: shortWorkloads, by: 'workload' },
  {
    of: [...podCauses, ...shortWorkloads, 'workload-refused'],
    are: ['workload-rolling', 'workload-scaling'],
    by: 'workload',
  },
  {
    of: [...podCauses, ...shortWorkloads, 'workload-refused', 'workload-off'],
    are: [
      'service-without-endpoints',
      'service-selects-nothing',
      'budget-violated',
      'budget-blocks',
      'autoscaler-off',
    ],
    by: 'workload',
  },
  {
    of: ['service-without-endpoints', 'service-selects-nothing'],
    are: ['ingress-without-endpoints'],
    by: 'service',
  },
];

/** `rule`, `kind` and `key` in one string: what a problem that may explain another one is found by. */
function handle(rule: string, by: string, key: string): string {
  return `${rule}|${by}|${key}`;
}

/**
 * The same problems, those with an explanation naming it: of several the most severe. Linear in their number, and of one
 * cluster there are few.
 */
export function explain(problems: readonly FoldedProblem[]): FoldedProblem[] {
  const byHandle = new Map<string, FoldedProblem>();
  for (const problem of problems) {
    for (const [by, keys] of Object.entries(problem.about)) {
      for (const key of keys as readonly string[]) {
        const at = handle(problem.rule, by, key);
        const held = byHandle.get(at);
        if (!held || isRather(problem, held)) {
          byHandle.set(at, problem);
        }
      }
    }
  }
  return problems.map(problem => {
    const cause = causeOf(problem, byHandle);
    return cause ? { ...problem, explainedBy: cause.id } : problem;
  });
}

function causeOf(
  problem: FoldedProblem,
  byHandle: ReadonlyMap<string, FoldedProblem>,
): FoldedProblem | undefined {
  const candidates = consequences.flatMap(({ of, are, by }) => {
    const keys = are.some(rule => rule === problem.rule) ? (problem.about[by] ?? []) : [];
    return keys.flatMap(key => of.flatMap(rule => byHandle.get(handle(rule, by, key)) ?? []));
  });
  return candidates.sort((a, b) => (isRather(a, b) ? -1 : 1)).find(({ id }) => id !== problem.id);
}

/** Which of two is named as the cause: of equally severe ones always the same, in whatever order they came. */
function isRather(a: FoldedProblem, b: FoldedProblem): boolean {
  return a.severity === b.severity ? a.id < b.id : a.severity > b.severity;
}
