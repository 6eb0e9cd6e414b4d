import type { Changes } from '../__testUtils__/objects';
import { PREVIEW, WriterStage } from './__testUtils__/WriterStage';

const promote = { act: 'promote' } as const;
const START = '2026-11-20T21:18:37Z';
const PAUSE = { reason: 'BlueGreenPause', startTime: START };

const quietStage = (changes: Changes = {}) => WriterStage.quiet('bg-03-paused', changes);

describe('what keeps a promotion from being sent', () => {
  it.each([
    [
      'another object of the name',
      { metadata: { uid: 'other' } },
      'superseded',
      /another rollout of the same name/,
    ],
    ['another revision', { status: { currentPodHash: 'ffffffffff' } }, 'superseded', /revision ffffff/],
    ['an abort', { status: { abort: true } }, 'superseded', /an abort/],
    [
      'somebody who let it go on',
      { status: { pauseConditions: undefined } },
      'superseded',
      /it was let go on/,
    ],
    [
      'a pause that is over',
      { status: { pauseConditions: undefined, controllerPause: undefined } },
      'superseded',
      /the pause is over/,
    ],
    [
      'another pause',
      { status: { pauseConditions: [{ ...PAUSE, startTime: '2026-11-20T22:00:00Z' }] } },
      'superseded',
      /another pause, since 2026-11-20T22:00:00Z/,
    ],
    [
      'a second pause beside it',
      { status: { pauseConditions: [PAUSE, { reason: 'InconclusiveAnalysisRun', startTime: START }] } },
      'refused',
      /more than one reason/,
    ],
    [
      'a pause for another reason',
      { status: { pauseConditions: [{ ...PAUSE, reason: 'InconclusiveAnalysisRun' }] } },
      'refused',
      /not a pause before a promotion/,
    ],
    [
      'a pause of somebody’s own',
      { status: { controllerPause: undefined } },
      'refused',
      /does not hold this pause/,
    ],
    ['a pause by hand', { spec: { paused: true } }, 'refused', /resume it first/],
  ])('%s', async (_, changes, kind, text) => {
    const stage = await quietStage();
    stage.become('bg-03-paused', changes);
    const outcome = await stage.perform(promote);
    expect(outcome.kind).toBe(kind);
    expect(JSON.stringify(outcome)).toMatch(text);
    expect(stage.sending).toEqual([]);
    expect(stage.cluster.patches).toEqual([]);
  });

  it('that it is live already', async () => {
    const stage = await quietStage();
    stage.point(PREVIEW);
    stage.become('bg-05-cut-over');
    expect(await stage.perform(promote)).toMatchObject({
      kind: 'superseded',
      by: expect.stringMatching(/live already/),
      sent: false,
    });
  });

  it('other images under the same tags', async () => {
    const stage = await quietStage();
    stage.swapImages();
    expect(await stage.perform(promote)).toMatchObject({
      kind: 'superseded',
      by: expect.stringContaining(`sha256:${'b'.repeat(64)}`),
    });
  });

  it('that it is gone, a canary, of another engine or of no cluster', async () => {
    const stage = await quietStage();
    const { rollout } = stage.seen;
    stage.seen = { ...stage.seen, rollout: { ...rollout, cluster: 'two' } };
    expect(await stage.perform(promote)).toMatchObject({
      kind: 'refused',
      why: 'There is no cluster two any more',
    });
    stage.seen = { ...stage.seen, rollout: { ...rollout, kind: 'canary' } };
    expect(await stage.perform(promote)).toMatchObject({ kind: 'refused' });
    stage.seen = { ...stage.seen, rollout };
    stage.cluster.remove('rollouts', 'shop');
    expect(await stage.perform(promote)).toMatchObject({
      kind: 'superseded',
      by: expect.stringMatching(/gone/),
      sent: false,
    });
    expect(await stage.find(promote)).toMatchObject({ kind: 'superseded' });
    const canary = new WriterStage('canary-01-paused-step1');
    expect(await canary.perform(promote)).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/Only blue-green/),
    });
  });
});
