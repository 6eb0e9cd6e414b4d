import { jsonEqual } from '../../kubernetes/json';
import { StatusError } from '../../kubernetes/StatusError';
import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { keyOf } from '../Informer';
import { wakeOwners } from '../ownership';
import { untilAvailable } from '../pods/availability';
import { isReady, readPod, type Pod } from '../pods/podView';
import { Revisions } from '../revisions/Revisions';
import { type WorkQueue } from '../WorkQueue';
import { Claims } from './Claims';
import { statefulPod } from './statefulPods';
import { ordinalOf, ordinalsOf, readStatefulSet, revisionOf, type StatefulSet } from './statefulSetView';

const component = 'statefulset-controller';
const statefulSets = 'statefulsets.apps';

/** What of the set's history counts: where pods come from, and where they go. */
interface Course {
  current: KubeObject;
  update: KubeObject;
}

/** Keeps a StatefulSet's pods: each with a name and claims of its own, made and taken away in order. */
export class StatefulSetController {
  private readonly queue: WorkQueue;
  private readonly claims: Claims;
  private readonly revisions: Revisions;

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue(component, key => this.reconcile(key));
    this.claims = new Claims(cluster, component);
    this.revisions = new Revisions(cluster, { hashLabel: 'controller.kubernetes.io/hash' });
  }

  start(): void {
    wakeOwners(this.cluster, this.queue, { owners: statefulSets, owned: ['pods'] });
  }

  private reconcile(key: string): void {
    const stored = this.cluster.informer(statefulSets).byKey(key);
    if (!stored) return;
    const set = readStatefulSet(stored);
    const update = this.revisions.current(stored, set.spec.template.metadata.labels);
    const known = this.revisions
      .of(stored)
      .find(({ metadata }) => metadata.name === set.status.currentRevision);
    const course = { update, current: known ?? update };
    if (!set.metadata.deletionTimestamp) this.manage(stored, set, course);
    this.writeStatus(stored, course);
    const used = [...this.podsOf(set).map(revisionOf), update.metadata.name, course.current.metadata.name];
    this.revisions.trim(stored, set.spec.revisionHistoryLimit, new Set(used));
  }

  private podsOf({ metadata }: StatefulSet): Pod[] {
    return this.cluster.informer('pods').controlledBy(metadata.uid).map(readPod);
  }

  private podAt(set: StatefulSet, ordinal: number): Pod | undefined {
    return this.podsOf(set).find(pod => ordinalOf(pod, set) === ordinal);
  }

  /** One step: pods that are missing, then those that are too many, then those of an older template. */
  private manage(stored: KubeObject, set: StatefulSet, course: Course): void {
    const inOrder = set.spec.podManagementPolicy !== 'Parallel';
    const ordinals = ordinalsOf(set);
    for (const ordinal of ordinals) {
      if (!this.tend(stored, set, course, ordinal) && inOrder) return;
    }
    const condemned = this.podsOf(set)
      .map(pod => ({ pod, ordinal: ordinalOf(pod, set) ?? -1 }))
      .filter(({ ordinal }) => ordinal >= 0 && !ordinals.includes(ordinal))
      .sort((a, b) => b.ordinal - a.ordinal);
    for (const { pod, ordinal } of condemned) {
      this.claims.keepPolicy(stored, set, ordinal, true);
      if (!pod.metadata.deletionTimestamp) this.delete(stored, pod);
      if (inOrder) return;
    }
    if (set.spec.updateStrategy.type === 'RollingUpdate') this.update(stored, set, course, ordinals);
  }

  /** @returns whether the next one may follow */
  private tend(stored: KubeObject, set: StatefulSet, course: Course, ordinal: number): boolean {
    const pod = this.podAt(set, ordinal);
    if (!pod) {
      this.create(stored, set, course, ordinal);
      return false;
    }
    const { phase } = pod.status;
    if ((phase === 'Failed' || phase === 'Succeeded') && !pod.metadata.deletionTimestamp) {
      this.recreate(stored, pod);
      return false;
    }
    if (phase === 'Pending') this.claims.make(stored, set, ordinal);
    this.claims.keepPolicy(stored, set, ordinal, false);
    return !pod.metadata.deletionTimestamp && this.isAvailable(stored, set, pod);
  }

  private recreate(stored: KubeObject, pod: Pod): void {
    const { namespace, name } = pod.metadata;
    const message = `StatefulSet ${namespace}/${stored.metadata.name} is recreating ${pod.status.phase === 'Failed' ? 'failed' : 'terminated'} Pod ${name}`;
    this.cluster.events.record(component, stored, {
      type: 'Warning',
      reason: pod.status.phase === 'Failed' ? 'RecreatingFailedPod' : 'RecreatingTerminatedPod',
      message,
    });
    this.delete(stored, pod);
  }

  /** Takes away the highest one of an older template, once all above it are up. */
  private update(stored: KubeObject, set: StatefulSet, { update }: Course, ordinals: number[]): void {
    const { partition } = set.spec.updateStrategy.rollingUpdate;
    const { start } = set.spec.ordinals;
    for (const ordinal of ordinals.filter(each => each - start >= partition).reverse()) {
      const pod = this.podAt(set, ordinal);
      if (!pod) return;
      if (revisionOf(pod) !== update.metadata.name && !pod.metadata.deletionTimestamp) {
        this.delete(stored, pod);
        return;
      }
      if (pod.metadata.deletionTimestamp || !this.isAvailable(stored, set, pod)) return;
    }
  }

  /** Below the partition pods come back as they were. */
  private revisionFor({ spec }: StatefulSet, { current, update }: Course, ordinal: number): KubeObject {
    const { type, rollingUpdate } = spec.updateStrategy;
    const kept = type === 'RollingUpdate' && ordinal - spec.ordinals.start < rollingUpdate.partition;
    return kept ? current : update;
  }

  private create(stored: KubeObject, set: StatefulSet, course: Course, ordinal: number): void {
    const { name } = set.metadata;
    const text = `create Pod ${name}-${ordinal} in StatefulSet ${name}`;
    if (!this.claims.make(stored, set, ordinal)) {
      this.queue.addAfter(keyOf(stored), 10_000);
      return;
    }
    try {
      const revision = this.revisionFor(set, course, ordinal);
      this.cluster.api.create('pods', statefulPod(stored, set, ordinal, revision));
      const message = `${text} successful`;
      this.cluster.events.record(component, stored, { reason: 'SuccessfulCreate', message });
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      const message = `${text} failed error: ${error.message}`;
      this.cluster.events.record(component, stored, { type: 'Warning', reason: 'FailedCreate', message });
      this.queue.addAfter(keyOf(stored), 10_000);
    }
  }

  private delete(stored: KubeObject, { metadata }: Pod): void {
    const { namespace, name } = metadata;
    this.cluster.api.delete({ resource: 'pods', namespace, name });
    const message = `delete Pod ${name} in StatefulSet ${stored.metadata.name} successful`;
    this.cluster.events.record(component, stored, { reason: 'SuccessfulDelete', message });
  }

  /** Looks again when a pod that is ready becomes available. */
  private isAvailable(stored: KubeObject, { spec }: StatefulSet, pod: Pod): boolean {
    const left = untilAvailable(this.cluster, pod, spec.minReadySeconds);
    if (left) this.queue.addAfter(keyOf(stored), left);
    return left === 0;
  }

  private writeStatus({ metadata }: KubeObject, { current, update }: Course): void {
    const { namespace, name } = metadata;
    const stored = this.cluster.informer(statefulSets).get(namespace, name);
    if (!stored) return;
    const set = readStatefulSet(stored);
    const pods = this.podsOf(set);
    const living = pods.filter(pod => !pod.metadata.deletionTimestamp);
    const of = (revision: string) => living.filter(pod => revisionOf(pod) === revision).length;
    const ready = pods.filter(isReady);
    const updated = of(update.metadata.name);
    const rolling = set.spec.updateStrategy.type === 'RollingUpdate';
    const all = [updated, pods.length, ready.length].every(count => count === set.spec.replicas);
    const currentName = rolling && all ? update.metadata.name : current.metadata.name;
    const currently = of(currentName);
    const status = {
      observedGeneration: set.metadata.generation,
      replicas: pods.length,
      ...(ready.length && { readyReplicas: ready.length }),
      ...(currently && { currentReplicas: currently }),
      ...(updated && { updatedReplicas: updated }),
      currentRevision: currentName,
      updateRevision: update.metadata.name,
      collisionCount: set.status.collisionCount,
      availableReplicas: ready.filter(pod => this.isAvailable(stored, set, pod)).length,
    };
    if (jsonEqual(status, stored.status)) return;
    this.cluster.api.update(statefulSets, { ...stored, status }, 'status');
  }
}
