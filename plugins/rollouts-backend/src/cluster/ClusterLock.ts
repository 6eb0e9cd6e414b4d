import type { Cluster, CollectionState, LiveCollection } from '@greenroom/cluster-access';
import {
  type AdmissionBindingRow,
  admissionBindingsKind,
  admissionPoliciesKind,
  type AdmissionPolicyRow,
} from './lockKinds';

/** What docs/kubernetes/promotion-lock.yaml calls the policy. */
export const LOCK_NAME = 'greenroom-promotion-lock';

/** Whether promotions around the portal are refused in a cluster. Where nobody can tell, `lockUnknown` says why. */
export interface Lock {
  lockInstalled: boolean;
  lockUnknown?: string;
}

/** The promotion lock of one cluster, as its admission policies say. */
export class ClusterLock {
  readonly #cluster: Cluster;
  readonly #policies: LiveCollection<AdmissionPolicyRow>;
  readonly #bindings: LiveCollection<AdmissionBindingRow>;
  readonly #unsubscribe: readonly (() => void)[];
  #lock: Lock;

  /** `onChange` is told when `lock()` is another than before. */
  constructor(cluster: Cluster, onChange: () => void) {
    this.#cluster = cluster;
    this.#policies = cluster.watch(admissionPoliciesKind);
    this.#bindings = cluster.watch(admissionBindingsKind);
    this.#lock = this.#read();
    const refresh = () => {
      const before = this.#lock;
      this.#lock = this.#read();
      const { lockInstalled, lockUnknown } = this.#lock;
      if (lockInstalled !== before.lockInstalled || lockUnknown !== before.lockUnknown) {
        onChange();
      }
    };
    this.#unsubscribe = [this.#policies.subscribe(refresh), this.#bindings.subscribe(refresh)];
  }

  lock(): Lock {
    return this.#lock;
  }

  close() {
    this.#unsubscribe.forEach(unsubscribe => unsubscribe());
  }

  #read(): Lock {
    const parts: [string, CollectionState][] = [
      [admissionPoliciesKind.type.resource, this.#policies.state],
      [admissionBindingsKind.type.resource, this.#bindings.state],
    ];
    if (parts.some(([, { freshness }]) => freshness === 'not-installed')) {
      return { lockInstalled: false };
    }
    const lost = parts.find(([, { freshness }]) => freshness !== 'live');
    return lost ? unknown(this.#cluster, ...lost) : this.#judge();
  }

  #judge(): Lock {
    const policy = this.#policies.get(LOCK_NAME);
    const bindings = [...this.#bindings.rows().values()].filter(
      ({ policyName, denies }) => policyName === LOCK_NAME && denies,
    );
    if (!policy || bindings.length === 0) {
      return { lockInstalled: false };
    }
    if (policy.failurePolicy !== 'Fail') {
      return {
        lockInstalled: false,
        lockUnknown: 'the lock lets pass what it can not judge (failurePolicy)',
      };
    }
    return bindings.every(({ partial }) => partial)
      ? { lockInstalled: false, lockUnknown: 'the lock is bound to a part of the cluster only' }
      : { lockInstalled: true };
  }
}

function unknown({ title }: Cluster, resource: string, { freshness, reason }: CollectionState): Lock {
  const why =
    freshness === 'denied'
      ? `the portal may not list ${resource} of ${title}`
      : `${resource} of ${title}: ${reason ?? freshness}`;
  return { lockInstalled: false, lockUnknown: why };
}
