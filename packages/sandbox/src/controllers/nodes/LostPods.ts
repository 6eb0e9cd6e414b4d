import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { stamp } from '../moments';
import { withConditions } from '../pods/podConditions';
import { readPod } from '../pods/podView';
import { podsOn } from './podsOn';

/** What the control plane says of pods whose node is silent: they are not ready. Their taints drive them out later. */
export class LostPods {
  constructor(private readonly cluster: Cluster) {}

  nodeLost(node: string): void {
    for (const pod of podsOn(this.cluster, node)) this.markNotReady(pod);
  }

  private markNotReady(stored: KubeObject): void {
    const { namespace, name } = stored.metadata;
    const now = stamp(this.cluster.clock.now());
    const conditions = withConditions(readPod(stored), [{ type: 'Ready', status: 'False' }], now);
    this.cluster.api.patch({ resource: 'pods', namespace, name }, { status: { conditions } }, 'status');
    const text = { type: 'Warning', reason: 'NodeNotReady', message: 'Node is not ready' } as const;
    this.cluster.events.record('node-controller', stored, text);
  }
}
