import { StatusError } from '../../kubernetes/StatusError';
import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { type EventText } from '../EventRecorder';
import { fnv32a } from '../hashing';
import { keyOf } from '../Informer';
import { readNode } from '../nodes/nodeView';
import { asJson, type JsonObject } from '../views';
import { type WorkQueue } from '../WorkQueue';
import {
  claims,
  classes,
  driverRefusal,
  drivers,
  provisionedBy,
  provisionedDriver,
  readClaim,
  readClass,
  readVolume,
  selectedNode,
  volumes,
  waitsForConsumer,
  type Claim,
  type StorageClass,
} from './volumeView';

const zoneLabel = 'topology.kubernetes.io/zone';
const finalizer = 'external-provisioner.volume.kubernetes.io/finalizer';
/** From being asked to the volume being there, and from being released to its being gone. */
const takes = 2000;
/** A driver that refused is asked again; real ones ever later. */
const again = 60_000;

/** The provisioners of storage drivers: make volumes for claims that ask for one, and delete them afterwards. */
export class Provisioners {
  private readonly queue: WorkQueue;
  private readonly deletions: WorkQueue;

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue('csi-provisioner', key => this.provision(key), takes);
    this.deletions = cluster.queue('csi-provisioner', name => this.reclaim(name), takes);
  }

  start(): void {
    this.cluster.informer(claims).onEvent(({ type, object }) => {
      if (type !== 'DELETED' && this.driverFor(readClaim(object))) this.begin(object);
    });
    this.cluster.informer(volumes).onEvent(({ type, object }) => {
      if (type !== 'DELETED' && readVolume(object).status.phase === 'Released') {
        this.deletions.add(object.metadata.name);
      }
    });
  }

  /** The driver that a claim waits for, of those that are there. */
  private driverFor(claim: Claim): string | undefined {
    const isServed = claim.spec.volumeName !== undefined || claim.metadata.deletionTimestamp;
    return isServed ? undefined : provisionedDriver(claim);
  }

  private begin(claim: KubeObject): void {
    const { namespace, name } = claim.metadata;
    const message = `External provisioner is provisioning volume for claim "${namespace}/${name}"`;
    this.record(claim, { reason: 'Provisioning', message });
    this.queue.add(keyOf(claim));
  }

  private provision(key: string): void {
    const stored = this.cluster.informer(claims).byKey(key);
    const claim = stored && readClaim(stored);
    const driver = claim && this.driverFor(claim);
    const found = this.cluster.informer(classes).byKey(claim?.spec.storageClassName ?? '');
    if (!stored || !driver || !found) return;
    const storageClass = readClass(found);
    if (waitsForConsumer(storageClass) && !claim.metadata.annotations[selectedNode]) return;
    const message = driverRefusal(claim);
    if (message === undefined) this.make(stored, driver, storageClass);
    else {
      this.record(stored, { type: 'Warning', reason: 'ProvisioningFailed', message });
      this.queue.addAfter(key, again);
    }
  }

  private make(stored: KubeObject, driver: string, storageClass: StorageClass): void {
    const claim = readClaim(stored);
    const name = `pvc-${claim.metadata.uid}`;
    const { namespace, name: claimName, uid, resourceVersion } = stored.metadata;
    try {
      this.cluster.apiAs('csi-provisioner').create(volumes, {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name, annotations: { [provisionedBy]: driver }, finalizers: [finalizer] },
        spec: asJson({
          accessModes: claim.spec.accessModes,
          capacity: { storage: claim.spec.resources.requests.storage },
          claimRef: {
            apiVersion: 'v1',
            kind: 'PersistentVolumeClaim',
            namespace,
            name: claimName,
            uid,
            resourceVersion,
          },
          csi: { driver, fsType: 'ext4', volumeHandle: handleOf(driver, uid) },
          nodeAffinity: this.placeOf(claim),
          persistentVolumeReclaimPolicy: storageClass.reclaimPolicy,
          storageClassName: storageClass.metadata.name,
          volumeMode: claim.spec.volumeMode,
        }),
      });
    } catch (error) {
      if (error instanceof StatusError && error.code === 409) return;
      throw error;
    }
    this.record(stored, {
      reason: 'ProvisioningSucceeded',
      message: `Successfully provisioned volume ${name}`,
    });
  }

  /** Disks of a cloud are of one zone, and so are the pods that use them. */
  private placeOf({ metadata }: Claim): JsonObject | undefined {
    const node = this.cluster.informer('nodes').byKey(metadata.annotations[selectedNode] ?? '');
    const zone = node && readNode(node).metadata.labels[zoneLabel];
    if (!zone) return undefined;
    const matchExpressions = [{ key: zoneLabel, operator: 'In', values: [zone] }];
    return { required: { nodeSelectorTerms: [{ matchExpressions }] } };
  }

  private reclaim(name: string): void {
    const stored = this.cluster.informer(volumes).byKey(name);
    if (!stored) return;
    const { metadata, spec, status } = readVolume(stored);
    const mine = drivers.includes(metadata.annotations[provisionedBy] ?? '');
    if (!mine || status.phase !== 'Released' || spec.persistentVolumeReclaimPolicy !== 'Delete') return;
    const api = this.cluster.apiAs('csi-provisioner');
    const finalizers = metadata.finalizers.filter(each => each !== finalizer);
    api.patch(
      { resource: volumes, name },
      { metadata: { finalizers: finalizers.length ? finalizers : null } },
    );
    api.delete({ resource: volumes, name });
  }

  private record(claim: KubeObject, text: EventText): void {
    this.cluster.events.record('csi-provisioner', claim, text);
  }
}

function handleOf(driver: string, uid: string): string {
  const hash = fnv32a(uid).toString(16).padStart(8, '0');
  return driver === 'ebs.csi.aws.com' ? `vol-0${hash}${hash}` : uid;
}
