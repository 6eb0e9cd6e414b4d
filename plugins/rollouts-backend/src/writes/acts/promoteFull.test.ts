import { PREVIEW, WriterStage } from '../__testUtils__/WriterStage';

describe('full promotion', () => {
  const full = { act: 'promote-full' } as const;

  it('is written under the pause that was seen', async () => {
    const stage = await WriterStage.quiet('bg-03-paused');
    stage.goLive(5_500);
    expect(await stage.perform(full)).toMatchObject({ kind: 'done' });
    expect(stage.cluster.patches[0]?.change).toEqual([
      { op: 'add', path: '/status/promoteFull', value: true },
    ]);
    expect(stage.guard()).toMatchObject({
      '/status/pauseConditions/0/startTime': '2026-11-20T21:18:37Z',
      '/status/promoteFull': null,
    });
  });

  it('needs no pause', async () => {
    const stage = await WriterStage.quiet('bg-02-progressing-preview-starting');
    stage.goLive(5_500);
    expect(await stage.perform(full)).toMatchObject({ kind: 'done' });
    expect(stage.guard()).not.toHaveProperty('/status/pauseConditions');
  });

  it('that the controller missed is nudged', async () => {
    const stage = await WriterStage.quiet('bg-03-paused');
    expect(await stage.perform(full)).toMatchObject({ kind: 'unknown' });
    expect(stage.guard(1)).toMatchObject({
      '/status/promoteFull': true,
      '/status/currentPodHash': PREVIEW,
    });
  });

  it.each([
    ['another pause', { status: { pauseConditions: undefined } }, { kind: 'superseded' }],
    ['one under way', { status: { promoteFull: true } }, { kind: 'superseded' }],
    [
      'a failed update',
      { status: { phase: 'Degraded', message: 'ProgressDeadlineExceeded' } },
      { kind: 'refused' },
    ],
    ['no update', { status: { stableRS: PREVIEW } }, { kind: 'superseded' }],
  ])('is not sent where there is %s', async (_, changes, expected) => {
    const stage = await WriterStage.quiet('bg-03-paused');
    stage.become('bg-03-paused', changes);
    expect(await stage.perform(full)).toMatchObject(expected);
    expect(stage.cluster.patches).toEqual([]);
  });
});
