import { type KubeObject } from '../../kubernetes/types';
import { quantity } from '../../kubernetes/validation/quantities';
import { type Cluster } from '../Cluster';
import { keyOf } from '../Informer';
import { stamp } from '../moments';
import { readPod } from '../pods/podView';
import { asJson, type JsonObject } from '../views';
import { type WorkQueue } from '../WorkQueue';
import { claimsOf } from './podVolumes';
import {
  claims,
  driverRefusal,
  isBound,
  provisionedDriver,
  readClaim,
  readVolume,
  volumes,
  type Claim,
} from './volumeView';

/** From being asked to an answer of the driver. */
const takes = 2000;
/** A kubelet looks about that often whether a volume of its pods has become larger than the file system on it. */
const looks = 60_000;

const sizeBefore = 'volume.alpha.kubernetes.io/pre-resize-capacity';
const restart = 'Waiting for user to (re-)start a pod to finish file system resize of volume on node.';

type State = 'ControllerResizeInProgress' | 'ControllerResizeInfeasible' | 'NodeResizePending';

/** The resizers of storage drivers make volumes larger, and kubelets then the file systems on them. */
export class Resizers {
  private readonly answers: WorkQueue;
  private readonly kubelets: WorkQueue;

  constructor(private readonly cluster: Cluster) {
    this.answers = cluster.queue('csi-resizer', key => this.answer(key), takes);
    this.kubelets = cluster.queue('kubelet', key => this.enlarge(key), looks);
  }

  start(): void {
    this.cluster.informer(claims).onEvent(({ type, object }) => {
      if (type !== 'DELETED') this.look(object);
    });
    this.cluster.informer('pods').onEvent(({ type, object }) => {
      const pod = readPod(object);
      if (type === 'DELETED' || pod.status.phase !== 'Running') return;
      for (const name of claimsOf(pod)) {
        const claim = this.cluster.informer(claims).get(pod.metadata.namespace, name);
        if (claim) this.look(claim);
      }
    });
  }

  /** What a driver refused it is not asked for again. */
  private look(stored: KubeObject): void {
    const claim = readClaim(stored);
    if (!wantsMore(claim)) return;
    const { allocatedResources: asked, allocatedResourceStatuses: states } = claim.status;
    const { storage } = claim.spec.resources.requests;
    if (asked.storage !== storage || states.storage === undefined) this.begin(stored, claim);
    else if (states.storage === 'ControllerResizeInProgress') this.answers.add(keyOf(stored));
    else if (states.storage === 'NodeResizePending') this.kubelets.add(keyOf(stored));
  }

  private begin(stored: KubeObject, claim: Claim): void {
    const waits = 'waiting for an external controller to expand this PVC';
    this.record('volume_expand', stored, 'ExternalExpanding', waits);
    const driver = provisionedDriver(claim);
    if (driver === undefined) return;
    const now = stamp(this.cluster.clock.now());
    this.write(stored, {
      ...state('ControllerResizeInProgress'),
      allocatedResources: { storage: claim.spec.resources.requests.storage ?? null },
      conditions: [condition('Resizing', now)],
    });
    const message = `External resizer is resizing volume ${claim.spec.volumeName}`;
    this.record(`external-resizer ${driver}`, stored, 'Resizing', message);
  }

  private answer(key: string): void {
    const stored = this.cluster.informer(claims).byKey(key);
    const claim = stored && readClaim(stored);
    const driver = claim && provisionedDriver(claim);
    if (!stored || !driver || claim.status.allocatedResourceStatuses.storage !== 'ControllerResizeInProgress')
      return;
    const refusal = driverRefusal(claim);
    if (refusal !== undefined) this.refuse(stored, claim, driver, refusal);
    else this.grant(stored, claim, driver);
  }

  private refuse(stored: KubeObject, claim: Claim, driver: string, why: string): void {
    const now = stamp(this.cluster.clock.now());
    const error = condition('ControllerResizeError', now, `failed to expand pvc with ${why}`);
    this.write(stored, {
      ...state('ControllerResizeInfeasible'),
      conditions: [...claim.status.conditions, error],
    });
    const message = `resize volume "${claim.spec.volumeName}" by resizer "${driver}" failed: ${why}`;
    this.record(`external-resizer ${driver}`, stored, 'VolumeResizeFailed', message, 'Warning');
  }

  private grant(stored: KubeObject, claim: Claim, driver: string): void {
    const { storage } = claim.spec.resources.requests;
    this.cluster.apiAs('csi-resizer').patch(
      { resource: volumes, name: claim.spec.volumeName ?? '' },
      {
        metadata: { annotations: { [sizeBefore]: String(claim.status.capacity.storage) } },
        spec: asJson({ capacity: { storage } }),
      },
    );
    const now = stamp(this.cluster.clock.now());
    const pending = condition('FileSystemResizePending', now, restart);
    this.write(stored, { ...state('NodeResizePending'), conditions: [...claim.status.conditions, pending] });
    const message = 'Require file system resize of volume on node';
    this.record(`external-resizer ${driver}`, stored, 'FileSystemResizeRequired', message);
  }

  /** The kubelet of a node on which a pod with the volume runs. */
  private enlarge(key: string): void {
    const stored = this.cluster.informer(claims).byKey(key);
    const claim = stored && readClaim(stored);
    const pod = claim && this.podOf(claim);
    const name = claim?.spec.volumeName;
    const volume = name === undefined ? undefined : this.cluster.informer(volumes).byKey(name);
    if (!stored || !pod || !volume || claim.status.allocatedResourceStatuses.storage !== 'NodeResizePending')
      return;
    const { capacity } = readVolume(volume).spec;
    this.write(stored, { capacity, allocatedResourceStatuses: null, conditions: null }, 'kubelet');
    const { nodeName } = readPod(pod).spec;
    const message = `MountVolume.NodeExpandVolume succeeded for volume "${name}" ${nodeName}`;
    for (const about of [pod, stored]) {
      this.cluster.events.record(
        'kubelet',
        about,
        { reason: 'FileSystemResizeSuccessful', message },
        nodeName,
      );
    }
    const annotations = { [sizeBefore]: null };
    this.cluster
      .apiAs('csi-resizer')
      .patch({ resource: volumes, name: volume.metadata.name }, { metadata: { annotations } });
  }

  private podOf({ metadata }: Claim): KubeObject | undefined {
    return this.cluster
      .informer('pods')
      .in(metadata.namespace)
      .find(object => {
        const pod = readPod(object);
        return pod.status.phase === 'Running' && claimsOf(pod).includes(metadata.name);
      });
  }

  private write({ metadata }: KubeObject, status: JsonObject, as = 'csi-resizer'): void {
    const { namespace, name } = metadata;
    this.cluster.apiAs(as).patch({ resource: claims, namespace, name }, { status }, 'status');
  }

  private record(
    component: string,
    claim: KubeObject,
    reason: string,
    message: string,
    type: 'Normal' | 'Warning' = 'Normal',
  ): void {
    this.cluster.events.record(component, claim, { type, reason, message });
  }
}

function wantsMore(claim: Claim): boolean {
  const { spec, status } = claim;
  return isBound(claim) && quantity(spec.resources.requests.storage) > quantity(status.capacity.storage);
}

function state(of: State): JsonObject {
  return { allocatedResourceStatuses: { storage: of } };
}

function condition(type: string, now: string, message?: string): JsonObject {
  return {
    type,
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: now,
    ...(message !== undefined && { message }),
  };
}
