import { expect } from 'expect';
import type { Check } from '../../Check';
import { argo } from '../../CheckContext';
import { eventually, sleep } from '../../eventually';
import { at } from '../../json';
import { LiveRollout } from '../../rollouts/LiveRollout';
import { REGISTRY, rolloutObject } from '../../rollouts/manifests';

/** What is accepted and does something else than it seems. */
export const traps: readonly Check[] = [
  {
    id: 'rollouts/scaled-while-paused',
    title: 'scaling a paused rollout moves its generation and leaves the pause what it is',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      await rollout.pushToPause('3.9');
      const paused = await rollout.quiet();
      await context.api.patch(`${rollout.path}/scale`, { spec: { replicas: 3 } });
      const scaled = await rollout.until(({ status }) => status.phase === 'Paused' && status.replicas === 6);
      expect(scaled.metadata.generation).toBe((paused.metadata.generation ?? 0) + 1);
      expect(scaled.status.pauseConditions).toEqual(paused.status.pauseConditions);
      expect(scaled.status.currentPodHash).toBe(paused.status.currentPodHash);
    },
  },
  {
    id: 'rollouts/promote-while-aborted',
    title: 'a plain promotion while aborted is 200 and changes nothing',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      await rollout.pushToPause('3.9');
      await rollout.abort();
      await eventually(async () => expect((await rollout.get()).status.updatedReplicas ?? 0).toBe(0));
      const before = await rollout.quiet();
      const answer = await context.api.patch(`${rollout.path}/status`, { status: { pauseConditions: null } });
      expect(answer.metadata.resourceVersion).toBe(before.metadata.resourceVersion);
    },
  },
  {
    id: 'rollouts/abort-when-done',
    title: 'an abort of a rollout that is through is dropped',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      await rollout.quiet();
      await context.api.patch(`${rollout.path}/status`, { status: { abort: true } });
      const after = await rollout.until(({ status }) => !status.abort);
      expect(after.status.phase).toBe('Healthy');
    },
  },
  {
    id: 'rollouts/promote-full',
    title: 'promoteFull goes over the pause and takes itself away',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      await rollout.pushToPause('3.9');
      const paused = await rollout.quiet();
      await context.api.patch(`${rollout.path}/status`, { status: { promoteFull: true } });
      const live = await rollout.until(
        ({ status }) => status.phase === 'Healthy' && status.stableRS === paused.status.currentPodHash,
      );
      expect(at(live, 'status', 'promoteFull')).toBeUndefined();
      expect(await rollout.selected('active')).toBe(paused.status.currentPodHash);
    },
  },
  {
    id: 'rollouts/paused-by-hand',
    title: 'spec.paused stops an update where it is, without a pause condition',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      const before = (await rollout.get()).status.currentPodHash;
      await rollout.change({ paused: true });
      await rollout.until(() => true);
      await rollout.push('3.9');
      const held = await rollout.until(({ status }) => status.phase === 'Paused');
      expect(held.status.message).toBe('manually paused');
      await sleep(2_000);
      expect(await rollout.selected('active')).toBe(before);
      await rollout.change({ paused: false });
      const paused = await rollout.untilPaused(before);
      expect(paused.status.blueGreen?.activeSelector).toBe(before);
    },
  },
  {
    id: 'rollouts/newer-while-paused',
    title: 'a newer image takes the place of one that waits, with a pause of its own',
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      const live = (await rollout.get()).status.currentPodHash;
      const first = await rollout.pushToPause('3.9');
      const second = await rollout.pushToPause('3.10');
      expect(second.status.currentPodHash).not.toBe(first.status.currentPodHash);
      expect(second.status.blueGreen?.activeSelector).toBe(live);
      expect(await rollout.selected('preview')).toBe(second.status.currentPodHash);
    },
  },
  {
    id: 'rollouts/invalid',
    title: 'a rollout whose Services are not there says so',
    async run(context) {
      const object = rolloutObject({ name: 'lonely', image: `${REGISTRY}:3.8` });
      await context.api.create(argo(context, 'rollouts'), object);
      await eventually(async () => {
        const { status } = await context.api.get(argo(context, 'rollouts/lonely'));
        expect(status).toMatchObject({
          phase: 'Degraded',
          message: expect.stringMatching(
            /^InvalidSpec: The Rollout "lonely" is invalid: spec\.strategy\.blueGreen\.\w+: Invalid value: "lonely[^"]*": service "lonely[^"]*" not found$/,
          ),
        });
      });
    },
  },
  {
    id: 'rollouts/deleted',
    title: 'a deleted rollout takes its ReplicaSets and pods with it',
    async run(context) {
      const { api, namespace } = context;
      const rollout = await LiveRollout.deploy(context);
      await api.delete(rollout.path);
      const left = async (path: string) => (await api.list(path, { labelSelector: 'app=shop' })).length;
      await eventually(async () => {
        expect(await left(`/apis/apps/v1/namespaces/${namespace}/replicasets`)).toBe(0);
        expect(await left(`/api/v1/namespaces/${namespace}/pods`)).toBe(0);
      }, 60_000);
    },
  },
];
