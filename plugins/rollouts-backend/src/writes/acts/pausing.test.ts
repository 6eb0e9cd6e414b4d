import { WriterStage } from '../__testUtils__/WriterStage';

describe('pause and resume', () => {
  it.each([
    ['pause', 'bg-07-healthy-steady', {}, true],
    ['resume', 'bg-07-healthy-steady', { spec: { paused: true } }, false],
  ] as const)('%s by the specification', async (act, name, changes, value) => {
    const stage = await WriterStage.quiet(name, changes);
    expect(await stage.perform({ act })).toMatchObject({ kind: 'done' });
    expect(stage.cluster.patches).toMatchObject([
      { change: [{ op: 'add', path: '/spec/paused', value }], subresource: undefined },
    ]);
    expect(await stage.perform({ act })).toMatchObject({ kind: 'superseded', sent: false });
  });

  it('of another revision or object is not sent', async () => {
    const stage = await WriterStage.quiet('bg-07-healthy-steady');
    stage.seen = { ...stage.seen, revision: 'ffffffffff' };
    expect(await stage.perform({ act: 'pause' })).toMatchObject({ kind: 'superseded' });
    stage.seen = { ...stage.seen, uid: 'other' };
    expect(await stage.perform({ act: 'pause' })).toMatchObject({ kind: 'superseded' });
    expect(stage.cluster.patches).toEqual([]);
  });
});
