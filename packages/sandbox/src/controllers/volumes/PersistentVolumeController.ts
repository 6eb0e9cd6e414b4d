import { jsonEqual } from '../../kubernetes/json';
import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { keyOf } from '../Informer';
import { stamp } from '../moments';
import { readPod } from '../pods/podView';
import { asJson, type JsonObject } from '../views';
import { type WorkQueue } from '../WorkQueue';
import { matchingVolume } from './matching';
import { claimsOf } from './podVolumes';
import {
  bindCompleted,
  boundByController,
  claims,
  classes,
  isBound,
  isFor,
  provisionedBy,
  provisionerAnnotations,
  readClaim,
  readClass,
  readVolume,
  selectedNode,
  volumes,
  waitsForConsumer,
  type Claim,
  type StorageClass,
  type Volume,
} from './volumeView';

const component = 'persistentvolume-controller';
/** The real controller looks at all claims and volumes again that often. */
const again = 15_000;

/** Binds claims to volumes, asks provisioners for those that are missing, and lets go of what nobody claims any more. */
export class PersistentVolumeController {
  private readonly claimQueue: WorkQueue;
  private readonly volumeQueue: WorkQueue;

  constructor(private readonly cluster: Cluster) {
    this.claimQueue = cluster.queue(component, key => this.syncClaim(key));
    this.volumeQueue = cluster.queue(component, key => this.syncVolume(key));
  }

  start(): void {
    this.cluster.informer(claims).onEvent(({ object }) => {
      this.claimQueue.add(keyOf(object));
      const { volumeName } = readClaim(object).spec;
      if (volumeName) this.volumeQueue.add(volumeName);
    });
    this.cluster.informer(volumes).onEvent(({ type, object }) => {
      this.volumeQueue.add(keyOf(object));
      const { claimRef } = readVolume(object).spec;
      if (claimRef) this.claimQueue.add(`${claimRef.namespace}/${claimRef.name}`);
      else if (type === 'ADDED') this.wakePending();
    });
    this.cluster.informer(classes).onEvent(() => this.wakePending());
  }

  private wakePending(): void {
    for (const claim of this.cluster.informer(claims).list()) {
      if (!isBound(readClaim(claim))) this.claimQueue.add(keyOf(claim));
    }
  }

  private syncClaim(key: string): void {
    const stored = this.cluster.informer(claims).byKey(key);
    if (!stored) return;
    const claim = readClaim(stored);
    if (isBound(claim)) this.checkBound(stored, claim);
    else if (!claim.metadata.deletionTimestamp) this.findVolume(stored, claim);
  }

  private allVolumes(): Volume[] {
    return this.cluster.informer(volumes).list().map(readVolume);
  }

  private volume(name: string | undefined): KubeObject | undefined {
    return name === undefined ? undefined : this.cluster.informer(volumes).byKey(name);
  }

  private classOf({ spec }: Claim): StorageClass | undefined {
    const found = spec.storageClassName && this.cluster.informer(classes).byKey(spec.storageClassName);
    return found ? readClass(found) : undefined;
  }

  private checkBound(stored: KubeObject, claim: Claim): void {
    const volume = this.volume(claim.spec.volumeName);
    if (volume && isFor(readVolume(volume), claim)) this.writeBound(stored, volume);
    else if (claim.status.phase !== 'Lost') {
      this.writeClaimStatus(stored, { phase: 'Lost' });
      const message = 'Bound claim has lost its PersistentVolume. Data on the volume is lost!';
      this.warn(stored, 'ClaimLost', message);
    }
  }

  private findVolume(stored: KubeObject, claim: Claim): void {
    const named = this.volume(claim.spec.volumeName);
    if (claim.spec.volumeName !== undefined) {
      const { claimRef } = named ? readVolume(named).spec : { claimRef: undefined };
      if (named && (!claimRef || isFor(readVolume(named), claim))) this.bind(stored, named);
      return;
    }
    const match = matchingVolume(claim, this.allVolumes());
    const storageClass = this.classOf(claim);
    const meant = match?.spec.claimRef !== undefined;
    const chosen = claim.metadata.annotations[selectedNode] !== undefined;
    const delayed = storageClass && waitsForConsumer(storageClass) && !meant && !chosen;
    const volume = this.volume(match?.metadata.name);
    if (volume && !delayed) this.bind(stored, volume);
    else if (delayed) this.waitForConsumer(stored, claim);
    else this.wantVolume(stored, claim, storageClass);
  }

