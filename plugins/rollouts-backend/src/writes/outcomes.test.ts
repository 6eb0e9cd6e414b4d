import type { Changes } from '../__testUtils__/objects';
import { unreachable } from './__testUtils__/troubles';
import { PREVIEW, STABLE, WriterStage } from './__testUtils__/WriterStage';

const promote = { act: 'promote' } as const;
const START = '2026-11-20T21:18:37Z';
const PAUSE = { reason: 'BlueGreenPause', startTime: START };

const quietStage = (changes: Changes = {}) => WriterStage.quiet('bg-03-paused', changes);

describe('what comes of a promotion that was sent', () => {
  it('a controller that does not move is nudged at 3, 6 and 9 s, and named at 15 s', async () => {
    const stage = await quietStage();
    expect(await stage.perform(promote)).toMatchObject({
      kind: 'unknown',
      why: 'The write was accepted, and the controller did not react within 15 s',
      observedAt: expect.stringMatching(/^2026-11-21T10:00:20/),
    });
    const [, ...nudges] = stage.cluster.patches;
    expect(nudges).toHaveLength(3);
    expect(nudges[0]).toMatchObject({
      subresource: 'status',
      change: [
        {
          op: 'add',
          path: '/status/message',
          value: 'request r-7 of Greenroom waits for the controller (1)',
        },
      ],
    });
    expect(stage.guard(1)).toEqual({
      '/metadata/uid': 'shop-uid',
      '/status/currentPodHash': PREVIEW,
      '/status/abort': null,
      '/status/pauseConditions': null,
      '/status/controllerPause': true,
    });
    expect(stage.sending).toHaveLength(1);
    expect(await stage.find(promote)).toMatchObject({
      kind: 'unknown',
      why: expect.stringMatching(/has not moved yet/),
    });
  });

  it('what a process that is gone has sent is watched and nudged, and not sent again', async () => {
    const stage = await quietStage();
    stage.become('bg-04-promote-reply');
    stage.goLive(9_000);
    expect(await stage.perform(promote, { alreadySent: true })).toMatchObject({ kind: 'done' });
    expect(stage.sending).toEqual([]);
    expect(stage.cluster.patches.map(({ change }) => change[0]?.path)).toEqual(['/status/message']);
    const unsent = await quietStage();
    expect(await unsent.perform(promote, { alreadySent: true })).toMatchObject({
      kind: 'unknown',
      why: expect.stringContaining('stands as before'),
    });
    expect(unsent.cluster.patches).toEqual([]);
  });

  it('a nudge that is refused is no end', async () => {
    const stage = await quietStage();
    stage.clock.at(7_900, () => {
      stage.cluster.writing = unreachable;
    });
    stage.goLive(12_000);
    expect(await stage.perform(promote)).toMatchObject({ kind: 'done' });
  });

  it.each([
    [
      'a newer image before the cut-over',
      'bg-03-paused',
      { status: { currentPodHash: 'ffffffffff' } },
      {
        kind: 'superseded',
        by: 'revision ffffff',
        hand: { did: 'turned', revision: 'ffffffffff' },
        sent: true,
      },
    ],
    [
      'another pause',
      'bg-03-paused',
      { status: { pauseConditions: [{ ...PAUSE, startTime: '2026-11-20T22:00:00Z' }] } },
      { kind: 'superseded', by: 'another pause, since 2026-11-20T22:00:00Z', sent: true },
    ],
    [
      'an inconclusive analysis',
      'bg-03-paused',
      {
        status: {
          pauseConditions: [{ reason: 'InconclusiveAnalysisRun', startTime: '2026-11-20T22:00:00Z' }],
        },
      },
      { kind: 'failed', why: expect.stringMatching(/InconclusiveAnalysisRun/) },
    ],
    [
      'a pause by hand that swallows it',
      'bg-04-promote-reply',
      { spec: { paused: true } },
      {
        kind: 'superseded',
        by: expect.stringMatching(/paused the rollout by hand/),
        hand: { did: 'paused', revision: 'cf77cbf55', then: 'the promotion is lost' },
        sent: true,
      },
    ],
    [
      'an abort by another hand',
      'bg-03-paused',
      {
        status: {
          abort: true,
          phase: 'Degraded',
          message: 'RolloutAborted: Rollout aborted update to revision 2',
        },
      },
      {
        kind: 'superseded',
        by: 'an abort; traffic is on 79df45, which is stable',
        hand: { did: 'aborted', revision: 'cf77cbf55', then: 'traffic is on 79df45, which is stable' },
        sent: true,
      },
    ],
    [
      'an analysis that failed',
      'bg-03-paused',
      {
        status: {
          abort: true,
          phase: 'Degraded',
          message: 'RolloutAborted: Rollout aborted update to revision 2: Metric "x" assessed Failed',
        },
      },
      { kind: 'failed', why: expect.stringMatching(/Metric "x" assessed Failed; traffic is on 79df45/) },
    ],
    [
      'a deadline',
      'bg-03-paused',
      {
        status: {
          pauseConditions: undefined,
          phase: 'Degraded',
          message: 'ProgressDeadlineExceeded: timed out progressing.',
        },
      },
      { kind: 'failed', why: expect.stringMatching(/ProgressDeadlineExceeded/) },
    ],
    [
      'another object of the name',
      'bg-03-paused',
      { metadata: { uid: 'other' } },
      { kind: 'superseded', by: expect.stringMatching(/another rollout/), sent: true },
    ],
  ] as const)('%s', async (_, name, changes, expected) => {
    const stage = await quietStage();
    stage.clock.at(5_500, () => stage.become(name, changes));
    const outcome = await stage.perform(promote);
    const { observedAt: _at, ...rest } = outcome;
    expect(rest).toEqual(expected);
    expect(await stage.find(promote)).toMatchObject({ kind: expected.kind });
  });

  it('pods that run other images than were seen', async () => {
    const stage = await quietStage();
    stage.clock.at(5_100, () => stage.swapImages());
    stage.goLive(5_500);
    expect(await stage.perform(promote)).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('images that nobody approved'),
    });
  });

  it('is not done before the Service agrees', async () => {
    const stage = await quietStage();
    stage.clock.at(5_500, () => stage.become('bg-05-cut-over'));
    stage.clock.at(30_000, () => stage.point(PREVIEW));
    expect(await stage.perform(promote)).toMatchObject({
      kind: 'done',
      observedAt: expect.stringMatching(/^2026-11-21T10:00:30/),
    });
  });

  it('an analysis is followed beyond every deadline, and then what it says', async () => {
    const stage = await quietStage({ spec: { progressDeadlineSeconds: 60 } });
    const running = {
      status: { stableRS: STABLE, currentPodHash: PREVIEW, blueGreen: { activeSelector: PREVIEW } },
    };
    stage.clock.at(5_500, () => stage.become('bg-22-cut-over-post-analysis', running));
    stage.goLive(700_000);
    expect(await stage.perform(promote)).toMatchObject({ kind: 'done' });
    expect(stage.told).toContain('Traffic is on cf77cb; the analysis after the promotion runs');
  });

  it('what stands still without an analysis is unknown after the progress deadline', async () => {
    const stage = await quietStage();
    stage.clock.at(5_500, () =>
      stage.become('bg-04-promote-reply', {
        spec: { progressDeadlineSeconds: 60 },
        status: { phase: 'Progressing', controllerPause: false },
      }),
    );
    expect(await stage.perform(promote)).toMatchObject({
      kind: 'unknown',
      why: expect.stringContaining('nothing has moved for 60 s'),
      observedAt: expect.stringMatching(/^2026-11-21T10:01:05/),
    });
  });

  it('a cluster that goes away is unknown after fifteen seconds', async () => {
    const stage = await quietStage();
    stage.clock.at(5_500, () => {
      stage.cluster.reading = unreachable;
    });
    expect(await stage.perform(promote)).toMatchObject({
      kind: 'unknown',
      why: expect.stringContaining('connection refused'),
    });
    expect(await stage.find(promote)).toMatchObject({
      kind: 'unknown',
      why: expect.stringMatching(/^one: connection refused/),
    });
  });

  it('a rollout that is deleted', async () => {
    const stage = await quietStage();
    stage.clock.at(5_500, () => stage.cluster.remove('rollouts', 'shop'));
    expect(await stage.perform(promote)).toMatchObject({
      kind: 'superseded',
      by: 'the rollout was deleted',
      sent: true,
    });
  });
});
