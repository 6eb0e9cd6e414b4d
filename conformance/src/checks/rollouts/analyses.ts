import { expect } from 'expect';
import type { Check } from '../../Check';
import { argo, type CheckContext } from '../../CheckContext';
import { at, shapeOf, textAt } from '../../json';
import { createTemplate, untilMeasured, withAnalysis } from '../../rollouts/analysis';
import { LiveRollout } from '../../rollouts/LiveRollout';

const pre = (name: string) => withAnalysis('prePromotionAnalysis', name);

async function onlyRun(context: CheckContext) {
  const runs = await context.api.list(argo(context, 'analysisruns'));
  expect(runs).toHaveLength(1);
  return runs[0];
}

/** Analyses before and after a promotion, measured at a web address. */
export const analyses: readonly Check[] = [
  {
    id: 'rollouts/analysis-passes',
    title: 'an analysis that passes is told in the status, with what it measured in the run',
    async run(context) {
      await createTemplate(context, { name: 'good' }, 99.9);
      const rollout = await LiveRollout.deploy(context, pre('good'));
      await rollout.push('3.9');
      await untilMeasured(context, 'good');
      const paused = await rollout.until(
        ({ status }) =>
          status.phase === 'Paused' &&
          textAt(status, 'blueGreen', 'prePromotionAnalysisRunStatus', 'status') === 'Successful',
      );
      const run = await onlyRun(context);
      expect(paused.status.blueGreen?.prePromotionAnalysisRunStatus).toEqual({
        name: run?.metadata.name,
        status: 'Successful',
      });
      expect(run).toMatchObject({
        metadata: {
          name: `shop-${paused.status.currentPodHash}-2-pre`,
          labels: {
            'rollouts-pod-template-hash': paused.status.currentPodHash,
            'rollout-type': 'PrePromotion',
          },
          ownerReferences: [{ kind: 'Rollout', name: 'shop' }],
        },
        status: {
          phase: 'Successful',
          metricResults: [
            {
              name: 'success-rate',
              phase: 'Successful',
              count: 2,
              successful: 2,
              measurements: [
                { phase: 'Successful', value: '99.9' },
                { phase: 'Successful', value: '99.9' },
              ],
            },
          ],
        },
      });
      const measurement = { finishedAt: 'string', phase: 'string', startedAt: 'string', value: 'string' };
      expect(shapeOf(at(run, 'status'))).toEqual({
        completedAt: 'string',
        dryRunSummary: {},
        metricResults: [
          {
            consecutiveSuccess: 'number',
            count: 'number',
            measurements: [measurement, measurement],
            name: 'string',
            phase: 'string',
            successful: 'number',
          },
        ],
        phase: 'string',
        runSummary: { count: 'number', successful: 'number' },
        startedAt: 'string',
      });
    },
  },
  {
    id: 'rollouts/analysis-fails',
    title: 'an analysis that fails aborts the update, and the message says by which metric',
    async run(context) {
      await createTemplate(context, { name: 'poor' }, 98.7);
      const rollout = await LiveRollout.deploy(context, pre('poor'));
      const live = (await rollout.get()).status.currentPodHash;
      await rollout.push('3.9');
      await untilMeasured(context, 'poor');
      const aborted = await rollout.until(({ status }) => status.phase === 'Degraded');
      expect(aborted.status).toMatchObject({
        abort: true,
        message:
          'RolloutAborted: Rollout aborted update to revision 2: Blue/green pre-promotion analysis phase error/failed: Metric "success-rate" assessed Failed due to failed (1) > failureLimit (0)',
        blueGreen: { activeSelector: live, prePromotionAnalysisRunStatus: { status: 'Failed' } },
      });
      expect(await onlyRun(context)).toMatchObject({
        status: {
          phase: 'Failed',
          message: 'Metric "success-rate" assessed Failed due to failed (1) > failureLimit (0)',
          metricResults: [{ failed: 1, measurements: [{ phase: 'Failed', value: '98.7' }] }],
        },
      });
    },
  },
  {
    id: 'rollouts/analysis-errors',
    title: 'an analysis that can not measure aborts too, and says why',
    async run(context) {
      await createTemplate(context, { name: 'absent' });
      const rollout = await LiveRollout.deploy(context, pre('absent'));
      await rollout.push('3.9');
      await untilMeasured(context, 'absent');
      const aborted = await rollout.until(({ status }) => status.phase === 'Degraded');
      expect(aborted.status.message).toBe(
        'RolloutAborted: Rollout aborted update to revision 2: Blue/green pre-promotion analysis phase error/failed: Metric "success-rate" assessed Error due to consecutiveErrors (1) > consecutiveErrorLimit (0): "Error Message: received non 2xx response code: 404"',
      );
    },
  },
  {
    id: 'rollouts/analysis-inconclusive',
    title: 'an analysis that can not decide pauses for a reason of its own',
    async run(context) {
      await createTemplate(context, { name: 'vague', failureCondition: 'result < 90' }, 95);
      const rollout = await LiveRollout.deploy(context, pre('vague'));
      await rollout.push('3.9');
      await untilMeasured(context, 'vague');
      const paused = await rollout.until(({ status }) => status.message === 'InconclusiveAnalysisRun');
      expect(paused.status).toMatchObject({
        phase: 'Paused',
        pauseConditions: [{ reason: 'InconclusiveAnalysisRun' }],
      });
    },
  },
  {
    id: 'rollouts/analysis-after',
    title: 'an analysis after the promotion that fails brings the traffic back',
    async run(context) {
      await createTemplate(context, { name: 'poor' }, 98.7);
      const rollout = await LiveRollout.deploy(context, withAnalysis('postPromotionAnalysis', 'poor'));
      const live = (await rollout.get()).status.currentPodHash;
      await rollout.pushToPause('3.9');
      const paused = await rollout.quiet();
      await context.api.patch(`${rollout.path}/status`, { status: { pauseConditions: null } });
      await untilMeasured(context, 'poor');
      // The abort is told first, a moment before the Service moves.
      const aborted = await rollout.until(
        ({ status }) => status.phase === 'Degraded' && status.blueGreen?.activeSelector === live,
      );
      expect(aborted.status).toMatchObject({
        abort: true,
        currentPodHash: paused.status.currentPodHash,
        stableRS: live,
        message: expect.stringContaining('Metric "success-rate" assessed Failed'),
        blueGreen: { activeSelector: live, postPromotionAnalysisRunStatus: { status: 'Failed' } },
      });
      expect(await rollout.selected('active')).toBe(live);
    },
  },
];
