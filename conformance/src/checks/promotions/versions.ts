import { expect } from 'expect';
import { type Check, NotRun } from '../../Check';
import type { CheckContext } from '../../CheckContext';
import { at } from '../../json';
import { crashPastCutOver } from '../../rollouts/crash';
import { LiveRollout, scaleDownDeadline } from '../../rollouts/LiveRollout';

/** Where Argo Rollouts 1.9.2 and 1.10.1 part. @throws NotRun when nobody said which it is */
function isBefore110({ target }: CheckContext): boolean {
  if (!target.rolloutsVersion) throw new NotRun('nobody said which Argo Rollouts it is: --rollouts-version');
  return target.rolloutsVersion === '1.9.2';
}

/** What differs between versions of the controller; the portal has to be right for both. */
export const versions: readonly Check[] = [
  {
    id: 'promotions/early-retry',
    title: 'a retry while the preview is still up is an approval up to 1.9.2, and pauses after that',
    async run(context) {
      const before110 = isBefore110(context);
      const rollout = await LiveRollout.deploy(context, { blueGreen: { abortScaleDownDelaySeconds: 60 } });
      const live = (await rollout.get()).status.currentPodHash;
      const { status } = await rollout.pushToPause('3.9');
      await rollout.abort();
      expect(scaleDownDeadline(await rollout.replicaSet(status.currentPodHash))).not.toBe('');
      await rollout.quiet();
      await context.api.patch(`${rollout.path}/status`, { status: { abort: false } });
      const after = await rollout.until(
        each => !each.status.abort && (each.status.phase === 'Healthy' || each.status.phase === 'Paused'),
      );
      const hash = status.currentPodHash;
      expect([after.status.phase, await rollout.selected('active')]).toEqual(
        before110 ? ['Healthy', hash] : ['Paused', live],
      );
    },
  },
  {
    id: 'promotions/abort-of-a-crash',
    title:
      'an abort does not bring traffic back from pods that crash after the cut-over, whatever the phase says',
    async run(context) {
      const { rollout, crashing } = await crashPastCutOver(context, '3.7');
      const aborted = await rollout.abort();
      expect(aborted.status.message).toMatch(/^RolloutAborted: /);
      const { status } = await rollout.quiet();
      expect(status.blueGreen?.activeSelector).toBe(crashing);
      expect(status.stableRS).not.toBe(crashing);
      expect(await rollout.selected('active')).toBe(crashing);
    },
  },
  {
    id: 'promotions/return-to-stable',
    title:
      'the stable template brings traffic back from a crash: at once after 1.9.2, which pauses and has to be promoted',
    async run(context) {
      const before110 = isBefore110(context);
      const { rollout, stable, crashing } = await crashPastCutOver(context, '3.6');
      await rollout.undoTo(stable);
      const hash = stable.status.currentPodHash;
      if (before110) {
        const stuck = await rollout.until(
          ({ status }) => status.phase === 'Paused' && !!status.pauseConditions?.length,
        );
        expect(stuck.status).toMatchObject({ currentPodHash: hash, stableRS: hash });
        expect(at(stuck, 'status', 'blueGreen', 'activeSelector')).toBe(crashing);
        expect(await rollout.selected('active')).toBe(crashing);
        await rollout.promote();
      }
      await rollout.until(({ status }) => status.blueGreen?.activeSelector === hash);
      expect(await rollout.selected('active')).toBe(hash);
    },
  },
];
