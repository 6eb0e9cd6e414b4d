import { WriterStage } from '../__testUtils__/WriterStage';

/** In the recordings of an abort. */
const ABORTED = '5d6fcb6b44';

describe('retry', () => {
  const retry = { act: 'retry' } as const;

  it('is refused while pods of the revision are up', async () => {
    const stage = await WriterStage.quiet('bg-08-aborted');
    expect(await stage.perform(retry)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('5d6fcb'),
    });
    expect(stage.cluster.patches).toEqual([]);
  });

  it('sends the aborted revision once more when they are gone', async () => {
    const stage = await WriterStage.quiet('bg-09-aborted-preview-gone');
    stage.replicas(`shop-${ABORTED}`, 0);
    stage.clock.at(5_500, () => stage.become('bg-10-after-retry-paused-again'));
    expect(await stage.perform(retry)).toMatchObject({
      kind: 'done',
      text: expect.stringContaining('tried again'),
    });
    expect(stage.cluster.patches[0]?.change).toEqual([{ op: 'add', path: '/status/abort', value: false }]);
    expect(stage.guard()).toMatchObject({
      '/status/abort': true,
      '/status/abortedAt': '2026-11-20T21:18:55Z',
    });
  });

  it('that the controller missed is nudged', async () => {
    const stage = await WriterStage.quiet('bg-09-aborted-preview-gone');
    stage.replicas(`shop-${ABORTED}`, 0);
    expect(await stage.perform(retry)).toMatchObject({ kind: 'unknown' });
    expect(stage.cluster.patches).toHaveLength(4);
    expect(stage.guard(1)).toMatchObject({ '/status/abort': false, '/status/pauseConditions': null });
  });

  it.each([
    ['another object', { metadata: { uid: 'other' } }, { kind: 'superseded' }],
    ['another revision', { status: { currentPodHash: 'ffffffffff' } }, { kind: 'superseded' }],
    ['no abort', { status: { abort: false } }, { kind: 'superseded' }],
    ['a pause by hand', { spec: { paused: true } }, { kind: 'refused' }],
    ['an unseen change', { metadata: { generation: 9 } }, { kind: 'refused' }],
  ])('is not sent where there is %s', async (_, changes, expected) => {
    const stage = await WriterStage.quiet('bg-09-aborted-preview-gone');
    stage.become('bg-09-aborted-preview-gone', changes);
    expect(await stage.perform(retry)).toMatchObject(expected);
    expect(stage.cluster.patches).toEqual([]);
  });
});
