import { expect } from 'expect';
import type { Check } from '../../Check';
import { type CheckContext, core } from '../../CheckContext';
import { applyDocument } from '../../documented';
import { eventually } from '../../eventually';
import { at, listAt, textAt } from '../../json';
import { PromotionsPortal } from '../../portal/PromotionsPortal';
import { LiveRollout } from '../../rollouts/LiveRollout';
import { crashPastCutOver } from '../../rollouts/crash';

/** Pods stay up for longer than any check lasts, unless it says otherwise. */
async function waiting(context: CheckContext, scaleDownDelaySeconds = 600) {
  const [portal, rollout] = await Promise.all([
    PromotionsPortal.start(context),
    LiveRollout.deploy(context, { blueGreen: { scaleDownDelaySeconds } }),
  ]);
  const before = (await rollout.get()).status.currentPodHash;
  const { status } = await rollout.pushToPause('3.9');
  return { portal, rollout, before, hash: status.currentPodHash };
}

async function expectLedger(portal: PromotionsPortal, kinds: readonly string[]): Promise<void> {
  const { body: check } = await portal.ask('ada', '/ledger/verification');
  expect(check).toMatchObject({ valid: true });
  const { body } = await portal.ask('ada', '/ledger?limit=100');
  const found = listAt(body, 'items').map(item => textAt(item, 'kind'));
  expect(found).toEqual(expect.arrayContaining([...kinds]));
}

/**
 * An answer waits fifteen seconds for the controller, and then says that nobody knows yet: on a machine that is short of
 * processors it may take longer. What was seen to come of it is in the ledger.
 */
async function expectDone(
  portal: PromotionsPortal,
  { status, body }: { status: number; body: unknown },
  as: 'done' | 'waits' = 'done',
) {
  const told = at(body, 'outcome', 'text') ?? body;
  expect({ status, told, state: textAt(body, 'state') }).toEqual({
    ...{ status: 200, told },
    state: expect.stringMatching(as === 'done' ? /^(done|unknown)$/ : /^(waits|unknown)$/),
  });
  await eventually(() => expectLedger(portal, [`act-${as}`]), 60_000);
}

