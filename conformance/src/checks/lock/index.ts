import { expect } from 'expect';
import type { Check } from '../../Check';
import type { CheckContext } from '../../CheckContext';
import { applyDocument, nameFor } from '../../documented';
import { eventually } from '../../eventually';
import { at } from '../../json';
import { LiveRollout } from '../../rollouts/LiveRollout';
import { BAD, REGISTRY, template } from '../../rollouts/manifests';
import { LOCK, type Locked, lockedOut, lockedRollout, patch } from './lockedRollout';

const POLICIES = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies';
const WAITS = 'this rollout waits for a decision, promote it in the portal';
const AUTOMATIC = 'automatic promotion may not be turned on while a person has to decide';
const RETRY = 'a retry of an aborted rollout goes through the portal';

async function expectLockedOut(context: CheckContext, locked: Locked, body: object, why: string) {
  const { rollout, admin } = locked;
  const about = Array.isArray(body) || 'status' in body ? '/status' : '';
  const answer = await patch(admin, `${rollout.path}${about}`, body);
  expect([body, answer.body]).toEqual([body, lockedOut(context, rollout, why)]);
}

const blueGreen = (change: object) => ({ spec: { strategy: { blueGreen: change } } });

/** `docs/kubernetes/promotion-lock.yaml`: only the portal and the controller let a rollout go on. */
export const lockChecks: readonly Check[] = [
  {
    id: 'lock/taken',
    title: 'the documented lock is taken, and nothing is found wrong with it',
    async run(context) {
      await applyDocument(context, 'promotion-lock.yaml');
      await eventually(async () => {
        const { status } = await context.api.get(`${POLICIES}/${nameFor(context, LOCK)}`);
        expect(status).toEqual({ observedGeneration: 1, typeChecking: {} });
      });
    },
  },
  {
    id: 'lock/refuses',
    title: 'nobody else lets a paused rollout go on, not even a cluster admin: the policy’s message says so',
    async run(context) {
      const locked = await lockedRollout(context);
      await locked.rollout.pushToPause('3.9');
      const paused = await locked.rollout.quiet();
      const remove = { op: 'remove', path: '/status/pauseConditions' };
      const refused: [object, string][] = [
        [{ status: { pauseConditions: null } }, WAITS],
        [{ status: { pauseConditions: [] } }, WAITS],
        [[...LiveRollout.guards(paused), remove], WAITS],
        [{ status: { pauseConditions: null, promoteFull: true } }, WAITS],
        [{ status: { promoteFull: true } }, 'a full promotion goes through the portal'],
        [{ status: { currentStepIndex: 1 } }, 'the steps of a canary are passed in the portal'],
        [blueGreen({ autoPromotionEnabled: true }), AUTOMATIC],
        [blueGreen({ autoPromotionEnabled: null }), AUTOMATIC],
        [{ spec: { strategy: { blueGreen: null, canary: {} } } }, AUTOMATIC],
        [
          blueGreen({ autoPromotionSeconds: 1 }),
          'a time to go on after may not be set while a person has to decide',
        ],
      ];
      for (const [body, why] of refused) await expectLockedOut(context, locked, body, why);
      expect((await locked.rollout.get()).metadata.resourceVersion).toBe(paused.metadata.resourceVersion);
      const stale = [{ op: 'test', path: '/metadata/uid', value: 'other' }, remove];
      const answer = await patch(locked.admin, `${locked.rollout.path}/status`, stale);
      expect(at(answer.body, 'message')).toBe(
        'the server rejected our request due to an error in our request',
      );
    },
  },
  {
    id: 'lock/free',
    title: 'abort, new images, pausing by hand, restarts, scaling and notes stay free for others',
    async run(context) {
      const { rollout, admin } = await lockedRollout(context);
      await rollout.pushToPause('3.9');
      await rollout.quiet();
      const dryRun = { dryRun: true };
      const free: [string, object][] = [
        ['', { spec: { paused: true } }],
        ['', { spec: { restartAt: '2026-11-21T12:00:00Z' } }],
        ['', { spec: { replicas: 3 } }],
        ['/scale', { spec: { replicas: 3 } }],
        ['', { metadata: { annotations: { note: 'x' } } }],
        ['', { spec: { template: template(rollout.name, `${REGISTRY}:3.10`) } }],
        ['/status', { status: { message: 'x' } }],
      ];
      for (const [about, body] of free) {
        const answer = await patch(admin, `${rollout.path}${about}`, body, dryRun);
        expect([body, answer.status]).toEqual([body, 200]);
      }
      await rollout.abort();
      const again = await rollout.pushToPause('3.10');
      // The controller clears the abort, as it may.
      expect(again.status.abort ?? false).toBe(false);
    },
  },
  {
    id: 'lock/retry',
    title: 'only the portal retries what was aborted',
    async run(context) {
      const locked = await lockedRollout(context);
      const { rollout, portal } = locked;
      await rollout.pushToPause('3.9');
      const { status } = await rollout.abort();
      await rollout.untilGone(status.currentPodHash);
      await rollout.quiet();
      for (const abort of [false, null]) await expectLockedOut(context, locked, { status: { abort } }, RETRY);
      const again = await rollout.retry(portal);
      expect(again.status.currentPodHash).toBe(status.currentPodHash);
    },
  },
  {
    id: 'lock/portal',
    title: 'the portal’s guarded promotion passes the lock and goes live, and the controller does its work',
    async run(context) {
      const { rollout, portal } = await lockedRollout(context);
      const { status } = await rollout.pushToPause('3.9');
      await rollout.promote(portal);
      expect(await rollout.selected('active')).toBe(status.currentPodHash);
      await rollout.pushToPause('3.10');
      await rollout.quiet();
      await portal.patch(`${rollout.path}/status`, { status: { promoteFull: true } });
      // The controller takes the flag away again, as it may.
      const live = await rollout.until(
        each => each.status.phase === 'Healthy' && !at(each, 'status', 'promoteFull'),
      );
      expect(await rollout.selected('active')).toBe(live.status.currentPodHash);
    },
  },
  {
    id: 'lock/automatic',
    title: 'what promotes by itself may go on doing so, and may be stopped from it',
    async run(context) {
      const { rollout, admin } = await lockedRollout(context, { blueGreen: { autoPromotionEnabled: true } });
      await rollout.push('3.9');
      const live = await rollout.until(({ status }) => status.phase === 'Healthy');
      expect(await rollout.selected('active')).toBe(live.status.currentPodHash);
      const seconds = await patch(admin, rollout.path, blueGreen({ autoPromotionSeconds: 600 }));
      expect(seconds.status).toBe(200);
      const stopped = await patch(admin, rollout.path, blueGreen({ autoPromotionEnabled: false }));
      expect(stopped.status).toBe(200);
      const again = await patch(admin, rollout.path, blueGreen({ autoPromotionEnabled: true }));
      expect(again.status).toBe(422);
    },
  },
  {
    id: 'lock/taken-away',
    title: 'without its binding the lock holds nobody',
    async run(context) {
      const { rollout, admin } = await lockedRollout(context, { image: `${REGISTRY}:3.8` });
      await rollout.push(BAD);
      await rollout.until(({ status }) => status.phase === 'Progressing');
      const full = { status: { promoteFull: true } };
      const path = `${rollout.path}/status`;
      expect((await patch(admin, path, full, { dryRun: true })).status).toBe(422);
      const bindings = POLICIES.replace('policies', 'policybindings');
      await admin.patch(`${bindings}/${nameFor(context, LOCK)}`, { spec: { validationActions: ['Warn'] } });
      await eventually(async () => {
        expect((await patch(admin, path, full, { dryRun: true })).status).toBe(200);
      });
    },
  },
];
