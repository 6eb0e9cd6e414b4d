import { type KubeObject, type WatchEvent } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { controllerUid, keyOf } from '../Informer';
import { type WorkQueue } from '../WorkQueue';
import { findRuns } from './analysisRuns';
import { activeCounts, reconcileBlueGreen, reconcileReplicaSets } from './blueGreen';
import { reconcileCanary } from './canary';
import { foreignWrite } from './ignoredWrites';
import { markInvalid } from './invalidSpec';
import { createNewReplicaSet, findRevisions, syncRevision } from './revisions';
import { RolloutContext, type RolloutTools } from './RolloutContext';
import { hashLabel, isFullyPromoted, managedByAnnotation, readRollout } from './rolloutView';
import { isScalingEvent } from './scaling';
import { validationError } from './validation';
import { syncPausedConditions } from './watching';
import { patchStatus } from './writeStatus';

const rollouts = 'rollouts.argoproj.io';
const replicaSets = 'replicasets.apps';
/** An invalid rollout is looked at again that often: what it lacks may have come. */
const invalidRetry = 20_000;

/** Argo Rollouts' controller for blue-green rollouts. */
export class RolloutController {
  private readonly queue: WorkQueue;
  private readonly tools: RolloutTools;
  private readonly keys = new Map<string, string>();
  /** Rollouts as the controller believes them to be while it has missed a write. */
  private readonly stale = new Map<string, KubeObject>();

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue('rollouts', key => this.reconcile(key), 10);
    this.tools = {
      cluster,
      api: cluster.apiAs('rollouts-controller'),
      goesOnAfterWriting: (cluster.options.rolloutsVersion ?? '1.9.2') === '1.9.2',
      requeueAfter: (key, milliseconds) => this.queue.addAfter(key, milliseconds),
    };
  }

  start(): void {
    this.cluster.informer(rollouts).onEvent(event => this.rolloutChanged(event));
    this.cluster.informer(replicaSets).onEvent(({ object }) => this.ownedChanged(object));
    this.cluster.informer('analysisruns.argoproj.io').onEvent(({ object }) => this.ownedChanged(object));
    this.cluster.informer('services').onEvent(({ object }) => this.serviceChanged(object));
  }

  private rolloutChanged({ type, object, before }: WatchEvent): void {
    const key = keyOf(object);
    if (type === 'DELETED') {
      this.keys.delete(object.metadata.uid);
      this.stale.delete(key);
      this.releaseServices(object);
      return;
    }
    this.keys.set(object.metadata.uid, key);
    if (type === 'ADDED') this.announce(object);
    if (before && this.misses(object, before)) {
      this.stale.set(key, this.stale.get(key) ?? before);
      return;
    }
    this.stale.delete(key);
    this.queue.add(key);
  }

  private announce(object: KubeObject): void {
    if (object.status) return;
    const message = `Rollout resource added to informer: ${keyOf(object)}`;
    this.cluster.events.record('rollouts-controller', object, { reason: 'RolloutAddedToInformer', message });
  }

  private misses(object: KubeObject, before: KubeObject): boolean {
    const { ignoreWrites } = this.cluster.options;
    const { namespace = '', name } = object.metadata;
    if (!this.tools.goesOnAfterWriting || !ignoreWrites) return false;
    const what = foreignWrite(before, object);
    return what !== undefined && ignoreWrites({ namespace, name, what });
  }

  private ownedChanged(object: KubeObject): void {
    const key = this.keys.get(controllerUid(object) ?? '');
    if (key) this.queue.add(key);
  }

  private serviceChanged({ metadata }: KubeObject): void {
    for (const object of this.cluster.informer(rollouts).in(metadata.namespace ?? '')) {
      const { activeService, previewService } = readRollout(object).spec.strategy.blueGreen ?? {};
      if (metadata.name === activeService || metadata.name === previewService) this.queue.add(keyOf(object));
    }
  }

  /** Services of a rollout that is gone select its pods by their other labels again. */
  private releaseServices({ metadata }: KubeObject): void {
    for (const service of this.cluster.informer('services').in(metadata.namespace ?? '')) {
      if (service.metadata.annotations?.[managedByAnnotation] !== metadata.name) continue;
      const { namespace, name } = service.metadata;
      const patch = {
        metadata: { annotations: { [managedByAnnotation]: null } },
        spec: { selector: { [hashLabel]: null } },
      };
      this.tools.api.patch({ resource: 'services', namespace, name }, patch);
    }
  }

  private reconcile(key: string): void {
    const stored = this.stale.get(key) ?? this.cluster.informer(rollouts).byKey(key);
    if (!stored || stored.metadata.deletionTimestamp) return;
    const owned = this.cluster.informer(replicaSets).controlledBy(stored.metadata.uid);
    const context = new RolloutContext(this.tools, stored, owned);
    findRevisions(context);
    findRuns(context);
    context.newWithinDelay = this.isWithinDelay(context);
    const error = validationError(context);
    if (error) {
      markInvalid(context, error);
      this.queue.addAfter(key, invalidRetry);
      return;
    }
    if (!context.newReplicaSet) createNewReplicaSet(context);
    if (isFullyPromoted(readRollout(stored)) && context.isAborted) context.pause.removeAbort();
    if (this.isOver(context)) return;
    if (context.rollout.spec.replicas === undefined) this.defaultReplicas(context);
    else this.update(context);
  }

  private isWithinDelay(context: RolloutContext): boolean {
    const left = context.newReplicaSet && context.untilDeadline(context.newReplicaSet);
    return left !== undefined && left > 0;
  }

  /** After 1.9 the controller lets its own write come back before it goes on. */
  private isOver(context: RolloutContext): boolean {
    return context.wrote && !this.tools.goesOnAfterWriting;
  }

  private defaultReplicas(context: RolloutContext): void {
    this.tools.api.patch(context.objectKey, { spec: { replicas: 1 } });
  }

  private update(context: RolloutContext): void {
    syncPausedConditions(context);
    if (this.isOver(context)) return;
    syncRevision(context);
    if (isScalingEvent(context)) this.scaleOnly(context);
    else if (context.blueGreen) reconcileBlueGreen(context);
    else reconcileCanary(context);
  }

  private scaleOnly(context: RolloutContext): void {
    syncRevision(context);
    reconcileReplicaSets(context);
    const { HPAReplicas, availableReplicas } = activeCounts(context);
    const status = context.statusWith({ HPAReplicas, availableReplicas });
    context.pause.apply(context.rollout, status, context.now);
    patchStatus(context, status);
  }
}
