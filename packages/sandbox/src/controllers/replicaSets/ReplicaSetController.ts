import { jsonEqual } from '../../kubernetes/json';
import { StatusError } from '../../kubernetes/StatusError';
import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { randomLetters } from '../hashing';
import { controllerUid, keyOf } from '../Informer';
import { stamp } from '../moments';
import { isActive, isReady, readPod, readyCondition, type Pod } from '../pods/podView';
import { asJson, type JsonObject } from '../views';
import { type WorkQueue } from '../WorkQueue';
import { podsToDelete } from './podsToDelete';
import { readReplicaSet, type ReplicaSet } from './replicaSetView';

const component = 'replicaset-controller';
const pods = 'pods';

/** Keeps as many pods of each ReplicaSet as it asks for. */
export class ReplicaSetController {
  private readonly queue: WorkQueue;
  /** Uid to key, to find the ReplicaSet of a pod. */
  private readonly keys = new Map<string, string>();

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue(component, key => this.reconcile(key));
  }

  start(): void {
    this.cluster.informer('replicasets.apps').onEvent(({ type, object }) => {
      if (type === 'DELETED') this.keys.delete(object.metadata.uid);
      else this.keys.set(object.metadata.uid, keyOf(object));
      this.queue.add(keyOf(object));
    });
    this.cluster.informer(pods).onEvent(({ object }) => {
      const key = this.keys.get(controllerUid(object) ?? '');
      if (key) this.queue.add(key);
    });
  }

  private reconcile(key: string): void {
    const stored = this.cluster.informer('replicasets.apps').byKey(key);
    if (!stored) return;
    const replicaSet = readReplicaSet(stored);
    const active = this.activePods(replicaSet);
    const failure = replicaSet.metadata.deletionTimestamp ? undefined : this.scale(stored, active);
    this.writeStatus(stored, this.activePods(replicaSet), failure);
  }

  private activePods({ metadata }: ReplicaSet): Pod[] {
    return this.cluster.informer(pods).controlledBy(metadata.uid).map(readPod).filter(isActive);
  }

  /** @returns why pods could not be made */
  private scale(stored: KubeObject, active: Pod[]): StatusError | undefined {
    const replicaSet = readReplicaSet(stored);
    const missing = replicaSet.spec.replicas - active.length;
    for (const pod of podsToDelete(active, -missing)) this.deletePod(stored, pod);
    try {
      for (let made = 0; made < missing; made++) this.createPod(stored, replicaSet);
      return undefined;
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      const message = `Error creating: ${error.message}`;
      this.cluster.events.record(component, stored, { type: 'Warning', reason: 'FailedCreate', message });
      this.queue.addAfter(keyOf(stored), 10_000);
      return error;
    }
  }

  private createPod(stored: KubeObject, { metadata, spec }: ReplicaSet): void {
    const { labels, annotations } = spec.template.metadata;
    const name = `${metadata.name.slice(0, 57)}-${randomLetters(5, () => this.cluster.clock.random())}`;
    this.cluster.api.create(pods, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name,
        generateName: `${metadata.name}-`,
        namespace: metadata.namespace,
        labels,
        ...(Object.keys(annotations).length && { annotations }),
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'ReplicaSet',
            name: metadata.name,
            uid: metadata.uid,
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      spec: spec.template.spec,
    });
    this.cluster.events.record(component, stored, {
      reason: 'SuccessfulCreate',
      message: `Created pod: ${name}`,
    });
  }

  private deletePod(stored: KubeObject, { metadata: { namespace, name } }: Pod): void {
    this.cluster.api.delete({ resource: pods, namespace, name });
    this.cluster.events.record(component, stored, {
      reason: 'SuccessfulDelete',
      message: `Deleted pod: ${name}`,
    });
  }

  private writeStatus(stored: KubeObject, active: Pod[], failure: StatusError | undefined): void {
    const replicaSet = readReplicaSet(stored);
    const status = this.statusOf(replicaSet, active, failure);
    if (jsonEqual(status, stored.status)) return;
    this.cluster.api.update('replicasets.apps', { ...stored, status }, 'status');
  }

  private statusOf(replicaSet: ReplicaSet, active: Pod[], failure: StatusError | undefined): JsonObject {
    const ready = active.filter(isReady);
    const available = ready.filter(pod => this.isAvailable(replicaSet, pod)).length;
    const template = Object.entries(replicaSet.spec.template.metadata.labels);
    const labelled = active.filter(pod =>
      template.every(([key, value]) => pod.metadata.labels[key] === value),
    );
    const conditions = failure ? [this.failureCondition(replicaSet, failure)] : [];
    return {
      replicas: active.length,
      ...(labelled.length && { fullyLabeledReplicas: labelled.length }),
      ...(ready.length && { readyReplicas: ready.length }),
      ...(available && { availableReplicas: available }),
      observedGeneration: replicaSet.metadata.generation,
      ...(conditions.length && { conditions }),
    };
  }

  /** What was told first stays: the next refusal names another pod, and nothing is to be done again because of that. */
  private failureCondition({ status }: ReplicaSet, { message }: StatusError): JsonObject {
    const known = status.conditions.find(({ type }) => type === 'ReplicaFailure');
    if (known) return asJson(known);
    const lastTransitionTime = stamp(this.cluster.clock.now());
    return { type: 'ReplicaFailure', status: 'True', lastTransitionTime, reason: 'FailedCreate', message };
  }

  /** Ready for `minReadySeconds`; looks again when that time is over. */
  private isAvailable({ metadata, spec }: ReplicaSet, pod: Pod): boolean {
    const since = readyCondition(pod)?.lastTransitionTime;
    if (spec.minReadySeconds === 0 || !since) return true;
    const left = spec.minReadySeconds * 1000 - this.cluster.moments.since(`${pod.metadata.uid} ready`, since);
    if (left > 0) this.queue.addAfter(`${metadata.namespace}/${metadata.name}`, left);
    return left <= 0;
  }
}
