import { at, jsonEqual } from '../../kubernetes/json';
import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { controllerUid, keyOf } from '../Informer';
import { stamp } from '../moments';
import { asJson } from '../views';
import { type WorkQueue } from '../WorkQueue';
import { budgets, isReady, readBudget, selects, type Budget } from './budgetView';

/** Says how many pods of a PodDisruptionBudget may go now. */
export class DisruptionController {
  private readonly queue: WorkQueue;

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue('disruption', key => this.reconcile(key), 50);
  }

  start(): void {
    const all = this.cluster.informer(budgets);
    all.onEvent(({ object }) => this.queue.add(keyOf(object)));
    this.cluster.informer('pods').onEvent(({ object }) => {
      for (const budget of all.in(object.metadata.namespace ?? '')) {
        if (selects(readBudget(budget), object)) this.queue.add(keyOf(budget));
      }
    });
  }

  private reconcile(key: string): void {
    const stored = this.cluster.informer(budgets).byKey(key);
    if (!stored || stored.metadata.deletionTimestamp) return;
    const budget = readBudget(stored);
    const pods = this.cluster
      .informer('pods')
      .in(budget.metadata.namespace)
      .filter(pod => selects(budget, pod));
    const status = statusOf(budget, this.expected(pods), pods, stamp(this.cluster.clock.now()));
    if (!jsonEqual(status, stored.status)) this.cluster.api.update(budgets, { ...stored, status }, 'status');
  }

  /** The pods that those who own them want: of the ReplicaSets that have any. */
  private expected(pods: readonly KubeObject[]): number {
    const owners = new Set(pods.map(controllerUid));
    const sets = this.cluster.informer('replicasets.apps').list();
    const wanted = sets
      .filter(({ metadata }) => owners.has(metadata.uid))
      .map(set => at(set, 'spec', 'replicas'));
    const sum = wanted.reduce<number>(
      (total, replicas) => total + (typeof replicas === 'number' ? replicas : 0),
      0,
    );
    return owners.has(undefined) ? pods.length : sum;
  }
}

function statusOf(
  { metadata, spec, status }: Budget,
  expectedPods: number,
  pods: readonly KubeObject[],
  now: string,
) {
  const currentHealthy = pods.filter(isReady).length;
  const desiredHealthy = desired(spec, expectedPods);
  const disruptionsAllowed = Math.max(0, expectedPods > 0 ? currentHealthy - desiredHealthy : 0);
  const allowed = disruptionsAllowed > 0;
  const known = status?.conditions.find(({ type }) => type === 'DisruptionAllowed');
  const same = known?.status === (allowed ? 'True' : 'False');
  const condition = {
    type: 'DisruptionAllowed',
    status: allowed ? 'True' : 'False',
    observedGeneration: metadata.generation,
    lastTransitionTime: same ? known.lastTransitionTime : now,
    reason: allowed ? 'SufficientPods' : 'InsufficientPods',
    message: '',
  };
  return asJson({
    conditions: [condition],
    currentHealthy,
    desiredHealthy,
    disruptionsAllowed,
    expectedPods,
    observedGeneration: metadata.generation,
  });
}

function desired({ minAvailable, maxUnavailable }: Budget['spec'], expected: number): number {
  if (maxUnavailable !== undefined) return Math.max(0, expected - scaled(maxUnavailable, expected));
  return scaled(minAvailable ?? 1, expected);
}

/** Percentages are rounded up, as the disruption controller does for both fields. */
function scaled(value: number | string, of: number): number {
  return typeof value === 'number' ? value : Math.ceil((Number.parseFloat(value) / 100) * of);
}
