import { expect } from 'expect';
import type { Check } from '../../Check';
import { core } from '../../CheckContext';
import { eventually } from '../../eventually';
import { at, textAt } from '../../json';
import { LiveRollout, scaleDownDeadline } from '../../rollouts/LiveRollout';
import {
  abortedFields,
  conditionsOf,
  expectedShape,
  pausedFields,
  statusShape,
} from '../../rollouts/statusShape';

const revision = 'rollout.argoproj.io/revision';

/** From the first deploy over pauses, promotions, aborts and retries back to an earlier revision. */
export const life: readonly Check[] = [
  {
    id: 'rollouts/first-deploy',
    title: 'the first revision goes live without a pause, and both Services point at it',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      const healthy = await rollout.quiet();
      const { status, metadata } = healthy;
      expect(statusShape(healthy)).toEqual(expectedShape());
      expect(conditionsOf(healthy)).toEqual({
        Available: 'True AvailableReason',
        Completed: 'True RolloutCompleted',
        Healthy: 'True RolloutHealthy',
        Progressing: 'True NewReplicaSetAvailable',
      });
      expect(metadata.annotations?.[revision]).toBe('1');
      const hash = status.currentPodHash;
      expect(status).toMatchObject({
        stableRS: hash,
        replicas: 2,
        updatedReplicas: 2,
        availableReplicas: 2,
        blueGreen: { activeSelector: hash, previewSelector: hash },
        selector: expect.stringMatching(/^app=shop,rollouts-pod-template-hash=/),
      });
      expect([await rollout.selected('active'), await rollout.selected('preview')]).toEqual([hash, hash]);
      const replicaSet = await rollout.replicaSet(hash);
      expect(replicaSet?.metadata).toMatchObject({
        name: `shop-${hash}`,
        labels: { app: 'shop' },
        annotations: { [revision]: '1' },
        ownerReferences: [{ kind: 'Rollout', name: 'shop', uid: metadata.uid, controller: true }],
      });
    },
  },
  {
    id: 'rollouts/pause',
    title: 'a new image waits beside the live one, and only the preview Service moves',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      const before = (await rollout.get()).status.currentPodHash;
      await rollout.pushToPause('3.9');
      const paused = await rollout.quiet();
      const { status } = paused;
      expect(statusShape(paused)).toEqual(expectedShape(pausedFields));
      expect(conditionsOf(paused)).toEqual({
        Available: 'True AvailableReason',
        Completed: 'False RolloutCompleted',
        Healthy: 'False RolloutHealthy',
        Paused: 'True RolloutPaused',
        Progressing: 'Unknown RolloutPaused',
      });
      expect(status).toMatchObject({
        phase: 'Paused',
        message: 'BlueGreenPause',
        controllerPause: true,
        pauseConditions: [{ reason: 'BlueGreenPause' }],
        stableRS: before,
        replicas: 4,
        blueGreen: { activeSelector: before, previewSelector: status.currentPodHash },
      });
      expect(status.currentPodHash).not.toBe(before);
      expect(await rollout.selected('active')).toBe(before);
      expect(await rollout.selected('preview')).toBe(status.currentPodHash);
    },
  },
  {
    id: 'rollouts/promote',
    title: 'a guarded promotion makes it live; the one before goes when its time is over',
    async run(context) {
      const rollout = await LiveRollout.deploy(context, { blueGreen: { scaleDownDelaySeconds: 8 } });
      const before = (await rollout.get()).status.currentPodHash;
      await rollout.pushToPause('3.9');
      const live = await rollout.promote();
      const hash = live.status.currentPodHash;
      expect(statusShape(live)).toEqual(expectedShape());
      expect(live.status.blueGreen).toEqual({ activeSelector: hash, previewSelector: hash });
      expect([await rollout.selected('active'), await rollout.selected('preview')]).toEqual([hash, hash]);
      // Told a moment after the rollout is healthy.
      const old = await eventually(async () => {
        const replicaSet = await rollout.replicaSet(before);
        expect(scaleDownDeadline(replicaSet)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        return replicaSet;
      });
      expect(at(old, 'spec', 'replicas')).toBe(2);
      await rollout.untilGone(before);
      expect(scaleDownDeadline(await rollout.replicaSet(hash))).toBe('');
    },
  },
  {
    id: 'rollouts/abort-retry',
    title: 'an abort leaves the live revision alone; a retry after it waits anew',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      const before = (await rollout.get()).status.currentPodHash;
      const paused = await rollout.pushToPause('3.9');
      const hash = paused.status.currentPodHash;
      const aborted = await rollout.abort();
      expect(aborted.status).toMatchObject({
        phase: 'Degraded',
        message: 'RolloutAborted: Rollout aborted update to revision 2',
        stableRS: before,
        blueGreen: { activeSelector: before },
      });
      expect(statusShape(aborted)).toEqual(expectedShape(abortedFields));
      // Still true after an abort: not a condition to read a pause from.
      expect(conditionsOf(aborted)).toMatchObject({
        Paused: 'True RolloutPaused',
        Progressing: 'False RolloutAborted',
      });
      expect(await rollout.selected('active')).toBe(before);
      await eventually(async () => expect(scaleDownDeadline(await rollout.replicaSet(hash))).not.toBe(''));
      await rollout.untilGone(hash);
      const again = await rollout.retry();
      expect(again.status).toMatchObject({ currentPodHash: hash, abort: false });
      const [first, second] = [paused, again].map(each => each.status.pauseConditions?.[0]?.startTime);
      expect(second).not.toBe(first);
      expect(await rollout.selected('active')).toBe(before);
    },
  },
  {
    id: 'rollouts/undo',
    title: 'an earlier template waits again once its pods are gone, with a new number',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      const first = await rollout.get();
      await rollout.pushToPause('3.9');
      const second = await rollout.promote();
      const hash = first.status.currentPodHash;
      await rollout.untilGone(hash);
      await rollout.undoTo(first);
      const paused = await rollout.untilPaused(second.status.currentPodHash);
      expect(paused.status.currentPodHash).toBe(hash);
      expect(paused.metadata.annotations?.[revision]).toBe('3');
      const annotations = (await rollout.replicaSet(hash))?.metadata.annotations;
      expect(annotations).toMatchObject({ [revision]: '3', 'rollout.argoproj.io/revision-history': '1' });
    },
  },
  {
    id: 'rollouts/undo-in-time',
    title: 'an earlier template whose pods are still up goes live at once',
    async run(context) {
      const rollout = await LiveRollout.deploy(context, { blueGreen: { scaleDownDelaySeconds: 60 } });
      const first = await rollout.get();
      await rollout.pushToPause('3.9');
      await rollout.promote();
      await rollout.undoTo(first);
      const hash = first.status.currentPodHash;
      const back = await rollout.until(
        ({ status }) => status.phase === 'Healthy' && status.stableRS === hash,
      );
      expect(back.status.blueGreen?.activeSelector).toBe(hash);
      expect(await rollout.selected('active')).toBe(hash);
    },
  },
  {
    id: 'rollouts/automatic',
    title: 'with automatic promotion nothing waits',
    async run(context) {
      const rollout = await LiveRollout.deploy(context, { blueGreen: { autoPromotionEnabled: true } });
      const before = (await rollout.get()).status.currentPodHash;
      await rollout.push('3.9');
      const live = await rollout.until(
        ({ status }) => status.phase === 'Healthy' && status.currentPodHash !== before,
      );
      expect(live.status.stableRS).toBe(live.status.currentPodHash);
    },
  },
  {
    id: 'rollouts/never-ready',
    title: 'an image that never becomes ready is Degraded at its deadline, and the live one serves on',
    async run(context) {
      const rollout = await LiveRollout.deploy(context, { spec: { progressDeadlineSeconds: 6 } });
      const before = (await rollout.get()).status.currentPodHash;
      await rollout.push('bad');
      const late = await rollout.until(({ status }) => status.phase === 'Degraded');
      const hash = late.status.currentPodHash;
      expect(late.status.message).toBe(
        `ProgressDeadlineExceeded: ReplicaSet "shop-${hash}" has timed out progressing.`,
      );
      expect(conditionsOf(late)).toMatchObject({ Progressing: 'False ProgressDeadlineExceeded' });
      expect(late.status.blueGreen?.activeSelector).toBe(before);
      expect(await rollout.selected('active')).toBe(before);
    },
  },
  {
    id: 'rollouts/events',
    title: 'the controller tells in events what it does',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      const { metadata } = await rollout.pushToPause('3.9');
      await eventually(async () => {
        const fieldSelector = `involvedObject.uid=${metadata.uid}`;
        const events = await context.api.list(core(context, 'events'), { fieldSelector });
        const reasons = events.map(event => textAt(event, 'reason'));
        expect(reasons).toEqual(
          expect.arrayContaining([
            'RolloutUpdated',
            'NewReplicaSetCreated',
            'ScalingReplicaSet',
            'SwitchService',
            'RolloutCompleted',
            'RolloutNotCompleted',
            'RolloutPaused',
          ]),
        );
        const started = events.find(event => textAt(event, 'reason') === 'RolloutNotCompleted');
        expect(textAt(started, 'message')).toMatch(
          /^Rollout not completed, started update to revision 2 \(\w+\)$/,
        );
        expect(textAt(started, 'source', 'component')).toBe('rollouts-controller');
      });
    },
  },
];
