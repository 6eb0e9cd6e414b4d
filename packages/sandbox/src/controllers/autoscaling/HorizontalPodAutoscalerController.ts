import { at, jsonEqual, textAt } from '../../kubernetes/json';
import { labelSelector } from '../../kubernetes/selectors';
import { StatusError } from '../../kubernetes/StatusError';
import { type KubeObject, type ObjectKey } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { keyOf } from '../Informer';
import { stamp } from '../moments';
import { asJson } from '../views';
import { type WorkQueue } from '../WorkQueue';
import { type Autoscaler, readAutoscaler, type ScalingCondition } from './autoscalerView';
import { loadOf, type Load } from './load';
import { limited, noMetrics, recommendation, type Told, told, unanswered } from './scaling';

const component = 'horizontal-pod-autoscaler';
const autoscalers = 'horizontalpodautoscalers.autoscaling';
const apiServices = 'apiservices.apiregistration.k8s.io';
/** Milliseconds between two looks. */
const period = 15_000;
const longestWindow = 300;

/** What a look at one autoscaler's target and its pods came to. */
interface Look {
  able: Told;
  active?: Told;
  limit?: Told;
  current: number;
  desired: number;
  load?: Load;
}

/** Scales what HorizontalPodAutoscalers name, by how busy its pods are. */
export class HorizontalPodAutoscalerController {
  private readonly queue: WorkQueue;
  /** By autoscaler: what was recommended when, for the window in which nothing is scaled down. */
  private readonly recommended = new Map<string, { elapsed: number; replicas: number }[]>();

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue(component, key => this.reconcile(key), 50);
  }

  start(): void {
    this.cluster.informer(autoscalers).onEvent(({ type, object, before }) => {
      if (type === 'DELETED') this.recommended.delete(object.metadata.uid);
      else if (!jsonEqual(before?.spec, object.spec)) this.queue.add(keyOf(object));
    });
  }

  private reconcile(key: string): void {
    const stored = this.cluster.informer(autoscalers).byKey(key);
    if (!stored || stored.metadata.deletionTimestamp) return;
    const autoscaler = readAutoscaler(stored);
    this.write(stored, autoscaler, this.look(stored, autoscaler));
    this.queue.addAfter(key, period);
  }

  private look(stored: KubeObject, autoscaler: Autoscaler): Look {
    const target = targetKey(autoscaler);
    const scale = this.find(target);
    if (!scale) {
      return this.lost(stored, `${target.resource} "${target.name}" not found`);
    }
    const current = Number(at(scale, 'spec', 'replicas') ?? 1);
    if (current === 0) return { able: told.gotScale, active: told.disabled, current: 0, desired: 0 };
    const load = this.isBlind()
      ? undefined
      : loadOf(this.cluster, autoscaler, this.readyPods(autoscaler, scale));
    if (!load) {
      const why = this.isBlind() ? unanswered(resourceOf(autoscaler)) : noMetrics(resourceOf(autoscaler));
      this.warn(stored, 'FailedGetResourceMetric', why);
      const active = told.unmeasured(why);
      return { able: told.gotScale, active, current: statusReplicas(scale, current), desired: current };
    }
    return this.decide(stored, autoscaler, { target, current, load });
  }

  /** There is a way to metrics-server, and nobody at its end. */
  private isBlind(): boolean {
    const service = this.cluster.informer(apiServices).get(undefined, 'v1beta1.metrics.k8s.io');
    const [available] = listAt(service, 'status', 'conditions');
    return service !== undefined && textAt(available, 'status') !== 'True';
  }

  private decide(
    stored: KubeObject,
    autoscaler: Autoscaler,
    { target, current, load }: { target: ObjectKey; current: number; load: Load },
  ): Look {
    const { minReplicas: min, maxReplicas: max } = autoscaler.spec;
    const wanted = recommendation(current, load.usage);
    const stable = this.stabilised(autoscaler, wanted, current);
    const { replicas, told: limit } = limited(stable, { min, max, current });
    const active = told.measured(load.words);
    if (replicas === current) {
      const able = stable > wanted ? told.stabilised : told.ready;
      return { able, active, limit, current, desired: replicas, load };
    }
    this.scale(target, replicas);
    const direction = replicas > current ? 'above' : 'below';
    const reason = replicas < current ? 'All metrics below target' : `${load.words} ${direction} target`;
    const text = { reason: 'SuccessfulRescale', message: `New size: ${replicas}; reason: ${reason}` };
    this.cluster.events.record(component, stored, text);
    return { able: told.rescaled(replicas), active, limit, current, desired: replicas, load };
  }

  /** Not fewer than the most that was recommended within the window. */
  private stabilised({ metadata, spec }: Autoscaler, wanted: number, current: number): number {
    const seconds = spec.behavior?.scaleDown?.stabilizationWindowSeconds ?? longestWindow;
    const now = this.cluster.clock.elapsed();
    const known = this.recommended.get(metadata.uid) ?? [{ elapsed: now, replicas: current }];
    const recent = [...known, { elapsed: now, replicas: wanted }].filter(
      ({ elapsed }) => now - elapsed <= seconds * 1_000,
    );
    this.recommended.set(metadata.uid, recent);
    return Math.max(wanted, Math.min(current, Math.max(...recent.map(({ replicas }) => replicas))));
  }

  private scale(key: ObjectKey, replicas: number): void {
    this.cluster.apiAs('kube-controller-manager').patch(key, { spec: { replicas } }, 'scale');
  }

  private lost(stored: KubeObject, why: string): Look {
    this.warn(stored, 'FailedGetScale', why);
    return { able: told.noScale(why), current: 0, desired: 0 };
  }

  private find(key: ObjectKey): KubeObject | undefined {
    try {
      return this.cluster.api.get(key);
    } catch (error) {
      if (error instanceof StatusError) return undefined;
      throw error;
    }
  }

  private readyPods({ metadata }: Autoscaler, target: KubeObject): KubeObject[] {
    const selector = textAt(target, 'status', 'selector') ?? matchLabels(target);
    const selects = labelSelector(selector);
    return this.cluster
      .informer('pods')
      .in(metadata.namespace)
      .filter(pod => selects(pod.metadata.labels) && isReady(pod));
  }

  private warn(stored: KubeObject, reason: string, message: string): void {
    this.cluster.events.record(component, stored, { type: 'Warning', reason, message });
  }

  private write(stored: KubeObject, { status }: Autoscaler, look: Look): void {
    const now = stamp(this.cluster.clock.now());
    const known = status?.conditions ?? [];
    const conditions = [
      condition('AbleToScale', look.able, known, now),
      ...(look.active ? [condition('ScalingActive', look.active, known, now)] : []),
      ...(look.limit ? [condition('ScalingLimited', look.limit, known, now)] : []),
    ];
    const rescaled = look.able.reason === 'SucceededRescale' ? now : status?.lastScaleTime;
    const next = asJson({
      conditions,
      currentMetrics: look.load?.metrics ?? null,
      currentReplicas: look.current,
      desiredReplicas: look.desired,
      lastScaleTime: rescaled,
    });
    if (!jsonEqual(next, stored.status)) {
      this.cluster.api.update(autoscalers, { ...stored, status: next }, 'status');
    }
  }
}

