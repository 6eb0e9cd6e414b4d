import type { Policy } from '@greenroom/plugin-rollouts-common';
import type { DeedRecord } from '../deeds/DeedStore';
import type { OwnHand } from '../hands/Hand';
import { ownHandOf } from '../hands/ownHand';
import { oneReplica, REF, sam, vera, viktor } from './__testUtils__/oneReplica';

describe('is superseded by what was done through the portal, and says so', () => {
  const abort = {
    ...{ id: 'act-1', action: 'abort' as const, rollout: REF, uid: 'uid-1', revision: 'r2', digests: [] },
    ...{
      by: 'user:default/ada',
      reason: 'it burns',
      at: '2026-11-21T10:00:03Z',
      state: 'executing' as const,
    },
  };
  const ownWorld = async (deed: DeedRecord | undefined, policy: Partial<Policy> = {}) => {
    const records: DeedRecord[] = [];
    const ownHand: OwnHand = async (hand, query) =>
      ownHandOf(hand, query, { deeds: records, requests: stage.store.all() });
    const stage = await oneReplica(policy, { ownHand });
    const sentAt = new Date(stage.time.database()).toISOString();
    records.push(...(deed ? [{ ...deed, sentAt, lastSentAt: sentAt }] : []));
    return stage;
  };
  const byAda = 'the abort that ada asked for';

  it('while it waits', async () => {
    const { world, newest, goOn, store } = await ownWorld(abort);
    world.abort();
    await goOn(2_000);
    expect(newest()).toMatchObject({ state: 'superseded', supersededBy: byAda });
    expect(store.lines.at(-1)?.text).toBe(`Superseded by ${byAda}`);
  });

  it('when somebody votes before the portal has ended it', async () => {
    const { world, replica, approve } = await ownWorld(abort);
    world.abort();
    replica.sync();
    await expect(approve(vera)).rejects.toMatchObject({
      name: 'ConflictError',
      message: `This request was superseded by ${byAda}.`,
      cause: { supersededBy: byAda },
    });
  });

  it('while it is written, with what stands since', async () => {
    const { newest, goOn, approve, replica, time } = await ownWorld(abort);
    const observedAt = time.cluster();
    const hand = { did: 'aborted' as const, revision: 'r2', then: 'traffic is on r1' };
    replica.writer.perform = async (_deed, _seen, { beforeSending }) => {
      await beforeSending();
      return { kind: 'superseded', by: 'an abort; traffic is on r1', hand, sent: true, observedAt };
    };
    await approve(vera);
    await approve(viktor);
    await goOn(2_000);
    expect(newest()).toMatchObject({
      state: 'superseded',
      supersededBy: `${byAda}; traffic is on r1`,
    });
  });

  it('by another request of the same revision', async () => {
    const { newest, goOn, promotions, store, world } = await ownWorld(undefined, {
      votes: 1,
      fourEyes: false,
      requesters: ['*'],
    });
    const waiting = newest().id;
    const { request } = await promotions.create(sam, {
      ...{ rollout: REF, requestKind: 'promote-full', revision: 'r2', reason: 'now' },
      pauseStartedAt: world.pauseStartedAt ?? '',
    });
    await promotions.vote(vera, request.id, { vote: 'approve', reason: '', seen: request.etag });
    await goOn();
    expect(store.peek(waiting)?.request).toMatchObject({
      state: 'superseded',
      supersededBy: 'the full promotion that sam asked for',
    });
  });
});
