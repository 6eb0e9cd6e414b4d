import type { Sending } from '../RolloutWriter';
import { WriterStage } from '../__testUtils__/WriterStage';

describe('restart', () => {
  const restart = { act: 'restart' } as const;

  it('takes the time of the cluster', async () => {
    const stage = await WriterStage.quiet('bg-07-healthy-steady');
    const time = '2026-11-21T11:00:00Z';
    stage.cluster.dry = {
      metadata: {
        managedFields: [
          { manager: 'kubectl', time: '2099-01-01T00:00:00Z' },
          { manager: 'greenroom', time },
        ],
      },
    };
    stage.clock.at(6_000, () => stage.write({ status: { restartedAt: time, observedGeneration: '3' } }));
    expect(await stage.perform(restart)).toMatchObject({
      kind: 'done',
      text: `Every pod is newer than ${time}`,
    });
    expect(stage.cluster.patches[0]?.change).toEqual([{ op: 'add', path: '/spec/restartAt', value: time }]);
  });

  it('takes its own time where the cluster tells none, and tells of another restart', async () => {
    const stage = await WriterStage.quiet('bg-07-healthy-steady');
    stage.clock.at(6_000, () => stage.write({ spec: { restartAt: '2026-11-21T12:00:00Z' } }));
    expect(await stage.perform(restart)).toMatchObject({
      kind: 'superseded',
      by: 'another restart, at 2026-11-21T12:00:00Z',
    });
    expect(stage.cluster.patches[0]?.change).toMatchObject([{ value: '2026-11-21T10:00:05Z' }]);
    expect(await stage.find(restart)).toMatchObject({ kind: 'unknown' });
  });

  it('that another process was about to send is known by its time', async () => {
    const stage = await WriterStage.quiet('bg-07-healthy-steady', {
      spec: { restartAt: '2026-11-01T10:00:00Z' },
    });
    let sent: Sending | undefined;
    await stage
      .perform(restart, {
        beforeSending: async sending => {
          sent = sending;
          throw new ReferenceError('killed');
        },
      })
      .catch(() => undefined);
    expect(sent).toEqual({ restart: { at: '2026-11-21T10:00:05Z', before: '2026-11-01T10:00:00Z' } });
    const told = { ...restart, sent };
    expect(await stage.find(told)).toEqual({ kind: 'nothing-sent' });
    stage.write({ spec: { restartAt: sent?.restart?.at } });
    expect(await stage.find(told)).toMatchObject({ kind: 'unknown' });
    stage.write({ status: { restartedAt: sent?.restart?.at } });
    expect(await stage.find(told)).toMatchObject({ kind: 'done' });
    stage.write({ spec: { restartAt: '2026-11-21T12:00:00Z' } });
    expect(await stage.find(told)).toMatchObject({
      kind: 'superseded',
      by: expect.stringContaining('another restart'),
    });
  });

  it('of another revision than was seen is not sent', async () => {
    const stage = await WriterStage.quiet('bg-07-healthy-steady');
    stage.seen = { ...stage.seen, revision: 'ffffffffff' };
    expect(await stage.perform(restart)).toMatchObject({ kind: 'superseded' });
    expect(stage.cluster.patches).toEqual([]);
  });
});