function listAt(object: unknown, ...path: string[]): unknown[] {
  const list = at(object, ...path);
  return Array.isArray(list) ? list : [];
}

function condition(
  type: string,
  what: Told,
  known: readonly ScalingCondition[],
  now: string,
): ScalingCondition {
  const before = known.find(each => each.type === type);
  const lastTransitionTime = before?.status === what.status ? before.lastTransitionTime : now;
  return { type, status: what.status, lastTransitionTime, reason: what.reason, message: what.message };
}

function targetKey({ metadata, spec }: Autoscaler): ObjectKey {
  const { apiVersion, kind, name } = spec.scaleTargetRef;
  const [group = '', version] = apiVersion.split('/');
  const plural = `${kind.toLowerCase()}s`;
  const resource = version === undefined ? plural : `${plural}.${group}`;
  return { resource, namespace: metadata.namespace, name };
}

function statusReplicas(target: KubeObject, otherwise: number): number {
  const replicas = at(target, 'status', 'replicas');
  return typeof replicas === 'number' ? replicas : otherwise;
}

function matchLabels(target: KubeObject): string {
  const labels = at(target, 'spec', 'selector', 'matchLabels');
  const pairs = typeof labels === 'object' && labels !== null ? Object.entries(labels) : [];
  return pairs.map(([key, value]) => `${key}=${String(value)}`).join(',');
}

function isReady(pod: KubeObject): boolean {
  const conditions = at(pod, 'status', 'conditions');
  const ready =
    Array.isArray(conditions) &&
    conditions.some(each => at(each, 'type') === 'Ready' && at(each, 'status') === 'True');
  return ready && !pod.metadata.deletionTimestamp;
}

function resourceOf({ spec }: Autoscaler): string {
  return spec.metrics.find(({ resource }) => resource)?.resource?.name ?? 'cpu';
}
