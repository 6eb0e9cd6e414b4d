import { expect } from 'expect';
import type { Rollout } from '@greenroom/plugin-rollouts-common';
import type { Check } from '../Check';
import { core } from '../CheckContext';
import { eventually } from '../eventually';
import { createTemplate, untilMeasured, withAnalysis } from '../rollouts/analysis';
import { LiveRollout } from '../rollouts/LiveRollout';

const short = (hash: string | undefined) => hash?.slice(0, 6);
const texts = ({ verdict }: Rollout) => verdict.reasons.map(({ text }) => text);
const is = (state: Rollout['verdict']['state']) => (rollout: Rollout) => rollout.verdict.state === state;

/** How the portal reads what the controller does: verdict, sentence, roles, pause, at each stage. */
export const readingChecks: readonly Check[] = [
  {
    id: 'reading/healthy',
    title: 'a rollout that is through reads healthy, one revision in every role',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      const { status, metadata } = await rollout.get();
      const hash = status.currentPodHash;
      await rollout.untilReads(is('healthy'), read => {
        expect(read).toMatchObject({
          cluster: context.cluster,
          namespace: context.namespace,
          kind: 'rollout',
          name: 'shop',
          uid: metadata.uid,
          engine: 'argo',
          strategy: 'blue-green',
          promotion: 'by-person',
          sentence: `${short(hash)} (3.8) is live; 2 of 2 pods are ready`,
          desired: 2,
          aborted: false,
          active: {
            revision: hash,
            number: 1,
            roles: ['active', 'stable'],
            images: [{ container: 'app', name: 'registry.k8s.io/pause', tag: '3.8' }],
            replicas: { desired: 2, current: 2, ready: 2, available: 2 },
          },
          services: [
            { name: 'shop', role: 'active', pointsAt: hash, exists: true },
            { name: 'shop-preview', role: 'preview', pointsAt: hash, exists: true },
          ],
        });
        expect(read.active?.pods.map(pod => pod.state)).toEqual(['ready', 'ready']);
        expect([read.pause, read.preview]).toEqual([undefined, undefined]);
      });
    },
  },
  {
    id: 'reading/life',
    title: 'from a new image to a pause, to a promotion, to an abort and a retry',
    async run(context) {
      const rollout = await LiveRollout.deploy(context, { blueGreen: { scaleDownDelaySeconds: 30 } });
      const before = (await rollout.get()).status.currentPodHash;
      await rollout.untilReads(is('healthy'));
      const paused = await rollout.pushToPause('3.9');
      const hash = paused.status.currentPodHash;
      await rollout.untilReads(is('waiting'), read =>
        expect(read).toMatchObject({
          sentence: `Preview ${short(hash)} (3.9) waits for somebody to promote it`,
          since: paused.status.pauseConditions?.[0]?.startTime,
          pause: {
            reason: 'BlueGreenPause',
            startedAt: paused.status.pauseConditions?.[0]?.startTime,
            byHand: false,
          },
          active: { revision: before, roles: ['active', 'stable'] },
          preview: { revision: hash, roles: ['preview'], replicas: { ready: 2 } },
          services: [{ pointsAt: before }, { pointsAt: hash }],
        }),
      );
      await rollout.promote();
      const old = (read: Rollout) => read.revisions.find(({ revision }) => revision === before);
      await rollout.untilReads(is('healthy'), read => {
        expect(old(read)?.scaleDownAt).toBeDefined();
        expect(read.sentence).toBe(`${short(hash)} (3.9) is live; 2 of 2 pods are ready`);
        expect(read.active).toMatchObject({ revision: hash, roles: ['active', 'stable'] });
        expect(old(read)?.roles).toEqual([]);
      });
      const next = (await rollout.pushToPause('3.10')).status.currentPodHash;
      await rollout.untilReads(is('waiting'));
      await rollout.abort();
      await rollout.untilReads(is('degraded'), read =>
        expect(read).toMatchObject({
          aborted: true,
          sentence: `The update to ${short(next)} (3.10) was aborted; traffic is on ${short(hash)} (3.9), which is stable`,
          active: { revision: hash },
        }),
      );
      // Sooner it would go live without a pause on controllers up to 1.9.2.
      await rollout.untilGone(next);
      await rollout.retry();
      await rollout.untilReads(is('waiting'), read => {
        expect(read.sentence).toBe(`Preview ${short(next)} (3.10) waits for somebody to promote it`);
        expect(read.aborted).toBe(false);
      });
    },
  },
  {
    id: 'reading/bad-image',
    title: 'pods that never start are told with the kubelet’s reason, and the live revision stays live',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      const before = (await rollout.get()).status.currentPodHash;
      await rollout.push('bad');
      await rollout.untilReads(({ sentence }) => /^2 of 2 pods of preview/.test(sentence));
      const hash = (await rollout.get()).status.currentPodHash;
      const told = `^2 of 2 pods of preview ${short(hash)} \\(bad\\) fail: (ImagePullBackOff|ErrImagePull)`;
      await rollout.untilReads(is('degraded'), read => {
        expect(read.sentence).toMatch(new RegExp(told));
        expect(read.active?.revision).toBe(before);
        expect(read.preview?.pods.map(pod => pod.state)).toEqual(['failing', 'failing']);
      });
    },
  },
  {
    id: 'reading/analysis-failed',
    title: 'a failed analysis is told with what was measured and its limit',
    async run(context) {
      await createTemplate(context, { name: 'poor' }, 98.7);
      const rollout = await LiveRollout.deploy(context, withAnalysis('prePromotionAnalysis', 'poor'));
      await rollout.push('3.9');
      await untilMeasured(context, 'poor');
      await rollout.untilReads(
        ({ aborted, analysis }) => aborted && analysis[0]?.metrics[0]?.phase === 'failed',
      );
      const hash = (await rollout.get()).status.currentPodHash;
      await rollout.untilReads(is('degraded'), read => {
        expect(read.sentence).toMatch(
          new RegExp(`^The update to ${short(hash)} \\(3\\.9\\) was aborted; traffic is on`),
        );
        expect(texts(read)).toEqual(
          expect.arrayContaining([
            expect.stringMatching(
              /^Blue\/green pre-promotion analysis phase error\/failed: Metric "success-rate" assessed Failed/,
            ),
            expect.stringMatching(/^The analysis before promotion failed: /),
          ]),
        );
        expect(read.analysis).toMatchObject([
          {
            when: 'before-promotion',
            revision: hash,
            phase: 'failed',
            metrics: [
              {
                name: 'success-rate',
                phase: 'failed',
                limit: 'result >= 99',
                measurements: [{ value: '98.7', phase: 'failed' }],
              },
            ],
          },
        ]);
      });
    },
  },
  {
    id: 'reading/analysis-terminated',
    title: 'an analysis that an abort stopped has not passed, whatever the controller calls it',
    async run(context) {
      await createTemplate(context, { name: 'long', count: 60 }, 99.9);
      const rollout = await LiveRollout.deploy(context, withAnalysis('prePromotionAnalysis', 'long'));
      await rollout.push('3.9');
      await untilMeasured(context, 'long');
      await rollout.untilReads(is('progressing'), ({ analysis }) =>
        expect(analysis[0]?.phase).toBe('running'),
      );
      await rollout.abort();
      await rollout.untilReads(
        ({ analysis }) => analysis[0]?.phase === 'terminated',
        read =>
          expect(texts(read)).toContain(
            'The analysis before promotion was stopped before it could judge: it has not passed',
          ),
      );
    },
  },
  {
    id: 'reading/inconclusive',
    title: 'an analysis that can not decide waits for a person',
    async run(context) {
      await createTemplate(context, { name: 'vague', failureCondition: 'result < 90' }, 95);
      const rollout = await LiveRollout.deploy(context, withAnalysis('prePromotionAnalysis', 'vague'));
      await rollout.push('3.9');
      await untilMeasured(context, 'vague');
      await rollout.untilReads(({ pause }) => pause?.reason === 'InconclusiveAnalysisRun');
      const hash = (await rollout.get()).status.currentPodHash;
      await rollout.untilReads(is('waiting'), ({ sentence }) =>
        expect(sentence).toBe(
          `The analysis of ${short(hash)} (3.9) was inconclusive: a person has to decide`,
        ),
      );
    },
  },
  {
    id: 'reading/paused-by-hand',
    title: 'a rollout that somebody paused is told so',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      await rollout.change({ paused: true });
      await rollout.untilReads(is('waiting'), read =>
        expect(read.sentence).toBe('Paused by hand: nothing moves until somebody resumes it'),
      );
      await rollout.change({ paused: false });
      await rollout.untilReads(is('healthy'));
    },
  },
  {
    id: 'reading/service-gone',
    title: 'a Service that is not there any more makes it degraded',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      await rollout.untilReads(is('healthy'));
      await context.api.delete(core(context, 'services/shop'));
      await rollout.untilReads(is('degraded'), read =>
        expect(texts(read).concat(read.sentence)).toContain('Service shop does not exist'),
      );
    },
  },
  {
    id: 'reading/scaled',
    title: 'replicas that come and go are told as they are; scaled to zero is told too',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      const scale = (replicas: number) => rollout.change({ replicas });
      await scale(3);
      await rollout.untilReads(is('healthy'), ({ sentence }) =>
        expect(sentence).toMatch(/ is live; 3 of 3 pods are ready$/),
      );
      await scale(0);
      await rollout.untilReads(is('healthy'), ({ sentence }) =>
        expect(sentence).toBe('Scaled to zero: nothing runs and nobody is served'),
      );
    },
  },
  {
    id: 'reading/gone',
    title: 'a rollout that is deleted is gone from the list',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      await rollout.untilReads(is('healthy'));
      await context.api.delete(rollout.path);
      await eventually(() => expect(rollout.reading()).toBeUndefined());
    },
  },
];
