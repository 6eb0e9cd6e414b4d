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
import { daemonPod, nodeOf, verdictOn } from './daemonPods';
import { readDaemonSet, type DaemonSet } from './daemonSetView';
import { podsToReplace, type DaemonsOfNode } from './rolling';

const component = 'daemonset-controller';
const daemonSets = 'daemonsets.apps';
const hashLabel = 'controller-revision-hash';

interface Situation {
  daemonSet: DaemonSet;
  hash: string;
  /** Of every node that there is: what should be and what is on it. */
  nodes: (DaemonsOfNode & { shouldRun: boolean; mayStay: boolean })[];
}

/** Keeps a pod of each DaemonSet on each node that it is for. */
export class DaemonSetController {
  private readonly queue: WorkQueue;

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue(component, key => this.reconcile(key));
  }

  start(): void {
    wakeOwners(this.cluster, this.queue, {
      owners: daemonSets,
      owned: ['pods', 'controllerrevisions.apps'],
    });
    this.cluster.informer('nodes').onEvent(({ type, object, before }) => {
      if (type === 'MODIFIED' && before && isSamePlace(before, object)) return;
      for (const each of this.cluster.informer(daemonSets).list()) this.queue.add(keyOf(each));
    });
  }

  private reconcile(key: string): void {
    const stored = this.cluster.informer(daemonSets).byKey(key);
    if (!stored) return;
    const daemonSet = readDaemonSet(stored);
    const { metadata, spec } = daemonSet;
    const annotations = { 'deprecated.daemonset.template.generation': String(metadata.generation) };
    const revisions = new Revisions(this.cluster, { hashLabel, annotations });
    const revision = revisions.current(stored, spec.template.metadata.labels);
    const hash = revision.metadata.labels?.[hashLabel] ?? '';
    if (!metadata.deletionTimestamp) {
      this.manage(stored, this.look(stored, daemonSet, hash));
      this.roll(stored, this.look(stored, daemonSet, hash));
      const used = this.podsOf(daemonSet).map(pod => `${metadata.name}-${pod.metadata.labels[hashLabel]}`);
      revisions.trim(stored, spec.revisionHistoryLimit, new Set([...used, revision.metadata.name]));
    }
    this.writeStatus(stored, this.look(stored, daemonSet, hash));
  }

  private podsOf({ metadata }: DaemonSet): Pod[] {
    return this.cluster.informer('pods').controlledBy(metadata.uid).map(readPod);
  }

  private look(stored: KubeObject, daemonSet: DaemonSet, hash: string): Situation {
    const byNode = new Map<string, Pod[]>();
    for (const pod of this.podsOf(daemonSet)) {
      const node = nodeOf(pod) ?? '';
      byNode.set(node, [...(byNode.get(node) ?? []), pod]);
    }
    const nodes = this.cluster
      .informer('nodes')
      .list()
      .map(node => {
        const name = node.metadata.name;
        return { name, pods: byNode.get(name) ?? [], ...verdictOn(daemonSet, stored, node) };
      });
    return { daemonSet, hash, nodes };
  }

  /** A pod where one is missing, none where none may be, and one where there are more. */
  private manage(stored: KubeObject, { daemonSet, hash, nodes }: Situation): void {
    const surges = daemonSet.spec.updateStrategy.rollingUpdate.maxSurge !== 0;
    for (const { name, pods, shouldRun, mayStay } of nodes) {
      if (shouldRun && pods.length === 0) this.create(stored, daemonSet, name, hash);
      else if (!mayStay) for (const pod of pods) this.delete(stored, pod);
      else this.prune(stored, name, pods, surges ? 2 : 1);
    }
  }

  private prune(stored: KubeObject, node: string, pods: Pod[], most: number): void {
    const living = pods.filter(({ metadata }) => !metadata.deletionTimestamp);
    const ended = living.filter(({ status }) => status.phase === 'Failed' || status.phase === 'Succeeded');
    for (const pod of ended) this.replaceEnded(stored, node, pod);
    const running = living.filter(pod => !ended.includes(pod)).sort(byAge);
    for (const pod of running.slice(most)) this.delete(stored, pod);
  }

  private replaceEnded(stored: KubeObject, node: string, pod: Pod): void {
    const { namespace, name } = pod.metadata;
    const failed = pod.status.phase === 'Failed';
    const [word, verb] = failed ? ['failed', 'kill'] : ['succeeded', 'delete'];
    const message = `Found ${word} daemon pod ${namespace}/${name} on node ${node}, will try to ${verb} it`;
    const type = failed ? 'Warning' : 'Normal';
    const reason = failed ? 'FailedDaemonPod' : 'SucceededDaemonPod';
    this.cluster.events.record(component, stored, { type, reason, message });
    this.delete(stored, pod);
  }

  /** Brings pods of older templates up to date, as few at a time as the strategy says. */
  private roll(stored: KubeObject, { daemonSet, hash, nodes }: Situation): void {
    const { type, rollingUpdate } = daemonSet.spec.updateStrategy;
    if (type !== 'RollingUpdate') return;
    const { remove, createOn } = podsToReplace({
      nodes: nodes.filter(({ pods, shouldRun }) => shouldRun || pods.length > 0),
      desired: nodes.filter(({ shouldRun }) => shouldRun).length,
      ...rollingUpdate,
      isUpdated: pod => isUpdated(pod, daemonSet, hash),
      isAvailable: pod => this.isAvailable(stored, daemonSet, pod),
    });
    for (const pod of remove) this.delete(stored, pod);
    for (const node of createOn) this.create(stored, daemonSet, node, hash);
  }

  private create(stored: KubeObject, daemonSet: DaemonSet, node: string, hash: string): void {
    try {
      const made = this.cluster.api.create('pods', daemonPod(stored, daemonSet, node, hash));
      const message = `Created pod: ${made.metadata.name}`;
      this.cluster.events.record(component, stored, { reason: 'SuccessfulCreate', message });
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      const message = `Error creating: ${error.message}`;
      this.cluster.events.record(component, stored, { type: 'Warning', reason: 'FailedCreate', message });
      this.queue.addAfter(keyOf(stored), 10_000);
    }
  }

  private delete(stored: KubeObject, { metadata }: Pod): void {
    if (metadata.deletionTimestamp) return;
    const { namespace, name } = metadata;
    this.cluster.api.delete({ resource: 'pods', namespace, name });
    const message = `Deleted pod: ${name}`;
    this.cluster.events.record(component, stored, { reason: 'SuccessfulDelete', message });
  }

  /** Looks again when a pod that is ready becomes available. */
  private isAvailable(stored: KubeObject, { spec }: DaemonSet, pod: Pod): boolean {
    const left = untilAvailable(this.cluster, pod, spec.minReadySeconds);
    if (left) this.queue.addAfter(keyOf(stored), left);
    return left === 0;
  }

  private writeStatus({ metadata }: KubeObject, { daemonSet, hash, nodes }: Situation): void {
    const { namespace, name } = metadata;
    const stored = this.cluster.informer(daemonSets).get(namespace, name);
    if (!stored) return;
    const running = nodes.filter(({ pods }) => pods.some(isHere));
    const wanted = nodes.filter(({ shouldRun }) => shouldRun);
    const scheduled = running.filter(({ shouldRun }) => shouldRun);
    const oldest = scheduled.flatMap(({ pods }) => [...pods].sort(byAge).slice(0, 1));
    const ready = oldest.filter(isReady);
    const available = ready.filter(pod => this.isAvailable(stored, daemonSet, pod)).length;
    const updated = scheduled.filter(({ pods }) => pods.some(pod => isUpdated(pod, daemonSet, hash))).length;
    const unavailable = wanted.length - available;
    const { collisionCount } = daemonSet.status;
    const status = {
      currentNumberScheduled: scheduled.length,
      numberMisscheduled: running.length - scheduled.length,
      desiredNumberScheduled: wanted.length,
      numberReady: ready.length,
      observedGeneration: daemonSet.metadata.generation,
      ...(updated && { updatedNumberScheduled: updated }),
      ...(available && { numberAvailable: available }),
      ...(unavailable && { numberUnavailable: unavailable }),
      ...(collisionCount !== undefined && { collisionCount }),
    };
    if (jsonEqual(status, stored.status)) return;
    this.cluster.api.update(daemonSets, { ...stored, status }, 'status');
  }
}

/** Nothing that decides about daemons differs. */
function isSamePlace(before: KubeObject, after: KubeObject): boolean {
  return jsonEqual(before.spec, after.spec) && jsonEqual(before.metadata.labels, after.metadata.labels);
}

function isHere({ metadata }: Pod): boolean {
  return metadata.deletionTimestamp === undefined;
}

function isUpdated({ metadata }: Pod, daemonSet: DaemonSet, hash: string): boolean {
  const generation = String(daemonSet.metadata.generation);
  return metadata.labels[hashLabel] === hash || metadata.labels['pod-template-generation'] === generation;
}

function byAge(a: Pod, b: Pod): number {
  return (
    Number(!!b.spec.nodeName) - Number(!!a.spec.nodeName) ||
    a.metadata.creationTimestamp.localeCompare(b.metadata.creationTimestamp)
  );
}
