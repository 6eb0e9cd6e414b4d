import type { KubeObject } from '../../kubernetes/types';
import type { Cluster } from '../Cluster';
import { budgets, isReady, readBudget, selects } from './budgetView';

/** Asks a pod to go, as the eviction API does: not while its budget can spare none. Whether it goes. */
export function evict(cluster: Cluster, component: string, pod: KubeObject): boolean {
  const { namespace = '', name } = pod.metadata;
  const budget = cluster
    .informer(budgets)
    .in(namespace)
    .find(stored => selects(readBudget(stored), pod));
  if (budget && isReady(pod) && !spend(cluster, namespace, budget.metadata.name)) return false;
  cluster.apiAs(component).delete({ resource: 'pods', namespace, name });
  return true;
}

/** Two that go at once take two from what a budget allows. */
function spend(cluster: Cluster, namespace: string, name: string): boolean {
  const key = { resource: budgets, namespace, name };
  const stored = cluster.api.get(key);
  const allowed = stored ? (readBudget(stored).status?.disruptionsAllowed ?? 0) : 1;
  if (allowed < 1) return false;
  if (stored) cluster.api.patch(key, { status: { disruptionsAllowed: allowed - 1 } }, 'status');
  return true;
}
