import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { keyOf } from '../Informer';
import { type WorkQueue } from '../WorkQueue';
import { trackingFinalizer } from './jobView';

/** Lets pods go that a job held which is gone: nobody will count them. */
export class OrphanPods {
  private readonly queue: WorkQueue;

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue('job-orphan', key => this.reconcile(key));
  }

  start(): void {
    this.cluster.informer('pods').onEvent(({ type, object }) => {
      if (type !== 'DELETED' && jobOf(object)) this.queue.add(keyOf(object));
    });
    this.cluster.informer('jobs.batch').onEvent(({ type, object }) => {
      if (type !== 'DELETED') return;
      const pods = this.cluster.informer('pods').controlledBy(object.metadata.uid);
      for (const pod of pods) this.queue.add(keyOf(pod));
    });
  }

  private reconcile(key: string): void {
    const pod = this.cluster.informer('pods').byKey(key);
    const owner = pod && jobOf(pod);
    if (!owner) return;
    const { namespace, name, finalizers = [] } = pod.metadata;
    const job = this.cluster.informer('jobs.batch').get(namespace, owner.name);
    if (job?.metadata.uid === owner.uid) return;
    const rest = finalizers.filter(each => each !== trackingFinalizer);
    const patch = { metadata: { finalizers: rest.length ? rest : null } };
    this.cluster.api.patch({ resource: 'pods', namespace, name }, patch);
  }
}

/** The job that holds the pod. */
function jobOf({ metadata }: KubeObject): { name: string; uid: string } | undefined {
  if (!metadata.finalizers?.includes(trackingFinalizer)) return undefined;
  return metadata.ownerReferences?.find(({ controller, kind }) => controller && kind === 'Job');
}
