import { type Cluster } from '../Cluster';
import { stamp } from '../moments';
import { withConditions } from '../pods/podConditions';
import { readPod } from '../pods/podView';

/** Pods tolerate a node that is not heard of for this long, by the toleration that every pod is given. */
const toleration = 300_000;

/** What the control plane does about pods whose node is silent: it counts them as not ready, and later gives them up. */
export class LostPods {
  private readonly waits = new Map<string, () => void>();

  constructor(private readonly cluster: Cluster) {}

  nodeLost(node: string): void {
    for (const { namespace, name } of this.on(node)) this.markNotReady(namespace, name);
    const forget = this.cluster.after(toleration, () => this.evict(node));
    this.waits.set(node, forget);
  }

  nodeFound(node: string): void {
    this.waits.get(node)?.();
    this.waits.delete(node);
  }

  private on(node: string): { namespace: string; name: string }[] {
    return this.cluster
      .informer('pods')
      .list()
      .map(readPod)
      .filter(pod => pod.spec.nodeName === node)
      .map(({ metadata: { namespace, name } }) => ({ namespace, name }));
  }

  private markNotReady(namespace: string, name: string): void {
    const stored = this.cluster.informer('pods').get(namespace, name);
    if (!stored) return;
    const now = stamp(this.cluster.clock.now());
    const conditions = withConditions(readPod(stored), [{ type: 'Ready', status: 'False' }], now);
    this.cluster.api.patch({ resource: 'pods', namespace, name }, { status: { conditions } }, 'status');
    const text = { type: 'Warning', reason: 'NodeNotReady', message: 'Node is not ready' } as const;
    this.cluster.events.record('node-controller', stored, text);
  }

  /** They stay, terminating, until the kubelet is heard of again: nobody else may say that they have ended. */
  private evict(node: string): void {
    this.waits.delete(node);
    for (const { namespace, name } of this.on(node)) {
      const stored = this.cluster.informer('pods').get(namespace, name);
      if (!stored || stored.metadata.deletionTimestamp) continue;
      const message = `Marking for deletion Pod ${namespace}/${name}`;
      this.cluster.events.record('taint-eviction-controller', stored, {
        reason: 'TaintManagerEviction',
        message,
      });
      this.cluster.api.delete({ resource: 'pods', namespace, name });
    }
  }
}
