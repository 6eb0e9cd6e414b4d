import { expect } from 'expect';
import type { Check } from '../../Check';
import { argo } from '../../CheckContext';
import { at, textAt } from '../../json';
import { createTemplate, untilMeasured, withAnalysis } from '../../rollouts/analysis';
import { LiveRollout } from '../../rollouts/LiveRollout';

/** What the options of a strategy change, and what two acts at once come to. */
export const options: readonly Check[] = [
  {
    id: 'rollouts/automatic-after',
    title: 'with autoPromotionSeconds it waits and then goes on by itself',
    async run(context) {
      const rollout = await LiveRollout.deploy(context, {
        blueGreen: { autoPromotionEnabled: true, autoPromotionSeconds: 5 },
      });
      const paused = await rollout.pushToPause('3.9');
      expect(paused.status.pauseConditions).toMatchObject([{ reason: 'BlueGreenPause' }]);
      const live = await rollout.until(({ status }) => status.phase === 'Healthy');
      expect(live.status.stableRS).toBe(paused.status.currentPodHash);
    },
  },
  {
    id: 'rollouts/preview-count',
    title: 'with previewReplicaCount the preview is small until it is promoted',
    async run(context) {
      const rollout = await LiveRollout.deploy(context, {
        replicas: 3,
        blueGreen: { previewReplicaCount: 1 },
      });
      const { status } = await rollout.pushToPause('3.9');
      expect(at(await rollout.replicaSet(status.currentPodHash), 'spec', 'replicas')).toBe(1);
      await rollout.promote();
      expect(at(await rollout.replicaSet(status.currentPodHash), 'spec', 'replicas')).toBe(3);
    },
  },
  {
    id: 'rollouts/swallowed',
    title: 'a promotion while somebody holds the rollout by hand is swallowed: it waits anew afterwards',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      const live = (await rollout.get()).status.currentPodHash;
      const first = await rollout.pushToPause('3.9');
      await rollout.change({ paused: true });
      await rollout.quiet();
      await context.api.patch(`${rollout.path}/status`, { status: { pauseConditions: null } });
      await rollout.until(({ status }) => !status.controllerPause);
      await rollout.change({ paused: false });
      const again = await rollout.untilPaused(live);
      expect(again.status.currentPodHash).toBe(first.status.currentPodHash);
      const [before, after] = [first, again].map(({ status }) => status.pauseConditions?.[0]?.startTime);
      expect(after).not.toBe(before);
      expect(await rollout.selected('active')).toBe(live);
    },
  },
  {
    id: 'rollouts/full-over-analysis',
    title: 'promoteFull stops an analysis, which is then called Successful',
    async run(context) {
      await createTemplate(context, { name: 'long', count: 60 }, 99.9);
      const rollout = await LiveRollout.deploy(context, withAnalysis('prePromotionAnalysis', 'long'));
      await rollout.push('3.9');
      await untilMeasured(context, 'long');
      const { status } = await rollout.quiet();
      await context.api.patch(`${rollout.path}/status`, { status: { promoteFull: true } });
      await rollout.until(
        each => each.status.phase === 'Healthy' && each.status.stableRS === status.currentPodHash,
      );
      const [run] = await context.api.list(argo(context, 'analysisruns'));
      expect(run).toMatchObject({ status: { phase: 'Successful', message: 'Run Terminated' } });
    },
  },
  {
    id: 'rollouts/abort-after-cut-over',
    title: 'an abort while the analysis after the promotion runs brings the traffic back',
    async run(context) {
      await createTemplate(context, { name: 'long', count: 60 }, 99.9);
      const rollout = await LiveRollout.deploy(context, withAnalysis('postPromotionAnalysis', 'long'));
      const before = (await rollout.get()).status.currentPodHash;
      const { status } = await rollout.pushToPause('3.9');
      await rollout.quiet();
      await context.api.patch(`${rollout.path}/status`, { status: { pauseConditions: null } });
      const cutOver = await rollout.until(
        each => each.status.blueGreen?.activeSelector === status.currentPodHash,
      );
      expect(cutOver.status).toMatchObject({ phase: 'Progressing', stableRS: before });
      expect(await rollout.selected('active')).toBe(status.currentPodHash);
      await untilMeasured(context, 'long');
      await rollout.abort();
      await rollout.until(each => each.status.blueGreen?.activeSelector === before);
      expect(await rollout.selected('active')).toBe(before);
      const [run] = await context.api.list(argo(context, 'analysisruns'));
      expect(textAt(run, 'metadata', 'labels', 'rollout-type')).toBe('PostPromotion');
    },
  },
  {
    id: 'rollouts/image-after-abort',
    title: 'a new image after an abort starts over, without the abort',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      const live = (await rollout.get()).status.currentPodHash;
      const aborted = (await rollout.pushToPause('3.9')).status.currentPodHash;
      await rollout.abort();
      const paused = await rollout.pushToPause('3.10');
      expect(paused.status.currentPodHash).not.toBe(aborted);
      expect(paused.status.abort ?? false).toBe(false);
      expect(paused.status.blueGreen?.activeSelector).toBe(live);
    },
  },
];