/** The portal's own HTTP interface, before the cluster, with the documented rights: from a new image to what is live. */
export const portalChecks: readonly Check[] = [
  {
    id: 'portal/promote',
    title: 'a request, votes by others than who asked, and exactly that revision is live, under the lock too',
    async run(context) {
      const { portal, rollout, before, hash } = await waiting(context);
      await applyDocument(context, 'promotion-lock.yaml');
      const request = await portal.request('ada');
      expect(request).toMatchObject({ state: 'waiting', revision: hash, votesNeeded: 2 });
      expect((await portal.vote('ada', request)).status).toBe(403);
      expect((await portal.vote('ben', request)).status).toBe(200);
      expect(await rollout.selected('active')).toBe(before);
      // Who asked has no vote; who voted first where authors are unknown counts as one who asked.
      expect((await portal.vote('chen', request)).status).toBe(200);
      const promoted = await portal.goesLive(request, 'chen');
      expect(promoted.outcome?.text).not.toBe('');
      expect(await rollout.selected('active')).toBe(hash);
      expect((await rollout.get()).status.stableRS).toBe(hash);
      expect((await portal.vote('chen', request, 'reject')).status).toBe(409);
      await expectLedger(portal, ['request-created', 'vote', 'executing', 'promoted']);
      await eventually(async () => {
        const head = await context.api.get(core(context, 'configmaps', 'greenroom-ledger-head'));
        expect(textAt(head, 'data', 'rollouts.json')).toContain('"seq"');
      });
    },
  },
  {
    id: 'portal/superseded',
    title: 'a newer image supersedes the request, and a vote for the old one is refused',
    async run(context) {
      const { portal, rollout, before } = await waiting(context);
      const request = await portal.request('ada');
      const newer = await rollout.pushToPause('3.10');
      const superseded = await portal.stands(request, 'superseded');
      expect(superseded.supersededBy).toBeTruthy();
      expect((await portal.vote('ben', request)).status).toBe(409);
      expect(await rollout.selected('active')).toBe(before);
      const again = await portal.request('ada');
      expect(again.revision).toBe(newer.status.currentPodHash);
    },
  },
  {
    id: 'portal/rejected',
    title: 'one rejection ends the request, and nothing goes live',
    async run(context) {
      const { portal, rollout, before } = await waiting(context);
      const request = await portal.request('ada');
      expect((await portal.vote('ben', request, 'reject')).status).toBe(200);
      await portal.stands(request, 'rejected');
      expect((await portal.vote('chen', request)).status).toBe(409);
      expect((await rollout.quiet()).status.phase).toBe('Paused');
      expect(await rollout.selected('active')).toBe(before);
      await expectLedger(portal, ['rejected']);
    },
  },
  {
    id: 'portal/abort',
    title: 'an abort needs no vote, is told when it is seen, and ends the request',
    async run(context) {
      const { portal, rollout, before, hash = '' } = await waiting(context);
      const request = await portal.request('ada');
      const { status, body } = await portal.act('ben', 'abort', { revision: hash });
      expect({ status, body }).toMatchObject({ status: 200, body: { state: 'done' } });
      expect((await rollout.get()).status).toMatchObject({ phase: 'Degraded', abort: true });
      expect(await rollout.selected('active')).toBe(before);
      await portal.stands(request, 'superseded');
    },
  },
  {
    id: 'portal/restart',
    title: 'a restart replaces the pods, and is told when it is seen',
    async run(context) {
      const [portal, rollout] = await Promise.all([
        PromotionsPortal.start(context),
        LiveRollout.deploy(context),
      ]);
      const { status } = await rollout.quiet();
      await portal.shows(({ active }) => active?.revision === status.currentPodHash);
      const done = await portal.act('ben', 'restart', { revision: status.currentPodHash ?? '' });
      expect([done.status, at(done.body, 'state')]).toEqual([200, 'done']);
      expect(at(await rollout.get(), 'status', 'restartedAt')).toBeTruthy();
    },
  },
  {
    id: 'portal/undo',
    title: 'an undo goes back to the last stable revision, whose pods are still up',
    async run(context) {
      const { portal, rollout, before = '', hash = '' } = await waiting(context);
      await rollout.promote();
      await portal.shows(({ active }) => active?.revision === hash);
      await expectDone(portal, await portal.act('ben', 'undo', { revision: hash, toRevision: before }));
      expect(await rollout.selected('active')).toBe(before);
    },
  },
  {
    id: 'portal/undo-waits',
    title: 'an undo to a revision whose pods are gone is told as a preview that waits, and users stay',
    async run(context) {
      const { portal, rollout, before = '', hash = '' } = await waiting(context, 3);
      await rollout.promote();
      await rollout.untilGone(before);
      await portal.shows(
        ({ active, revisions }) =>
          active?.revision === hash &&
          revisions.some(({ revision, replicas }) => revision === before && replicas.current === 0),
      );
      const undone = await portal.act('ben', 'undo', { revision: hash, toRevision: before });
      await expectDone(portal, undone, 'waits');
      expect((await rollout.untilPaused(hash)).status.currentPodHash).toBe(before);
      expect(await rollout.selected('active')).toBe(hash);
    },
  },
  {
    id: 'portal/undo-past-cut-over',
    title:
      'an undo to the stable revision brings traffic back from a crash, whatever pause stands in the way',
    async run(context) {
      const portal = await PromotionsPortal.start(context);
      const { rollout, stable, crashing = '' } = await crashPastCutOver(context, '3.4');
      const to = stable.status.currentPodHash ?? '';
      await portal.shows(({ active }) => active?.revision === crashing);
      await expectDone(portal, await portal.act('ben', 'undo', { revision: crashing, toRevision: to }));
      expect(await rollout.selected('active')).toBe(to);
    },
  },
  {
    id: 'portal/return-to-stable',
    title: 'after a crash past the cut-over the portal brings traffic back, whatever pause stands in the way',
    async run(context) {
      const portal = await PromotionsPortal.start(context);
      const { rollout, stable, crashing = '' } = await crashPastCutOver(context, '3.5');
      await portal.shows(({ active }) => active?.revision === crashing);
      await rollout.quiet();
      await expectDone(portal, await portal.act('ben', 'return-to-stable', { revision: crashing }));
      expect(await rollout.selected('active')).toBe(stable.status.currentPodHash);
    },
  },
  {
    id: 'portal/around',
    title: 'what goes live around the portal is in the ledger',
    async run(context) {
      const { portal, rollout } = await waiting(context);
      await portal.shows(({ pause }) => !!pause);
      await rollout.promote();
      await eventually(() => expectLedger(portal, ['live-without-request']));
    },
  },
];
