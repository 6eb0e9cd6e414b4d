import { PREVIEW, STABLE, WriterStage } from './__testUtils__/WriterStage';

describe('return to stable', () => {
  const back = { act: 'return-to-stable' } as const;

  it('is done where traffic is on stable and nothing is under way', async () => {
    const stage = await WriterStage.quiet('bg-07-healthy-steady');
    expect(await stage.perform(back)).toMatchObject({
      kind: 'done',
      text: expect.stringContaining('Traffic is on'),
    });
    expect(await stage.find(back)).toMatchObject({ kind: 'done' });
    expect(stage.cluster.patches).toEqual([]);
  });

  it('puts the stable template back where the pods of the aborted revision crash, and promotes the pause of 1.9.2', async () => {
    const stage = await WriterStage.quiet('bg-25-abort-with-crashing-pods');
    const stable = '59dd76b8f7';
    const inItsWay = { startTime: '2026-11-20T22:00:00Z', reason: 'BlueGreenPause' };
    const way = { currentPodHash: stable, abort: false, abortedAt: undefined };
    stage.clock.at(6_000, () =>
      stage.write({
        metadata: { generation: 4 },
        status: {
          ...way,
          observedGeneration: '4',
          phase: 'Paused',
          controllerPause: true,
          pauseConditions: [inItsWay],
        },
      }),
    );
    stage.clock.at(9_000, () => {
      stage.point(stable);
      stage.write({
        status: { controllerPause: false, phase: 'Healthy', blueGreen: { activeSelector: stable } },
      });
    });
    expect(await stage.perform(back)).toMatchObject({
      kind: 'done',
      text: 'Traffic is on 59dd76, which is stable',
    });
    expect(stage.cluster.patches.map(({ change }) => change.map(({ path }) => path))).toEqual([
      ['/spec/template'],
      ['/status/pauseConditions'],
    ]);
  });

  it('says what a later step failed by as a failure, not as if nothing had been sent', async () => {
    const stage = await WriterStage.quiet('bg-24-cut-over-crashing', {
      spec: { workloadRef: { name: 'f7' } },
    });
    stage.clock.at(5_500, () =>
      stage.become('bg-25-abort-with-crashing-pods', { spec: { workloadRef: { name: 'f7' } } }),
    );
    expect(await stage.perform(back)).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('workloadRef'),
    });
    expect(await stage.find(back)).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    ['another object', { metadata: { uid: 'other' } }, { kind: 'superseded' }],
    ['another revision', { status: { currentPodHash: 'ffffffffff' } }, { kind: 'superseded' }],
    ['no stable revision', { status: { stableRS: undefined } }, { kind: 'refused' }],
  ])('is not sent where there is %s', async (_, changes, expected) => {
    const stage = await WriterStage.quiet('bg-03-paused');
    stage.become('bg-03-paused', changes);
    expect(await stage.perform(back)).toMatchObject(expected);
    expect(stage.cluster.patches).toEqual([]);
  });

  it.each([
    ['abort', {}, 'nothing-sent'],
    ['abort', { abort: true, phase: 'Degraded' }, 'done'],
    ['undo', {}, 'nothing-sent'],
    ['undo', { currentPodHash: STABLE }, 'done'],
    ['undo', { currentPodHash: STABLE, blueGreen: { activeSelector: PREVIEW } }, 'unknown'],
    ['promote', {}, 'unknown'],
  ] as const)('whose %s another process was about to send is %j: %s', async (name, status, kind) => {
    const stage = await WriterStage.quiet('bg-03-paused');
    stage.write({ status });
    const sent = { step: { name, isFirst: true } };
    expect(await stage.find({ ...back, sent })).toMatchObject({ kind });
    const later = await stage.find({ ...back, sent: { step: { name, isFirst: false } } });
    expect(later.kind).toBe(kind === 'nothing-sent' ? 'unknown' : kind);
  });

  it('of a process that is gone is only looked at', async () => {
    const stage = await WriterStage.quiet('bg-03-paused');
    expect(await stage.perform(back, { alreadySent: true })).toMatchObject({ kind: 'unknown' });
    expect(stage.cluster.patches).toEqual([]);
  });

  it('that can not look at the cluster is unknown', async () => {
    const stage = await WriterStage.quiet('bg-03-paused');
    stage.cluster.remove('rollouts', 'shop');
    expect(await stage.perform(back)).toMatchObject({ kind: 'superseded', by: 'the rollout is gone' });
  });
});
