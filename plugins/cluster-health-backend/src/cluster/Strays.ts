import { hasLasted } from '../reading';
import type { ClusterObjects } from './ClusterObjects';
import type { Unit } from './units';

/** So much later than a pod may come what keeps it: another watch tells it. */
const KEEPER_LATE_MS = 10_000;

/** The pods of a cluster that nothing keeps, or nothing that is known of: they are workloads themselves. */
export class Strays {
  readonly #objects: Pick<ClusterObjects, 'pods' | 'isStray'>;
  readonly #keys = new Set<string>();

  constructor(objects: Pick<ClusterObjects, 'pods' | 'isStray'>) {
    this.#objects = objects;
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  units(): Unit[] {
    return [...this.#keys].map(key => ({ kind: 'Pod', key }));
  }

  /** Whether a pod is one now, or was before; `until` when it is to be asked again. */
  observe(key: string, now: number): { concerns: boolean; until?: number } {
    const was = this.#keys.has(key);
    const { is, until } = this.#judge(key, now);
    if (is) {
      this.#keys.add(key);
    } else {
      this.#keys.delete(key);
    }
    return { concerns: is || was, ...(until !== undefined && { until }) };
  }

  #judge(key: string, now: number): { is: boolean; until?: number } {
    if (!this.#objects.isStray(key)) {
      return { is: false };
    }
    const pod = this.#objects.pods.get(key);
    if (pod?.owner === undefined) {
      return { is: true };
    }
    const { lasted, until } = hasLasted(pod.createdAt, KEEPER_LATE_MS, now);
    return { is: lasted, ...(until !== undefined && { until }) };
  }
}
