import { expect } from 'expect';
import type { Check } from '../../Check';
import type { CheckContext } from '../../CheckContext';
import { eventually } from '../../eventually';
import { LiveRollout } from '../../rollouts/LiveRollout';
import { REGISTRY } from '../../rollouts/manifests';
import { normalise } from './normalise';

const needs = ['rollouts-cli'] as const;

function says(context: CheckContext) {
  return async (...args: string[]) => normalise(await context.tools.rolloutsSays(args));
}

const once = ['--watch=false'] as const;

export const rolloutsCli: readonly Check[] = [
  {
    id: 'cli/rollouts-get',
    title: 'get draws the tree of a rollout that waits',
    needs,
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      const before = (await rollout.get()).status.currentPodHash ?? '';
      await rollout.pushToPause('3.9');
      const { currentPodHash: hash = '' } = (await rollout.quiet()).status;
      const text = await context.tools.rolloutsSays(['get', 'rollout', 'shop', '--no-color']);
      expect(normalise(text, { '<live>': before, '<next>': hash })).toEqual([
        'Name: shop',
        `Namespace: ${context.namespace}`,
        'Status: ॥ Paused',
        'Message: BlueGreenPause',
        'Strategy: BlueGreen',
        `Images: ${REGISTRY}:3.8 (stable, active)`,
        `${REGISTRY}:3.9 (preview)`,
        'Replicas:',
        'Desired: 2',
        'Current: 4',
        'Updated: 2',
        'Ready: 2',
        'Available: 2',
        'NAME KIND STATUS AGE INFO',
        '⟳ shop Rollout ॥ Paused <age>',
        '├──# revision:2',
        '│ └──⧉ shop-<next> ReplicaSet ✔ Healthy <age> preview',
        '│ ├──□ shop-<next>-<pod> Pod ✔ Running <age> ready:1/1',
        '│ └──□ shop-<next>-<pod> Pod ✔ Running <age> ready:1/1',
        '└──# revision:1',
        '└──⧉ shop-<live> ReplicaSet ✔ Healthy <age> stable,active',
        '├──□ shop-<live>-<pod> Pod ✔ Running <age> ready:1/1',
        '└──□ shop-<live>-<pod> Pod ✔ Running <age> ready:1/1',
      ]);
      const list = normalise(await context.tools.rolloutsSays(['list', 'rollouts']));
      expect(list).toEqual([
        'NAME STRATEGY STATUS STEP SET-WEIGHT READY DESIRED UP-TO-DATE AVAILABLE',
        'shop BlueGreen Paused - - 2/4 2 2 2',
      ]);
    },
  },
  {
    id: 'cli/rollouts-promote',
    title: 'set image, status, promote, status',
    needs,
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      const argo = says(context);
      const before = (await rollout.get()).status.currentPodHash;
      expect(await argo('status', 'shop', ...once)).toEqual(['Healthy']);
      expect(await argo('set', 'image', 'shop', `app=${REGISTRY}:3.9`)).toEqual([
        'rollout "shop" image updated',
      ]);
      const paused = await rollout.untilPaused(before);
      expect(await argo('status', 'shop', ...once)).toEqual(['Paused - BlueGreenPause']);
      await rollout.quiet();
      expect(await argo('promote', 'shop')).toEqual(["rollout 'shop' promoted"]);
      expect((await argo('status', 'shop', '--timeout', '40s')).at(-1)).toBe('Healthy');
      const live = await rollout.until(({ status }) => status.phase === 'Healthy');
      expect(live.status.stableRS).toBe(paused.status.currentPodHash);
      expect(await rollout.selected('active')).toBe(paused.status.currentPodHash);
    },
  },
  {
    id: 'cli/rollouts-abort-retry',
    title: 'abort and retry',
    needs,
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      const argo = says(context);
      const { status } = await rollout.pushToPause('3.9');
      await rollout.quiet();
      expect(await argo('abort', 'shop')).toEqual(["rollout 'shop' aborted"]);
      await rollout.until(each => each.status.phase === 'Degraded');
      const told = await context.tools.rollouts(['status', 'shop', ...once]);
      expect([told.code, ...normalise(told.stdout + told.stderr)]).toEqual([
        1,
        'Degraded',
        'Error: The rollout is in a degraded state with message: RolloutAborted: Rollout aborted update to revision 2',
      ]);
      await rollout.untilGone(status.currentPodHash);
      await eventually(async () =>
        expect(await argo('get', 'rollout', 'shop', '--no-color')).toContain(
          `│ └──⧉ shop-${status.currentPodHash} ReplicaSet • ScaledDown <age> preview,delay:passed`,
        ),
      );
      await rollout.quiet();
      expect(await argo('retry', 'rollout', 'shop')).toEqual(["rollout 'shop' retried"]);
      const again = await rollout.untilPaused();
      expect(again.status.currentPodHash).toBe(status.currentPodHash);
    },
  },
  {
    id: 'cli/rollouts-undo',
    title: 'undo goes back to the revision before',
    needs,
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      const first = (await rollout.get()).status.currentPodHash;
      await rollout.pushToPause('3.9');
      const second = (await rollout.promote()).status.currentPodHash;
      await rollout.untilGone(first);
      const argo = says(context);
      expect(await argo('undo', 'shop')).toEqual(["rollout 'shop' undo"]);
      const paused = await rollout.untilPaused(second);
      expect(paused.status.currentPodHash).toBe(first);
    },
  },
  {
    id: 'cli/rollouts-restart-pause',
    title: 'pause, restart, promote --full',
    needs,
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      const argo = says(context);
      expect(await argo('pause', 'shop')).toEqual(["rollout 'shop' paused"]);
      await rollout.until(({ status }) => status.phase === 'Paused');
      await rollout.change({ paused: false });
      await rollout.until(({ status }) => status.phase === 'Healthy');
      const { status } = await rollout.pushToPause('3.9');
      await rollout.quiet();
      expect(await argo('promote', 'shop', '--full')).toEqual(["rollout 'shop' fully promoted"]);
      await rollout.until(
        each => each.status.phase === 'Healthy' && each.status.stableRS === status.currentPodHash,
      );
      expect((await argo('restart', 'shop')).join()).toMatch(/^rollout 'shop' restarts in/);
    },
  },
];
