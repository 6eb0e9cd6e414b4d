import { WriterStage } from '../__testUtils__/WriterStage';

const deed = { act: 'nudge' } as const;
const missed = () => WriterStage.quiet('bg-07-healthy-steady', { metadata: { generation: 9 } });

describe('a nudge that a person asks for', () => {
  it('writes nothing but a message, for a specification that the controller has not read, until it has', async () => {
    const stage = await missed();
    const before = stage.cluster.stored('rollouts', 'shop');
    stage.clock.at(9_000, () => stage.write({ status: { observedGeneration: '9' } }));
    expect(await stage.find(deed)).toEqual({ kind: 'nothing-sent' });
    expect(await stage.perform(deed)).toMatchObject({
      kind: 'done',
      text: 'The controller has read the last change',
    });
    expect(stage.cluster.patches.map(({ change, subresource }) => ({ change, subresource }))).toEqual(
      [0, 1].map(nth => ({
        subresource: 'status',
        change: [
          {
            op: 'add',
            path: '/status/message',
            value: `request r-7 of Greenroom waits for the controller (${nth})`,
          },
        ],
      })),
    );
    expect(stage.guard()).toMatchObject({ '/metadata/generation': 9, '/metadata/uid': 'shop-uid' });
    expect(stage.cluster.stored('rollouts', 'shop')).toMatchObject({ spec: before.spec });
    expect(stage.sending).toHaveLength(1);
  });

  it('says when nobody wakes', async () => {
    const stage = await missed();
    expect(await stage.perform(deed)).toMatchObject({
      kind: 'unknown',
      why: expect.stringContaining('did not react within 15 s'),
    });
    expect(stage.cluster.patches).toHaveLength(4);
  });

  it('is not sent where there is nothing to read, or another revision or object', async () => {
    const awake = await WriterStage.quiet('bg-07-healthy-steady');
    expect(await awake.perform(deed)).toMatchObject({
      kind: 'superseded',
      by: 'the controller, which has read the last change',
      sent: false,
    });
    const stage = await missed();
    stage.seen = { ...stage.seen, revision: 'ffffffffff' };
    expect(await stage.perform(deed)).toMatchObject({ kind: 'superseded', sent: false });
    stage.seen = { ...stage.seen, uid: 'other' };
    expect(await stage.perform(deed)).toMatchObject({ kind: 'superseded', sent: false });
    expect([...awake.cluster.patches, ...stage.cluster.patches]).toEqual([]);
  });
});
