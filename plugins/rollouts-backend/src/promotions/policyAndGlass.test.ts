import { dana, KEY, oneReplica, vera, viktor } from './__testUtils__/oneReplica';
import { person } from './__testUtils__/Replica';

const blocked = { id: 'smoke', from: 'tests', outcome: 'block' as const, reason: 'it burns' };

describe('a policy', () => {
  it('that is loosened leaves what is open, one that is tightened does not', async () => {
    const { replica, newest, approve, promotions } = await oneReplica();
    const { policy } = replica;
    const { etag, id } = newest();
    replica.policy = policy && { ...policy, votes: 1 };
    expect((await approve(vera)).state).toBe('waiting');
    replica.policy = policy && { ...policy, votes: 3 };
    await expect(
      promotions.vote(viktor, id, { vote: 'approve', reason: '', seen: etag }),
    ).rejects.toMatchObject({ name: 'ConflictError', cause: { policy: { votes: 3 } } });
    expect(newest()).toMatchObject({ votesNeeded: 3 });
    expect((await approve(viktor)).state).toBe('waiting');
    replica.policy = undefined;
    expect((await approve(person('viola', 'voters'))).heldBy).toMatch(/No policy/);
  });
});

describe('a policy that is tightened once there were votes enough', () => {
  it('holds it until there are as many as it wants now', async () => {
    let checks = [blocked];
    const { replica, newest, approve, promotions, goOn, kinds } = await oneReplica(
      { blockingChecks: ['*'] },
      { readiness: async () => checks },
    );
    await approve(vera);
    expect(await approve(viktor)).toMatchObject({
      state: 'approved',
      heldBy: expect.stringMatching(/it burns/),
    });
    const { policy } = replica;
    replica.policy = policy && { ...policy, votes: 3 };
    checks = [];
    await expect(promotions.execute(vera, newest().id, {})).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: 'It has 2 of 3 approvals that count.',
    });
    expect(newest()).toMatchObject({ state: 'approved', votesNeeded: 3 });
    await expect(approve(vera)).resolves.toMatchObject({ state: 'approved' });
    expect((await approve(person('viola', 'voters'))).state).toBe('executing');
    await goOn();
    expect(newest().state).toBe('promoted');
    expect(kinds().filter(kind => kind === 'approved')).toHaveLength(2);
  });
});

describe('the glass', () => {
  it('is broken by its group only, loudly, and stays in sight until a second person says so', async () => {
    const { promotions, newest, goOn, kinds, replica, time } = await oneReplica(
      { blockingChecks: ['*'] },
      {
        readiness: async () => [blocked],
      },
    );
    const { id } = newest();
    await expect(promotions.execute(vera, id, { breakGlass: true, reason: 'x' })).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    await expect(promotions.execute(dana, id, { breakGlass: true })).rejects.toMatchObject({
      name: 'InputError',
    });
    const glass = await promotions.execute(dana, id, { breakGlass: true, reason: 'the shop is down' });
    expect(glass).toMatchObject({ state: 'executing', breakGlass: { by: dana.ref } });
    await goOn();
    expect(newest().state).toBe('promoted');
    expect(kinds()).toContain('break-glass');
    expect(promotions.queue().get(KEY)?.sentence).toMatch(/a second person has to acknowledge/);
    await time.advance(1_000);
    await expect(promotions.acknowledge(dana, id)).rejects.toMatchObject({ name: 'NotAllowedError' });
    const seen = await promotions.acknowledge(vera, id);
    expect(seen.breakGlass?.acknowledgedBy).toBe(vera.ref);
    expect(await promotions.acknowledge(vera, id)).toEqual(seen);
    expect(promotions.queue().size).toBe(0);
    expect(replica.events.map(({ type }) => type)).toEqual(['votes-wanted', 'break-glass', 'outcome']);
  });
});
