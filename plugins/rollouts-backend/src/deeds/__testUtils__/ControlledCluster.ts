import type { GuardedPatch } from '@greenroom/cluster-access';
import { z } from 'zod';
import { StoredCluster } from '../../writes/__testUtils__/StoredCluster';

const LABEL = 'rollouts-pod-template-hash';
const PAUSE = { reason: 'BlueGreenPause', startTime: '2026-11-21T12:00:00Z' };

const objectSchema = z.looseObject({
  metadata: z.looseObject({ generation: z.number() }),
  spec: z.looseObject({
    restartAt: z.string().optional(),
    template: z
      .object({ spec: z.object({ containers: z.array(z.object({ image: z.string() })) }) })
      .optional(),
  }),
  status: z.looseObject({
    observedGeneration: z.string(),
    currentPodHash: z.string(),
    stableRS: z.string(),
    abort: z.boolean().optional(),
    abortedAt: z.string().optional(),
    controllerPause: z.boolean().optional(),
    pauseConditions: z.array(z.unknown()).optional(),
    blueGreen: z.looseObject({ activeSelector: z.string() }),
  }),
});
type Rollout = z.infer<typeof objectSchema>;

/** An API server with as much of the controller as acts without a vote meet; 1.9.2 where it misses writes. */
export class ControlledCluster extends StoredCluster {
  /** Accepted writes are missed until the object changes again. */
  ignores = false;

  override async guardedPatch(patch: GuardedPatch): Promise<unknown> {
    const isNudge = patch.change.some(({ path }) => path === '/status/message');
    const answer = await super.guardedPatch(patch);
    if (patch.dryRun) {
      return answer;
    }
    this.ignores &&= !isNudge;
    if (patch.subresource === undefined) {
      const { metadata } = this.#rollout();
      this.#write({ metadata: { generation: metadata.generation + 1 } });
    }
    return answer;
  }

  /** Everything that was written but nudges. */
  acts(): GuardedPatch[] {
    return this.patches.filter(({ change }) => change.every(({ path }) => path !== '/status/message'));
  }

  /** What the controller does next. */
  reconcile() {
    if (this.ignores) {
      return;
    }
    const rollout = this.#rollout();
    const { metadata, spec, status } = rollout;
    if (status.observedGeneration !== String(metadata.generation)) {
      this.#write({ status: { observedGeneration: String(metadata.generation), ...turned(rollout) } });
    }
    if (spec.restartAt !== status.restartedAt) {
      this.#write({ status: { restartedAt: spec.restartAt } });
    }
    if (status.abort && !status.abortedAt) {
      this.#abort(status.stableRS);
    }
    const isLetGo = status.controllerPause && status.pauseConditions === undefined && !status.abort;
    if (isLetGo && status.currentPodHash === status.stableRS) {
      this.#live(status.stableRS, { phase: 'Healthy', controllerPause: false });
    }
  }

  #abort(stable: string) {
    const abortedAt = '2026-11-21T11:30:00Z';
    this.#live(stable, { phase: 'Degraded', abortedAt, pauseConditions: undefined });
  }

  #live(hash: string, status: object) {
    const selector = { app: 'shop', [LABEL]: hash };
    this.store('services', 'shop-active', { metadata: {}, spec: { selector } });
    this.#write({ status: { ...status, blueGreen: { activeSelector: hash } } });
  }

  #rollout(): Rollout {
    return objectSchema.parse(this.stored('rollouts', 'shop'));
  }

  #write({ metadata, status }: { metadata?: object; status?: object }) {
    const { spec, ...held } = this.#rollout();
    this.store('rollouts', 'shop', {
      metadata: { ...held.metadata, ...metadata },
      spec,
      status: { ...held.status, ...status },
    });
  }
}

/** Another template is another revision; the stable one again is paused before, as 1.9.2 does it. */
function turned({ spec, status }: Rollout) {
  const hash = spec.template?.spec.containers[0]?.image.split('-')[1];
  return hash === undefined || hash === status.currentPodHash
    ? {}
    : {
        currentPodHash: hash,
        abort: undefined,
        abortedAt: undefined,
        phase: 'Paused',
        controllerPause: true,
        pauseConditions: [PAUSE],
      };
}