  private waitForConsumer(stored: KubeObject, claim: Claim): void {
    const { namespace, name } = claim.metadata;
    const pods = this.cluster
      .informer('pods')
      .in(namespace)
      .map(readPod)
      .filter(pod => claimsOf(pod).includes(name) && !pod.spec.nodeName)
      .map(pod => pod.metadata.name);
    const some = pods.length > 1 ? 'pods' : 'pod';
    if (pods.length) {
      const message = `waiting for ${some} ${pods.join(',')} to be scheduled`;
      this.record(stored, 'WaitForPodScheduled', message);
    } else {
      this.record(stored, 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding');
    }
    this.claimQueue.addAfter(keyOf(stored), again);
  }

  private wantVolume(stored: KubeObject, claim: Claim, storageClass: StorageClass | undefined): void {
    const { storageClassName } = claim.spec;
    this.claimQueue.addAfter(keyOf(stored), again);
    if (!storageClassName) this.record(stored, 'FailedBinding', noClass);
    else if (!storageClass) {
      const message = `storageclass.storage.k8s.io "${storageClassName}" not found`;
      this.warn(stored, 'ProvisioningFailed', message);
    } else if (storageClass.provisioner === 'kubernetes.io/no-provisioner') {
      this.waitForConsumer(stored, claim);
    } else this.askProvisioner(stored, storageClass.provisioner);
  }

  private askProvisioner(stored: KubeObject, provisioner: string): void {
    const { namespace, name, annotations } = stored.metadata;
    const wanted = Object.fromEntries(provisionerAnnotations.map(key => [key, provisioner]));
    if (!jsonEqual({ ...annotations, ...wanted }, annotations)) {
      this.cluster.api.patch({ resource: claims, namespace, name }, { metadata: { annotations: wanted } });
    }
    const message = `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
    this.record(stored, 'ExternalProvisioning', message);
  }

  /** The volume first, so that no two claims think it theirs. */
  private bind(stored: KubeObject, volume: KubeObject): void {
    const { namespace, name, uid, resourceVersion } = stored.metadata;
    const view = readVolume(volume);
    if (view.spec.claimRef?.uid !== uid) {
      const claimRef = asJson({
        kind: 'PersistentVolumeClaim',
        namespace,
        name,
        uid,
        apiVersion: 'v1',
        resourceVersion,
      });
      const annotations: JsonObject = view.spec.claimRef ? {} : { [boundByController]: 'yes' };
      this.cluster.api.patch(
        { resource: volumes, name: volume.metadata.name },
        { spec: { claimRef }, metadata: { annotations } },
      );
    }
    this.setPhase(volume.metadata.name, 'Bound');
    const annotations = {
      [bindCompleted]: 'yes',
      ...(readClaim(stored).spec.volumeName === undefined && { [boundByController]: 'yes' }),
    };
    const bound = this.cluster.api.patch(
      { resource: claims, namespace, name },
      { metadata: { annotations }, spec: { volumeName: volume.metadata.name } },
    );
    this.writeBound(bound, volume);
  }

  /** What it holds is told once: when the volume becomes larger, its file system has not yet. */
  private writeBound(stored: KubeObject, volume: KubeObject): void {
    const { accessModes, capacity } = readVolume(volume).spec;
    const isNew = stored.status?.phase !== 'Bound';
    this.writeClaimStatus(stored, { phase: 'Bound', accessModes, ...(isNew && { capacity }) });
  }

  private writeClaimStatus({ metadata, status: before }: KubeObject, status: JsonObject): void {
    if (jsonEqual({ ...before, ...status }, before)) return;
    const { namespace, name } = metadata;
    this.cluster.api.patch({ resource: claims, namespace, name }, { status }, 'status');
  }

  private syncVolume(name: string): void {
    const stored = this.volume(name);
    if (!stored) return;
    const volume = readVolume(stored);
    const { claimRef } = volume.spec;
    if (!claimRef?.uid) {
      this.setPhase(name, 'Available');
      return;
    }
    const claim = this.cluster.informer(claims).get(claimRef.namespace, claimRef.name);
    if (claim?.metadata.uid === claimRef.uid) {
      const { volumeName } = readClaim(claim).spec;
      if (volumeName === name) this.setPhase(name, 'Bound');
      else if (volumeName === undefined) this.claimQueue.add(keyOf(claim));
      return;
    }
    this.setPhase(name, 'Released');
    if (volume.spec.persistentVolumeReclaimPolicy === 'Delete') this.reclaim(stored, volume);
  }

  /** What a provisioner has made it takes away itself. */
  private reclaim(stored: KubeObject, { metadata }: Volume): void {
    if (metadata.annotations[provisionedBy] !== undefined) return;
    const message = `error getting deleter volume plugin for volume "${metadata.name}": no deletable volume plugin matched`;
    this.setPhase(metadata.name, 'Failed', message);
    this.warn(stored, 'VolumeFailedDelete', message);
  }

  private setPhase(name: string, phase: string, message?: string): void {
    const stored = this.volume(name);
    if (!stored || stored.status?.phase === phase) return;
    if (phase === 'Released' && stored.status?.phase === 'Failed') return;
    const lastPhaseTransitionTime = stamp(this.cluster.clock.now());
    const status = { phase, lastPhaseTransitionTime, ...(message && { message }) };
    this.cluster.api.patch({ resource: volumes, name }, { status }, 'status');
  }

  private record(stored: KubeObject, reason: string, message: string): void {
    this.cluster.events.record(component, stored, { reason, message });
  }

  private warn(stored: KubeObject, reason: string, message: string): void {
    this.cluster.events.record(component, stored, { type: 'Warning', reason, message });
  }
}

const noClass = 'no persistent volumes available for this claim and no storage class is set';
