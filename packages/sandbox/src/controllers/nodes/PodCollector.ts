import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { stamp } from '../moments';
import { withConditions } from '../pods/podConditions';
import { readPod } from '../pods/podView';
import { podsOn } from './podsOn';

/** As long a node may be gone before its pods are: it may only register anew. */
const quarantine = 40_000;

const disrupted = {
  type: 'DisruptionTarget',
  status: 'True',
  reason: 'DeletionByPodGC',
  message: 'PodGC: node no longer exists',
} as const;

/** Ends the pods of nodes that are gone: there is no kubelet that could (`pod-garbage-collector` of the controller manager). */
export class PodCollector {
  constructor(private readonly cluster: Cluster) {}

  start(): void {
    this.cluster.informer('nodes').onEvent(({ type, object }) => {
      if (type === 'DELETED') this.cluster.after(quarantine, () => this.collect(object.metadata.name));
    });
  }

  private collect(node: string): void {
    if (this.cluster.informer('nodes').byKey(node)) return;
    for (const pod of podsOn(this.cluster, node)) this.end(pod);
  }

  private end(stored: KubeObject): void {
    const pod = readPod(stored);
    const { namespace, name } = stored.metadata;
    if (!['Succeeded', 'Failed'].includes(pod.status.phase)) {
      const conditions = withConditions(pod, [disrupted], stamp(this.cluster.clock.now()));
      const status = { phase: 'Failed', conditions };
      this.cluster.api.patch({ resource: 'pods', namespace, name }, { status }, 'status');
    }
    this.cluster.api.delete({ resource: 'pods', namespace, name }, { gracePeriodSeconds: 0 });
  }
}
