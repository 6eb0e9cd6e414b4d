import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { keyOf } from '../Informer';
import { readPod } from '../pods/podView';
import { type WorkQueue } from '../WorkQueue';
import { claimsOf } from './podVolumes';
import { claims, readVolume, volumes } from './volumeView';

const claimFinalizer = 'kubernetes.io/pvc-protection';
const volumeFinalizer = 'kubernetes.io/pv-protection';

/** Lets deleted claims go only when no pod uses them, and deleted volumes when no claim does. */
export class Protection {
  private readonly claimQueue: WorkQueue;
  private readonly volumeQueue: WorkQueue;

  constructor(private readonly cluster: Cluster) {
    this.claimQueue = cluster.queue('pvc-protection-controller', key => this.releaseClaim(key));
    this.volumeQueue = cluster.queue('pv-protection-controller', name => this.releaseVolume(name));
  }

  start(): void {
    this.cluster.informer(claims).onEvent(({ type, object }) => {
      if (type !== 'DELETED' && isHeld(object, claimFinalizer)) this.claimQueue.add(keyOf(object));
    });
    this.cluster.informer(volumes).onEvent(({ type, object }) => {
      if (type !== 'DELETED' && isHeld(object, volumeFinalizer)) this.volumeQueue.add(keyOf(object));
    });
    this.cluster.informer('pods').onEvent(({ object }) => {
      const pod = readPod(object);
      for (const name of claimsOf(pod)) this.claimQueue.add(`${pod.metadata.namespace}/${name}`);
    });
  }

  private releaseClaim(key: string): void {
    const claim = this.cluster.informer(claims).byKey(key);
    if (!claim || !isHeld(claim, claimFinalizer)) return;
    const { namespace = '', name } = claim.metadata;
    const used = this.cluster
      .informer('pods')
      .in(namespace)
      .map(readPod)
      .some(pod => claimsOf(pod).includes(name) && pod.spec.nodeName && isUnfinished(pod.status.phase));
    if (!used) this.release(claims, claim, claimFinalizer);
  }

  private releaseVolume(name: string): void {
    const volume = this.cluster.informer(volumes).byKey(name);
    if (!volume || !isHeld(volume, volumeFinalizer)) return;
    if (readVolume(volume).status.phase !== 'Bound') this.release(volumes, volume, volumeFinalizer);
  }

  private release(resource: string, { metadata }: KubeObject, finalizer: string): void {
    const { namespace, name, finalizers = [] } = metadata;
    const rest = finalizers.filter(each => each !== finalizer);
    this.cluster.api.patch(
      { resource, namespace, name },
      { metadata: { finalizers: rest.length ? rest : null } },
    );
  }
}

function isHeld({ metadata }: KubeObject, finalizer: string): boolean {
  return metadata.deletionTimestamp !== undefined && !!metadata.finalizers?.includes(finalizer);
}

function isUnfinished(phase: string): boolean {
  return phase !== 'Succeeded' && phase !== 'Failed';
}
