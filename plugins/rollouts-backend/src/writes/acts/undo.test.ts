import type { Changes } from '../../__testUtils__/objects';
import { PREVIEW, STABLE, WriterStage } from '../__testUtils__/WriterStage';
import type { Deed } from '../RolloutWriter';

describe('undo', () => {
  const undo = { act: 'undo', toRevision: STABLE } as const;

  it('puts the older template back, without its hash', async () => {
    const stage = await WriterStage.quiet('bg-03-paused');
    stage.clock.at(6_000, () => stage.become('bg-01-healthy-first'));
    expect(await stage.perform(undo)).toMatchObject({
      kind: 'done',
      text: '79df45 is active and stable again',
    });
    expect(stage.cluster.patches[0]).toMatchObject({
      subresource: undefined,
      change: [
        {
          op: 'replace',
          path: '/spec/template',
          value: {
            metadata: { labels: { app: 'shop' } },
            spec: { containers: [{ name: 'app', image: `lab/shop-${STABLE}` }] },
          },
        },
      ],
    });
    expect(stage.guard()).toEqual({
      '/metadata/uid': 'shop-uid',
      '/metadata/generation': 3,
      '/status/currentPodHash': PREVIEW,
      '/spec/workloadRef': null,
    });
  });

  it.each<[string, Changes, Deed, object]>([
    [
      'of a workloadRef',
      { spec: { workloadRef: { name: 'shop' } } },
      undo,
      { kind: 'refused', why: expect.stringContaining('workloadRef') },
    ],
    ['to what is there', {}, { ...undo, toRevision: PREVIEW }, { kind: 'refused' }],
    [
      'to what is gone',
      {},
      { ...undo, toRevision: 'ffffffffff' },
      { kind: 'refused', why: expect.stringContaining('no ReplicaSet') },
    ],
    [
      'of another revision than was seen',
      { status: { currentPodHash: 'ffffffffff' } },
      undo,
      { kind: 'superseded' },
    ],
    ['of another object', { metadata: { uid: 'other' } }, undo, { kind: 'superseded' }],
  ])('%s is not sent', async (_, changes, deed, expected) => {
    const stage = await WriterStage.quiet('bg-03-paused');
    stage.become('bg-03-paused', changes);
    expect(await stage.perform(deed)).toMatchObject(expected);
    expect(stage.cluster.patches).toEqual([]);
  });

  it('that nobody reacts to is named after fifteen seconds', async () => {
    const stage = await WriterStage.quiet('bg-03-paused');
    stage.clock.at(5_001, () => stage.write({ metadata: { generation: 4 } }));
    expect(await stage.perform(undo)).toMatchObject({ kind: 'unknown' });
    expect(stage.cluster.patches).toHaveLength(1);
  });
});
