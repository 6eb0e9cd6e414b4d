import { PREVIEW, STABLE, WriterStage } from '../__testUtils__/WriterStage';

describe('abort', () => {
  it('waits for quiet for two seconds, and is then written all the same', async () => {
    const stage = new WriterStage('bg-03-paused');
    for (let at = 0; at < 4_000; at += 300) {
      stage.clock.at(at, () => stage.write({ status: { readyReplicas: at } }));
    }
    stage.clock.at(4_500, () =>
      stage.become('bg-08-aborted', { status: { currentPodHash: PREVIEW, stableRS: STABLE } }),
    );
    expect(await stage.perform({ act: 'abort' })).toMatchObject({
      kind: 'done',
      text: 'The update to cf77cb is aborted; traffic is on 79df45, which is stable',
    });
    expect(stage.sending[0]).toBeGreaterThanOrEqual(2_000);
    expect(stage.sending[0]).toBeLessThan(2_700);
    expect(stage.guard()).not.toHaveProperty('/metadata/resourceVersion');
  });

  it('takes a full promotion back in the same write', async () => {
    const stage = await WriterStage.quiet('bg-03-paused', { status: { promoteFull: true } });
    stage.clock.at(5_500, () =>
      stage.become('bg-08-aborted', { status: { currentPodHash: PREVIEW, stableRS: STABLE } }),
    );
    await stage.perform({ act: 'abort' });
    expect(stage.cluster.patches[0]?.change).toEqual([
      { op: 'add', path: '/status/abort', value: true },
      { op: 'add', path: '/status/promoteFull', value: false },
    ]);
    expect(stage.guard()).toMatchObject({
      '/status/promoteFull': true,
      '/metadata/resourceVersion': expect.any(String),
    });
  });

  it('is no proof that traffic is back', async () => {
    const stage = await WriterStage.quiet('bg-24-cut-over-crashing');
    stage.clock.at(5_500, () => stage.become('bg-25-abort-with-crashing-pods'));
    expect(await stage.perform({ act: 'abort' })).toMatchObject({
      kind: 'done',
      text: expect.stringContaining('traffic is still on 55fb7f, stable is 59dd76'),
      observedAt: expect.stringMatching(/^2026-11-21T10:00:10/),
    });
  });

  it('that the controller missed is nudged', async () => {
    const stage = await WriterStage.quiet('bg-03-paused');
    expect(await stage.perform({ act: 'abort' })).toMatchObject({ kind: 'unknown' });
    expect(stage.cluster.patches).toHaveLength(4);
    expect(stage.guard(1)).toEqual({
      '/metadata/uid': 'shop-uid',
      '/status/currentPodHash': PREVIEW,
      '/status/abort': true,
      '/status/abortedAt': null,
    });
    expect(await stage.find({ act: 'abort' })).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    ['another object', { metadata: { uid: 'other' } }, { kind: 'superseded' }],
    [
      'another revision',
      { status: { currentPodHash: 'ffffffffff' } },
      { kind: 'superseded', by: 'revision ffffff' },
    ],
    ['no update', { status: { stableRS: PREVIEW } }, { kind: 'refused' }],
    ['an abort', { status: { abort: true } }, { kind: 'superseded' }],
    ['an unseen change', { metadata: { generation: 4 } }, { kind: 'refused' }],
  ])('is not sent where there is %s', async (_, changes, expected) => {
    const stage = await WriterStage.quiet('bg-03-paused');
    stage.become('bg-03-paused', changes);
    expect(await stage.perform({ act: 'abort' })).toMatchObject(expected);
    expect(stage.cluster.patches).toEqual([]);
  });

  it('comes too late when the revision goes live or another comes', async () => {
    const late = await WriterStage.quiet('bg-03-paused');
    late.goLive(5_500);
    expect(await late.perform({ act: 'abort' })).toMatchObject({
      kind: 'superseded',
      by: 'a promotion: it went live',
      sent: true,
    });
    const other = await WriterStage.quiet('bg-03-paused');
    other.clock.at(5_500, () => other.write({ status: { currentPodHash: 'ffffffffff' } }));
    expect(await other.perform({ act: 'abort' })).toMatchObject({
      kind: 'superseded',
      by: 'revision ffffff',
    });
  });
});
