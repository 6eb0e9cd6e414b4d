import type { Authors } from '@greenroom/plugin-rollouts-common';
import { KEY, oneReplica, REF, sam, vera, viktor } from './__testUtils__/oneReplica';
import { person } from './__testUtils__/Replica';

const body = { rollout: REF, revision: 'r2', pauseStartedAt: '2026-11-21T10:00:00.000Z#1', reason: '' };
const blocked = { id: 'smoke', from: 'tests', outcome: 'block' as const, reason: 'it burns' };

describe('a request', () => {
  it('is made by the portal when a preview waits, and lets it go live by its last vote', async () => {
    const { newest, approve, goOn, kinds, replica, world } = await oneReplica();
    expect(newest()).toMatchObject({ state: 'waiting', createdBy: 'portal', revision: 'r2', votesNeeded: 2 });
    expect(newest()).toMatchObject({ activeTag: 'r1', previewTag: 'r2', digests: ['sha256:r2'] });
    expect((await approve(vera)).state).toBe('waiting');
    expect((await approve(viktor)).state).toBe('executing');
    await goOn();
    expect(newest()).toMatchObject({ state: 'promoted', outcome: { text: 'r2 is live' } });
    expect(world.accepted).toHaveLength(1);
    expect(kinds()).toEqual([
      'request-created',
      'vote',
      'vote',
      'approved',
      'executing',
      'sending',
      'promoted',
    ]);
    expect(replica.events.map(({ type }) => type)).toEqual(['votes-wanted', 'outcome']);
    expect(replica.problems).toEqual([]);
  });

  it('is made with the votes that its authors need, also where a new catalog has not read them yet', async () => {
    const authors: Authors[] = [{ known: false, why: 'nobody of that name is in the catalog' }];
    const { goOn, newest, store, world, replica } = await oneReplica(
      {},
      { authorsOf: async () => authors[0]! },
      ['fay'],
    );
    expect(store.all()).toEqual([]);
    authors[0] = { known: true, people: ['user:default/fay'], from: 'a label' };
    await goOn(2_000);
    expect(newest()).toMatchObject({ votesNeeded: 2, authors: { known: true } });
    authors[0] = { known: false, why: 'nobody of that name is in the catalog' };
    await goOn(20_000);
    world.push('r3');
    await goOn(4_000);
    expect(newest()).toMatchObject({ revision: 'r3', votesNeeded: 3, authors: { known: false } });
    expect(replica.problems).toEqual([]);
  });

  it('that names somebody who stays unknown is made with a vote more', async () => {
    const { goOn, newest, store } = await oneReplica(
      {},
      { authorsOf: async () => ({ known: false, why: 'nobody of that name is in the catalog' }) },
      ['fay'],
    );
    expect(store.all()).toEqual([]);
    await goOn(20_000);
    expect(newest()).toMatchObject({ votesNeeded: 3, authors: { known: false } });
  });

  it('is made for a pause whose cluster could not be believed at the very moment it was to be made', async () => {
    const { goOn, newest, store, world, replica } = await oneReplica();
    const { policy } = replica;
    let asked = 0;
    Object.defineProperty(replica, 'policy', {
      get() {
        asked += 1;
        replica.rollouts.freshness = 'stale';
        return policy;
      },
    });
    world.push('r3');
    await goOn(2_000);
    expect(asked).toBeGreaterThan(0);
    expect(store.all().map(({ request }) => request.revision)).not.toContain('r3');
    Object.defineProperty(replica, 'policy', { value: policy });
    replica.rollouts.freshness = 'live';
    await goOn(4_000);
    expect(newest()).toMatchObject({ revision: 'r3', state: 'waiting' });
  });

  it('of a rollout that was made anew under the same name says nothing of the one that is gone', async () => {
    const { approve, goOn, promotions, world } = await oneReplica({ votes: 1 }, { requestsByPortal: true });
    await approve(vera);
    await goOn();
    expect((await promotions.standing(REF)).request).toMatchObject({ state: 'promoted' });
    world.uid = 'uid-2';
    await goOn();
    expect((await promotions.standing(REF)).request).toBeUndefined();
  });

  it('of the portal becomes that of the first person who asks, and four eyes holds for them', async () => {
    const voter = person('vera', 'voters', 'store');
    const { promotions, newest, approve } = await oneReplica();
    const answer = await promotions.create(voter, { ...body, reason: 'ship it' });
    expect(answer).toMatchObject({ created: false, request: { requestedBy: voter.ref, reason: 'ship it' } });
    await expect(approve(voter)).rejects.toThrow(/You asked for this promotion/);
    await promotions.create(sam, body);
    expect(newest().requestedBy).toBe(voter.ref);
  });

  it('can be asked for by whom the policy names, of what is there', async () => {
    const { promotions, goOn, replica } = await oneReplica({}, { requestsByPortal: false });
    await expect(promotions.create(vera, body)).rejects.toMatchObject({ name: 'NotAllowedError' });
    await expect(promotions.create(sam, { ...body, revision: 'r1' })).rejects.toMatchObject({
      name: 'ConflictError',
      cause: { revision: 'r2', pauseStartedAt: body.pauseStartedAt },
    });
    await expect(promotions.create(sam, { ...body, pauseStartedAt: 'then' })).rejects.toThrow(
      /not what waits/,
    );
    await expect(promotions.create(sam, { ...body, requestKind: 'promote-step' })).rejects.toThrow(/canary/);
    await expect(
      promotions.create(sam, { ...body, rollout: { ...REF, name: 'other' } }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    expect((await promotions.create(sam, body)).created).toBe(true);
    replica.rollouts.become('unreachable', 'eks-prod');
    await expect(promotions.create(sam, body)).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    await goOn(1_000);
  });

  it('that was refused is not asked for again by the portal', async () => {
    const { promotions, newest, goOn, store } = await oneReplica();
    const vote = { vote: 'reject' as const, reason: 'no', seen: newest().etag };
    expect((await promotions.vote(vera, newest().id, vote)).state).toBe('rejected');
    await goOn();
    expect(store.all()).toHaveLength(1);
    expect((await promotions.create(sam, body)).created).toBe(true);
  });

  it('can be withdrawn by who asked', async () => {
    const { promotions, newest } = await oneReplica();
    await expect(promotions.withdraw(sam, newest().id)).rejects.toMatchObject({ name: 'NotAllowedError' });
    await promotions.create(sam, body);
    expect((await promotions.withdraw(sam, newest().id)).state).toBe('withdrawn');
    expect((await promotions.withdraw(sam, newest().id)).state).toBe('withdrawn');
  });
});

describe('a vote', () => {
  it('again is the same answer, whatever became of it', async () => {
    const { approve, goOn, kinds } = await oneReplica();
    const first = await approve(vera);
    expect(await approve(vera)).toEqual(first);
    await approve(viktor);
    await goOn();
    expect((await approve(vera)).state).toBe('promoted');
    expect(kinds().filter(kind => kind === 'vote')).toHaveLength(2);
  });

  it('is refused for another than was seen, or what has ended', async () => {
    const { promotions, newest, approve, goOn, world } = await oneReplica();
    const { id, etag } = newest();
    const vote = { vote: 'approve' as const, reason: '', seen: 'old' };
    await expect(promotions.vote(vera, id, vote)).rejects.toMatchObject({
      name: 'ConflictError',
      cause: { etag, revision: 'r2' },
    });
    await expect(promotions.vote(sam, id, vote)).rejects.toMatchObject({ name: 'NotAllowedError' });
    await approve(vera);
    world.push('r3');
    await goOn(2_000);
    await expect(promotions.vote(viktor, id, { ...vote, seen: etag })).rejects.toMatchObject({
      name: 'ConflictError',
      cause: { state: 'superseded', supersededBy: 'a newer revision: r3' },
    });
  });

  it.each([
    ['too long', 'x'.repeat(2_001)],
    ['with control characters', 'a\u0007b'],
    ['that is read backwards', 'a\u202eb'],
  ])('with a reason %s is refused', async (_, reason) => {
    const { approve } = await oneReplica();
    await expect(approve(vera, reason)).rejects.toMatchObject({ name: 'InputError' });
  });

  it('with markup and many lines is kept as it is', async () => {
    const { approve } = await oneReplica();
    const reason = '<b>yes</b>\n\tand “zoë” 😀';
    expect((await approve(vera, reason)).votes[0]?.reason).toBe(reason);
  });

  it('two at one instant count both, and it goes live once', async () => {
    const { approve, goOn, world, newest } = await oneReplica();
    await Promise.all([approve(vera), approve(viktor), approve(vera), approve(viktor)]);
    await goOn();
    expect(newest()).toMatchObject({ state: 'promoted', votes: [{ by: vera.ref }, { by: viktor.ref }] });
    expect(world.accepted).toHaveLength(1);
  });
});

describe('is superseded, by name', () => {
  it.each<[string, (world: Awaited<ReturnType<typeof oneReplica>>['world']) => void]>([
    ['a newer revision: r3', world => world.push('r3')],
    [
      'another pause of the same revision, which began at 2026-11-21T10:00:03.000Z#2',
      world => world.pauseAgain(),
    ],
    ['another hand: r2 is live already', world => world.promoteAround()],
    ['another hand: the update to r2 was aborted', world => world.abort()],
    ['another rollout of the same name: it was deleted and made anew', world => void (world.uid = 'other')],
  ])('%s', async (by, happens) => {
    const { world, newest, goOn, store } = await oneReplica();
    const { id } = newest();
    happens(world);
    await goOn(2_000);
    expect(store.peek(id)?.request).toMatchObject({ state: 'superseded', supersededBy: by });
  });

  it('only where the cluster can be believed', async () => {
    const { world, newest, time, replica } = await oneReplica();
    replica.rollouts.freshness = 'stale';
    world.push('r3');
    replica.sync();
    await time.advance(20_000);
    expect(newest().state).toBe('waiting');
    replica.rollouts.become('live', 'eks-prod');
    await time.advance(2_000);
    expect(newest()).toMatchObject({ state: 'superseded' });
  });
});

describe('with its votes', () => {
  it('is held by a check, and goes when somebody presses Go', async () => {
    const checks = [blocked];
    const { promotions, approve, newest, goOn, world } = await oneReplica(
      { blockingChecks: ['*'] },
      { readiness: async () => checks },
    );
    await approve(vera);
    expect(await approve(viktor)).toMatchObject({
      state: 'approved',
      heldBy: 'The check smoke blocks: it burns',
    });
    await expect(promotions.execute(vera, newest().id, {})).rejects.toMatchObject({
      name: 'ConflictError',
      cause: { heldBy: 'The check smoke blocks: it burns' },
    });
    await expect(promotions.execute(sam, newest().id, {})).rejects.toMatchObject({ name: 'NotAllowedError' });
    checks.splice(0);
    await goOn(70_000);
    expect(newest().state).toBe('approved');
    expect(world.accepted).toEqual([]);
    const go = await promotions.execute(vera, newest().id, {});
    expect(go.state).toBe('executing');
  });

  it('is held by a freeze of the database’s clock, with its end', async () => {
    const freeze = {
      kind: 'once' as const,
      name: 'fair',
      from: '2026-11-21T10:59:00Z',
      to: '2026-11-21T12:00:00Z',
    };
    const { promotions, approve, newest, goOn } = await oneReplica({ freezes: [freeze] });
    await approve(vera);
    expect((await approve(viktor)).heldBy).toBe('Frozen by fair until Sat 21 Nov 2026 12:00 UTC.');
    await goOn(3_600_000 / 60);
    await expect(promotions.execute(vera, newest().id, {})).rejects.toThrow(/fair/);
  });

  it('goes back to approved when the writer proves that nothing was sent, and its lifetime goes on', async () => {
    const { promotions, approve, newest, goOn, replica } = await oneReplica();
    const { expiresAt } = newest();
    replica.writer.refuses = 'Somebody paused it by hand';
    await approve(vera);
    await approve(viktor);
    await goOn(2_000);
    expect(newest()).toMatchObject({ state: 'approved', heldBy: 'Somebody paused it by hand' });
    expect(newest().expiresAt >= expiresAt).toBe(true);
    replica.writer.refuses = undefined;
    expect((await promotions.execute(viktor, newest().id, {})).state).toBe('executing');
    await goOn();
    expect(newest().state).toBe('promoted');
  });

  it('is unknown while the controller does not move, and is told when it does', async () => {
    const { approve, newest, time, world, goOn } = await oneReplica();
    await approve(vera);
    await approve(viktor);
    await time.advance(20_000);
    expect(newest()).toMatchObject({ state: 'unknown', outcome: { text: 'The controller did not react' } });
    await time.advance(200_000);
    expect(newest().state).toBe('unknown');
    world.reconcile();
    await goOn(70_000);
    expect(newest()).toMatchObject({ state: 'promoted' });
  });
});

describe('time', () => {
  it('ends a request by the clock of the database', async () => {
    const { newest, time } = await oneReplica({ lifetimeSeconds: 600 });
    await time.advance(590_000);
    expect(newest().state).toBe('waiting');
    await time.advance(10_000);
    expect(newest().state).toBe('expired');
  });

  it('reminds of what nobody decides on, once a day', async () => {
    const { replica, time } = await oneReplica({ lifetimeSeconds: 1_000_000 }, { remindAfterSeconds: 60 });
    const reminders = () => replica.events.filter(({ type }) => type === 'reminder').length;
    await time.advance(50_000);
    expect(reminders()).toBe(0);
    await time.advance(3_600_000 / 2);
    expect(reminders()).toBe(1);
  });
});

describe('around the portal', () => {
  it('what goes live without a request is recorded once and told', async () => {
    const { world, goOn, kinds, replica } = await oneReplica();
    world.promoteAround();
    await goOn(6_000);
    expect(kinds().filter(kind => kind === 'live-without-request')).toHaveLength(1);
    expect(replica.events).toContainEqual(
      expect.objectContaining({ type: 'live-without-request', revision: 'r2', rollout: REF }),
    );
  });

  it('what was voted for, and traffic that goes back, is not', async () => {
    const { world, goOn, kinds, approve } = await oneReplica();
    await approve(vera);
    await approve(viktor);
    await goOn();
    world.push('r3');
    await goOn();
    world.abort();
    await goOn();
    expect(kinds()).not.toContain('live-without-request');
  });

  it('what was voted for once is told when it goes live again unasked', async () => {
    const { world, goOn, kinds, approve } = await oneReplica();
    await approve(vera);
    await approve(viktor);
    await goOn(60_000);
    world.push('r3');
    world.promoteAround();
    await goOn(60_000);
    expect(kinds().filter(kind => kind === 'live-without-request')).toHaveLength(1);
    world.push('r2');
    world.promoteAround();
    await goOn(60_000);
    expect(kinds().filter(kind => kind === 'live-without-request')).toHaveLength(2);
  });

  it.each([
    ['an undo that was live at once', 'undo', false, 0],
    ['an undo that then waited for votes', 'undo', true, 1],
    ['a return to stable whose pause was asked about', 'return-to-stable', true, 0],
  ] as const)('%s', async (_, action, waits, told) => {
    const deeds: { sentAt?: string } = {};
    const deedFor = async () => (deeds.sentAt !== undefined ? { action, sentAt: deeds.sentAt } : undefined);
    const { world, goOn, kinds, time } = await oneReplica({}, { deedFor });
    deeds.sentAt = new Date(time.database()).toISOString();
    world.push('r0');
    await goOn(waits ? 10_000 : 0);
    world.promoteAround();
    await goOn(10_000);
    expect(kinds().filter(kind => kind === 'live-without-request')).toHaveLength(told);
  });
});

it('the queue of 5,000 that wait over 20 clusters opens fast', async () => {
  const { promotions, replica, world } = await oneReplica({}, { requestsByPortal: false });
  const rollouts = Array.from({ length: 5_000 }, (_, index) => ({
    ...world.rollout(),
    cluster: `c${index % 20}`,
    name: `shop-${index}`,
    uid: `uid-${index}`,
  }));
  replica.rollouts.put(...rollouts);
  const start = performance.now();
  expect(promotions.queue().size).toBe(5_001);
  expect(performance.now() - start).toBeLessThan(1_500);
  expect(promotions.queueItem(KEY)).toBe(promotions.queueItem(KEY));
  expect(promotions.queueItem(KEY)).toMatchObject({
    revision: 'r2',
    votes: { cast: 0, needed: 2 },
    voters: ['group:default/voters'],
  });
});
