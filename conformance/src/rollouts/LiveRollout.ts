import { z } from 'zod';
import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { type Api, kubeObject } from '../Api';
import { argo, type CheckContext, core } from '../CheckContext';
import { eventually, sleep } from '../eventually';
import { at, textAt } from '../json';
import { REGISTRY, rolloutObject, type RolloutPlan, serviceObject, template } from './manifests';

/** As far as the suite looks into a Rollout by itself. */
const rolloutSchema = kubeObject.extend({
  spec: z.looseObject({ template: z.looseObject({}) }),
  status: z
    .looseObject({
      phase: z.string().optional(),
      message: z.string().optional(),
      observedGeneration: z.string().optional(),
      currentPodHash: z.string().optional(),
      stableRS: z.string().optional(),
      abort: z.boolean().optional(),
      abortedAt: z.string().nullish(),
      controllerPause: z.boolean().optional(),
      pauseConditions: z.array(z.object({ reason: z.string(), startTime: z.string() })).nullish(),
      blueGreen: z
        .looseObject({ activeSelector: z.string().optional(), previewSelector: z.string().optional() })
        .optional(),
    })
    .default({}),
});
export type RolloutObject = z.infer<typeof rolloutSchema>;
type Operation = { op: 'test' | 'add' | 'remove'; path: string; value?: unknown };

/** Controllers up to 1.9.2 forget what people change, image and all, when it comes sooner than this after their own last write. */
const QUIET_MS = 2_000;
/** A controller that has not moved by then has forgotten. */
const PATIENCE_MS = 4_000;

/** One blue-green rollout with its Services: what people do to it, and what becomes of it. */
export class LiveRollout {
  private constructor(
    readonly context: CheckContext,
    readonly name: string,
  ) {}

  /** Makes it and waits until its first revision is live. */
  static async deploy(context: CheckContext, plan: Partial<RolloutPlan> = {}): Promise<LiveRollout> {
    const { name = 'shop', image = `${REGISTRY}:3.8` } = plan;
    for (const service of [name, `${name}-preview`]) {
      await context.api.create(core(context, 'services'), serviceObject(service, name));
    }
    const fast = { scaleDownDelaySeconds: 3, abortScaleDownDelaySeconds: 3, ...plan.blueGreen };
    await context.api.create(
      argo(context, 'rollouts'),
      rolloutObject({ ...plan, name, image, blueGreen: fast }),
    );
    const rollout = new LiveRollout(context, name);
    await rollout.until(({ status }) => status.phase === 'Healthy');
    return rollout;
  }

  /** One that somebody else makes. */
  static of(context: CheckContext, name: string): LiveRollout {
    return new LiveRollout(context, name);
  }

  get path(): string {
    return argo(this.context, 'rollouts', this.name);
  }

  async get(): Promise<RolloutObject> {
    return rolloutSchema.parse(await this.context.api.get(this.path));
  }

  /** A Service's live selector, its hash alone. */
  async selected(service: 'active' | 'preview'): Promise<string> {
    const name = service === 'active' ? this.name : `${this.name}-preview`;
    const object = await this.context.api.get(core(this.context, 'services', name));
    return textAt(object, 'spec', 'selector', 'rollouts-pod-template-hash');
  }

  /** How the portal reads it now. */
  reading(): Rollout | undefined {
    const { portal, cluster, namespace } = this.context;
    return portal.reading(cluster, namespace, this.name);
  }

  /**
   * Waits until the portal reads it so, and from a cluster that it knows to be there.
   * @param expected what else holds then. Each resource is watched on its own: a moment after the rollout's status the
   *   ReplicaSet that it tells of may not be known yet.
   */
  untilReads(fits: (rollout: Rollout) => boolean, expected?: (rollout: Rollout) => void): Promise<Rollout> {
    return eventually(() => {
      const rollout = this.reading();
      if (!rollout || rollout.verdict.state === 'unknown' || !fits(rollout)) {
        throw new Unexpected(`it reads as ${rollout?.verdict.state}: ${rollout?.sentence}`);
      }
      expected?.(rollout);
      return rollout;
    }, 30_000);
  }

  /** Waits until the object fits and tells of its own spec. */
  async until(fits: (rollout: RolloutObject) => boolean, within = 45_000): Promise<RolloutObject> {
    return eventually(async () => {
      const rollout = await this.get();
      const { metadata, status } = rollout;
      if (status.observedGeneration !== String(metadata.generation) || !fits(rollout)) {
        throw new Unexpected(`${this.name} is ${JSON.stringify(status).slice(0, 1_500)}`);
      }
      return rollout;
    }, within);
  }

  /** A new image, as a pipeline sets it. */
  async push(tag: string): Promise<void> {
    await this.quiet();
    await this.context.api.patch(this.path, {
      spec: { template: template(this.name, `${REGISTRY}:${tag}`) },
    });
  }

  /** Any other change of its spec. */
  async change(spec: object): Promise<void> {
    await this.quiet();
    await this.context.api.patch(this.path, { spec });
  }

