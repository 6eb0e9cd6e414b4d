import { type Cluster } from '../Cluster';
import { stamp } from '../moments';
import { withConditions } from '../pods/podConditions';
import { readPod } from '../pods/podView';

/** What the control plane says of pods whose node is silent: they are not ready. Their taints drive them out later. */
export class LostPods {
  constructor(private readonly cluster: Cluster) {}

  nodeLost(node: string): void {
    for (const { namespace, name } of this.on(node)) this.markNotReady(namespace, name);
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
}
