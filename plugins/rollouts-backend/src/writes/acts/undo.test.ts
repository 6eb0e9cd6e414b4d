import { replicaSetsKind } from '@greenroom/cluster-access';
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
      '/metadata/resourceVersion': expect.any(String),
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

  it('that nobody reacts to is nudged, and named after fifteen seconds', async () => {
    const stage = await WriterStage.quiet('bg-03-paused');
    stage.clock.at(5_001, () => stage.write({ metadata: { generation: 4 } }));
    expect(await stage.perform(undo)).toMatchObject({ kind: 'unknown' });
    expect(stage.cluster.patches.map(({ change }) => change.map(({ path }) => path))).toEqual([
      ['/spec/template'],
      ...[1, 2, 3].map(() => ['/status/message']),
    ]);
    expect(stage.guard(1)).toEqual({
      '/metadata/uid': 'shop-uid',
      '/metadata/generation': 4,
      '/status/currentPodHash': PREVIEW,
      '/status/observedGeneration': '3',
      '/status/abort': null,
    });
  });

  it('waits until the controller is quiet, which would not see it', async () => {
    const stage = await WriterStage.quiet('bg-03-paused');
    stage.write({ metadata: { resourceVersion: '900' } });
    stage.clock.at(9_000, () => stage.become('bg-01-healthy-first'));
    expect(await stage.perform(undo)).toMatchObject({ kind: 'done' });
    expect(stage.sending).toEqual([7_000]);
  });

  /** What was promoted fully, and the revision before it, whose pods are still up. */
  const promoted = async (scaleDownAt?: string) => {
    const stage = await WriterStage.quiet('bg-03-paused');
    stage.become('bg-07-healthy-steady');
    stage.point(PREVIEW);
    const [held] = [...stage.cluster.watch(replicaSetsKind).rows().values()].filter(
      ({ hash }) => hash === STABLE,
    );
    if (held) stage.cluster.watch(replicaSetsKind).put({ ...held, desired: 1, scaleDownAt });
    await stage.clock.sleep(5_000, new AbortController().signal);
    return stage;
  };
  const back = (status: object) => ({
    metadata: { generation: 4 },
    status: { observedGeneration: '4', currentPodHash: STABLE, ...status },
  });
  const waits = {
    phase: 'Paused',
    pauseConditions: [{ reason: 'BlueGreenPause', startTime: '2026-11-20T22:00:00Z' }],
  };

  it.each([
    ['is known', '2026-11-20T22:00:00Z', 10_000],
    ['is not known for long', undefined, 15_000],
  ])('is written when the time at which pods go %s', async (_, scaleDownAt, at) => {
    const stage = await promoted(scaleDownAt);
    stage.clock.at(at + 1_000, () => stage.write(back(waits)));
    expect(await stage.perform(undo)).toMatchObject({ kind: 'waits' });
    expect(stage.sending[0]).toBe(at);
  });

  it('that became a preview is told as one that waits, and users are where they were', async () => {
    const stage = await promoted('2026-11-20T22:00:00Z');
    stage.clock.at(11_000, () => stage.write(back(waits)));
    const text =
      '79df45 is back as a preview, and waits for a promotion; traffic is on cf77cb, which is stable';
    expect(await stage.perform(undo)).toMatchObject({ kind: 'waits', text });
    expect(await stage.find(undo)).toMatchObject({ kind: 'waits', text });
    expect(stage.cluster.patches).toHaveLength(1);
  });

  it('goes on where the pause ends by itself', async () => {
    const stage = await promoted('2026-11-20T22:00:00Z');
    stage.write({
      spec: {
        strategy: {
          blueGreen: { activeService: 'shop-active', autoPromotionEnabled: true, autoPromotionSeconds: 5 },
        },
      },
    });
    stage.clock.at(13_000, () => stage.write(back(waits)));
    stage.clock.at(18_000, () => {
      stage.point(STABLE);
      stage.write(back({ phase: 'Healthy', stableRS: STABLE, blueGreen: { activeSelector: STABLE } }));
    });
    expect(await stage.perform(undo)).toMatchObject({ kind: 'done' });
    expect(stage.cluster.patches).toHaveLength(1);
  });

  it('to the stable revision promotes the pause that 1.9.2 puts in its way', async () => {
    const stage = await WriterStage.quiet('bg-24-cut-over-crashing');
    const to = '59dd76b8f7';
    const status = { currentPodHash: to, observedGeneration: '4', controllerPause: true, ...waits };
    stage.clock.at(6_000, () => stage.write({ metadata: { generation: 4 }, status }));
    stage.clock.at(9_000, () => {
      stage.point(to);
      stage.write({
        status: { controllerPause: false, phase: 'Healthy', blueGreen: { activeSelector: to } },
      });
    });
    expect(await stage.perform({ ...undo, toRevision: to })).toMatchObject({
      kind: 'done',
      text: 'Traffic is on 59dd76, which is stable',
    });
    expect(stage.cluster.patches.map(({ change }) => change.map(({ path }) => path))).toEqual([
      ['/spec/template'],
      ['/status/pauseConditions'],
    ]);
  });
});
