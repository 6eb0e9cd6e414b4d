import type { PodRow } from '@greenroom/cluster-access';
import type { PendingReason, PodCounts, PodLine } from '@greenroom/plugin-cluster-health-common';
import {
  added,
  countedPod,
  earliest,
  type Finding,
  inWords,
  type Load,
  loadOf,
  NO_LOAD,
  NO_PODS,
  podState,
  ROOM_ON_NODES,
  schedulerWords,
  type Waiting,
} from '../reading';

/** What is kept of a pod, so that it can be taken away again when it changes. */
interface Tallied {
  state: PodLine['state'];
  node?: string;
  load: Load;
}

/** Sums over the pods of a cluster, kept up pod by pod. */
export class PodTally {
  readonly #pods = new Map<string, Tallied>();
  readonly #waiting = new Map<string, string>();
  /** Since when pods wait for room on nodes. */
  readonly #withoutRoom = new Map<string, string | undefined>();
  readonly #loads = new Map<string, Load>();
  readonly #namespaces = new Map<string, number>();
  counts: PodCounts = NO_PODS;
  /** Of all pods that are on a node. */
  load: Load = NO_LOAD;

  /** What is promised of each node, by its name. */
  get loads(): ReadonlyMap<string, Load> {
    return this.#loads;
  }

  /** In which there are pods. */
  namespaces(): Iterable<string> {
    return this.#namespaces.keys();
  }

  stateOf(key: string): PodLine['state'] | undefined {
    return this.#pods.get(key)?.state;
  }

  /** Why pods wait for a node, most pods first. */
  pending(): PendingReason[] {
    const counts = new Map<string, number>();
    this.#waiting.forEach(text => counts.set(text, (counts.get(text) ?? 0) + 1));
    return [...counts].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count);
  }

  /** How many pods wait for room on nodes. */
  get homeless(): number {
    return this.#withoutRoom.size;
  }

  /** The same, and since when the first of them waits. */
  withoutRoom(): Waiting {
    const since = earliest([...this.#withoutRoom.values()]);
    return { pods: this.#withoutRoom.size, ...(since !== undefined && { since }) };
  }

  /** Names of the nodes of which something else is promised now. */
  apply(key: string, pod: PodRow | undefined, findings: readonly Finding[]): readonly string[] {
    const before = this.#pods.get(key);
    const now = pod && { state: podState(pod, findings), node: pod.node, load: loadOf(pod) };
    this.#waits(key, now?.state === 'pending' ? pod?.message : undefined);
    const wants = findings.find(({ about }) => about?.part?.includes(ROOM_ON_NODES));
    if (wants) {
      this.#withoutRoom.set(key, wants.since);
    } else {
      this.#withoutRoom.delete(key);
    }
    if (now) {
      this.#pods.set(key, now);
    } else {
      this.#pods.delete(key);
    }
    if (!before !== !now) {
      this.#lives(key.split('/')[0] ?? '', now ? 1 : -1);
    }
    if (before?.state !== now?.state) {
      this.counts = before ? countedPod(this.counts, before.state, -1) : this.counts;
      this.counts = now ? countedPod(this.counts, now.state) : this.counts;
    }
    return this.#carry(before, now);
  }

  #waits(key: string, message: string | undefined): void {
    const words = schedulerWords(message);
    if (words) {
      this.#waiting.set(key, inWords(words));
    } else {
      this.#waiting.delete(key);
    }
  }

  #lives(namespace: string, sign: 1 | -1): void {
    const count = (this.#namespaces.get(namespace) ?? 0) + sign;
    if (count > 0) {
      this.#namespaces.set(namespace, count);
    } else {
      this.#namespaces.delete(namespace);
    }
  }

  #carry(before: Tallied | undefined, now: Tallied | undefined): readonly string[] {
    const isSame = before?.node === now?.node && sameLoad(before?.load, now?.load);
    if (isSame) {
      return [];
    }
    this.#add(before, -1);
    this.#add(now, 1);
    return [before?.node, now?.node].flatMap(node => node ?? []);
  }

  #add(pod: Tallied | undefined, sign: 1 | -1): void {
    if (pod?.node === undefined) {
      return;
    }
    const load = added(this.#loads.get(pod.node) ?? NO_LOAD, pod.load, sign);
    if (load.pods > 0) {
      this.#loads.set(pod.node, load);
    } else {
      this.#loads.delete(pod.node);
    }
    this.load = added(this.load, pod.load, sign);
  }
}

function sameLoad(a: Load | undefined, b: Load | undefined): boolean {
  return a?.cpuCores === b?.cpuCores && a?.memoryBytes === b?.memoryBytes && a?.pods === b?.pods;
}
