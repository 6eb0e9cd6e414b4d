import { type ScaledClock } from '../clock/ScaledClock';
import { type ObjectApi } from '../kubernetes/types';
import { EventRecorder } from './EventRecorder';
import { type ImageBehaviours, type MetricLookup } from './ImageBehaviour';
import { Informer } from './Informer';
import { Moments } from './moments';
import { PrometheusFailure, type PrometheusQueries } from './PrometheusQueries';
import { WorkQueue } from './WorkQueue';

/** What somebody else writes into a rollout. */
export type ForeignWrite = 'decision' | 'specification';

/** Those that the controller was recorded from; they differ where approvals are at stake. */
export type RolloutsVersion = '1.9.2' | '1.10.1';

export interface ControllerOptions {
  /** Which Argo Rollouts to be; 1.9.2 when left out. */
  rolloutsVersion?: RolloutsVersion;
  /**
   * Asked at each promotion or abort that somebody wrote into a rollout's status, and at each change of its specification:
   * true, and the controller does not see it until the object really changes again (argo-rollouts #4694). Only 1.9.2 does
   * so. Never, when left out.
   */
  ignoreWrites?: (write: { namespace: string; name: string; what: ForeignWrite }) => boolean;
  /** Between two heartbeats of a node's lease, in sandbox seconds; 10 when left out. */
  heartbeatSeconds?: number;
  /** Told when a controller fails in a way it did not expect; printed when left out. */
  onError?: (controller: string, key: string, error: unknown) => void;
}

/** The API, which may know how to write in somebody's name (for `managedFields`). */
export type NamedApi = ObjectApi & { as?: (manager: string) => ObjectApi };

export interface ClusterOptions {
  api: NamedApi;
  clock: ScaledClock;
  images: ImageBehaviours;
  metrics: MetricLookup;
  /** How its controllers ask a Prometheus; out of reach when left out. */
  prometheus?: PrometheusQueries;
  options?: ControllerOptions;
}

const outOfReach: PrometheusQueries = ({ address }) => {
  throw new PrometheusFailure(`Post "${address}/api/v1/query": dial tcp: lookup: no such host`);
};

/** What the controllers of one cluster share. */
export class Cluster {
  readonly api: NamedApi;
  readonly clock: ScaledClock;
  readonly images: ImageBehaviours;
  readonly metrics: MetricLookup;
  readonly prometheus: PrometheusQueries;
  readonly options: ControllerOptions;
  readonly events: EventRecorder;
  readonly moments: Moments;
  private readonly informers = new Map<string, Informer>();
  private readonly queues: WorkQueue[] = [];
  private readonly timers = new Set<() => void>();
  private readonly stopping: (() => void)[] = [];

  constructor({ api, clock, images, metrics, prometheus = outOfReach, options = {} }: ClusterOptions) {
    this.api = api;
    this.clock = clock;
    this.images = images;
    this.metrics = metrics;
    this.prometheus = prometheus;
    this.options = options;
    this.events = new EventRecorder(api, clock);
    this.moments = new Moments(clock);
  }

  /** The API as that component writes to it. */
  apiAs(manager: string): ObjectApi {
    return this.api.as?.(manager) ?? this.api;
  }

  /** The one informer of that resource. */
  informer(resource: string): Informer {
    const known = this.informers.get(resource);
    if (known) return known;
    const informer = new Informer(this.api, resource, (...what) => this.report(...what));
    this.informers.set(resource, informer);
    return informer;
  }

  /** Acts once, as soon as all of these are defined: controllers of custom resources are of no use before. */
  whenInstalled(kinds: readonly string[], act: () => void): void {
    let begun = false;
    const installed = this.informer('customresourcedefinitions.apiextensions.k8s.io');
    installed.onEvent(() => {
      if (begun || !kinds.every(name => installed.get(undefined, name))) return;
      begun = true;
      act();
    });
  }

  queue(controller: string, reconcile: (key: string) => void, delay?: number): WorkQueue {
    const onError = (key: string, error: unknown) => this.report(controller, key, error);
    const queue = new WorkQueue({ clock: this.clock, reconcile, onError, delay });
    this.queues.push(queue);
    return queue;
  }

  /** As the clock's, and forgotten when the controllers stop. */
  after(milliseconds: number, task: () => void): () => void {
    const forget = this.clock.after(milliseconds, () => {
      this.timers.delete(forget);
      task();
    });
    this.timers.add(forget);
    return () => {
      this.timers.delete(forget);
      forget();
    };
  }

  /** Told when the controllers stop. */
  onStop(act: () => void): void {
    this.stopping.push(act);
  }

  stop(): void {
    for (const act of this.stopping) act();
    for (const queue of this.queues) queue.stop();
    for (const informer of this.informers.values()) informer.stop();
    for (const forget of this.timers) forget();
    this.events.stop();
  }

  /** Says that a controller failed in a way it did not expect. */
  report(controller: string, key: string, error: unknown): void {
    if (this.options.onError) this.options.onError(controller, key, error);
    else console.error(`sandbox: ${controller} controller, ${key}:`, error);
  }
}