  /** A new image, up to its pause. */
  async pushToPause(tag: string): Promise<RolloutObject> {
    const { status } = await this.get();
    await this.push(tag);
    return this.untilPaused(status.currentPodHash);
  }

  /** @param other not a pause of this revision */
  untilPaused(other?: string): Promise<RolloutObject> {
    return this.until(
      ({ status }) =>
        status.phase === 'Paused' &&
        !!status.pauseConditions?.length &&
        !status.abort &&
        status.currentPodHash !== other,
    );
  }

  /** Waits until nobody has written it for a while, and answers it as it is then. */
  async quiet(): Promise<RolloutObject> {
    let last = await this.get();
    let since = performance.now();
    while (performance.now() - since < QUIET_MS) {
      await sleep(150);
      const now = await this.get();
      if (now.metadata.resourceVersion !== last.metadata.resourceVersion) {
        last = now;
        since = performance.now();
      }
    }
    return last;
  }

  /** What a promotion has to prove: this revision of this object, in this pause, and nothing else. */
  static guards({ metadata, status }: RolloutObject): Operation[] {
    const [pause] = status.pauseConditions ?? [];
    const tests: [string, unknown][] = [
      ['/metadata/uid', metadata.uid],
      ['/metadata/generation', metadata.generation],
      ['/status/observedGeneration', status.observedGeneration],
      ['/status/currentPodHash', status.currentPodHash],
      ['/status/controllerPause', true],
      ['/status/pauseConditions/0/reason', pause?.reason],
      ['/status/pauseConditions/0/startTime', pause?.startTime],
      ['/status/abort', status.abort ?? null],
    ];
    return tests.map(([path, value]) => ({ op: 'test', path, value }));
  }

  /** Lets the paused revision go on, guarded, and waits until it is live. */
  async promote(by: Api = this.context.api): Promise<RolloutObject> {
    const hash = await this.#letGoOn(by);
    return this.until(({ status }) => status.phase === 'Healthy' && status.stableRS === hash);
  }

  /** The same until it has the traffic, with an analysis still to come. */
  async cutOver(): Promise<RolloutObject> {
    const hash = await this.#letGoOn(this.context.api);
    return this.until(({ status }) => status.blueGreen?.activeSelector === hash);
  }

  async #letGoOn(by: Api): Promise<string | undefined> {
    const paused = await this.quiet();
    const body = [...LiveRollout.guards(paused), { op: 'remove', path: '/status/pauseConditions' }];
    await by.patch(`${this.path}/status`, body, 'json');
    await this.#moved(({ status }) => status.controllerPause === true);
    return paused.status.currentPodHash;
  }

  async abort(): Promise<RolloutObject> {
    await this.quiet();
    await this.context.api.patch(`${this.path}/status`, { status: { abort: true } });
    await this.#moved(({ status }) => status.phase !== 'Degraded');
    return this.until(({ status }) => status.phase === 'Degraded' && !!status.abort);
  }

  async retry(by: Api = this.context.api): Promise<RolloutObject> {
    await this.quiet();
    await by.patch(`${this.path}/status`, { status: { abort: false } });
    await this.#moved(({ status }) => status.phase === 'Degraded');
    return this.untilPaused();
  }

  /** Gives it an earlier template back, as `undo` does. */
  async undoTo(earlier: RolloutObject): Promise<void> {
    await this.quiet();
    const body = [{ op: 'replace', path: '/spec/template', value: earlier.spec.template }];
    await this.context.api.patch(this.path, body, 'json');
  }

  /** The ReplicaSet of a revision; its hash is its label. */
  async replicaSet(hash: string | undefined) {
    const { api, namespace } = this.context;
    const path = `/apis/apps/v1/namespaces/${namespace}/replicasets`;
    const [found] = await api.list(path, { labelSelector: `rollouts-pod-template-hash=${hash}` });
    return found;
  }

  /** Waits until a revision is scaled to nothing. */
  async untilGone(hash: string | undefined): Promise<void> {
    await eventually(async () => {
      const replicas = at(await this.replicaSet(hash), 'spec', 'replicas');
      if (replicas !== 0) {
        throw new Unexpected(`${hash} has ${replicas} replicas`);
      }
    });
  }

  /** A controller that has read too early goes on when anything changes: its message is its own to write. */
  async #moved(stands: (rollout: RolloutObject) => boolean): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (stands(await this.get())) {
      if (performance.now() > end) {
        await this.context.api.patch(`${this.path}/status`, { status: { message: 'nudged' } });
        return;
      }
      await sleep(150);
    }
  }
}

/** It did not become what was waited for. */
class Unexpected extends Error {
  override readonly name = 'Unexpected';
}

/** Deadline after which a ReplicaSet goes away; the empty string where there is none. */
export function scaleDownDeadline(replicaSet: unknown): string {
  return textAt(at(replicaSet, 'metadata', 'annotations'), 'scale-down-deadline');
}
