import { ConflictError, NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import type { Changes } from '../__testUtils__/objects';
import { broken, unreachable } from './__testUtils__/troubles';
import { PREVIEW, WriterStage } from './__testUtils__/WriterStage';

const promote = { act: 'promote' } as const;
const START = '2026-11-20T21:18:37Z';
const PAUSE = { reason: 'BlueGreenPause', startTime: START };

const quietStage = (changes: Changes = {}) => WriterStage.quiet('bg-03-paused', changes);

describe('the write of a promotion', () => {
  it('is sent at once to a rollout that has been quiet, under everything that was seen', async () => {
    const stage = await quietStage();
    stage.goLive(5_200);
    const outcome = await stage.perform(promote);
    expect(outcome).toEqual({
      kind: 'done',
      text: 'cf77cb is active and stable, the Service sends it all traffic and its pods run the images that were seen',
      observedAt: expect.stringMatching(/^2026-11-21T10:00:05/),
    });
    expect(stage.sending).toEqual([5_000]);
    const [patch] = stage.cluster.patches;
    expect(patch).toMatchObject({
      subresource: 'status',
      requestId: 'r-7',
      change: [{ op: 'remove', path: '/status/pauseConditions' }],
    });
    expect(stage.guard()).toEqual({
      '/metadata/uid': 'shop-uid',
      '/metadata/resourceVersion': expect.any(String),
      '/metadata/generation': 3,
      '/status/observedGeneration': '3',
      '/status/currentPodHash': PREVIEW,
      '/status/controllerPause': true,
      '/status/abort': null,
      '/status/pauseConditions': [PAUSE],
      '/status/pauseConditions/0/reason': 'BlueGreenPause',
      '/status/pauseConditions/0/startTime': START,
      '/spec/paused': null,
    });
  });

  it('tests the generation of a workload that the template is taken from', async () => {
    const stage = await quietStage({
      metadata: { annotations: { 'rollout.argoproj.io/workload-generation': '7' } },
      spec: { workloadRef: { name: 'shop' } },
      status: { workloadObservedGeneration: '7', abort: false },
    });
    stage.goLive(5_200);
    await stage.perform(promote);
    expect(stage.cluster.patches[0]?.preconditions).toEqual(
      expect.arrayContaining([
        { op: 'test', path: '/metadata/annotations/rollout.argoproj.io~1workload-generation', value: '7' },
        { op: 'test', path: '/status/workloadObservedGeneration', value: '7' },
        { op: 'test', path: '/status/abort', value: false },
      ]),
    );
  });

  it('asks again whether it may be sent when the portal stood still before the write', async () => {
    const stage = await quietStage();
    const asked: number[] = [];
    const outcome = stage.perform(promote, {
      beforeSending: async () => {
        asked.push(stage.clock.elapsed());
        if (asked.length > 1) {
          throw new ConflictError('another process has taken it over');
        }
        await stage.clock.sleep(6_000, new AbortController().signal);
      },
    });
    await expect(outcome).rejects.toThrow('another process has taken it over');
    expect(asked).toHaveLength(2);
    expect(stage.cluster.patches).toEqual([]);
  });

  it('waits until nobody has written for two seconds', async () => {
    const stage = new WriterStage('bg-03-paused');
    stage.clock.at(1_500, () => stage.write({ status: { readyReplicas: 2 } }));
    stage.goLive(3_600);
    expect(await stage.perform(promote)).toMatchObject({ kind: 'done' });
    expect(stage.sending).toEqual([3_500]);
    expect(stage.told).toContain('Waits until the rollout is quiet');
  });

  it('is refused by a rollout that is never quiet', async () => {
    const stage = new WriterStage('bg-03-paused');
    for (let at = 0; at < 12_000; at += 900) {
      stage.clock.at(at, () => stage.write({ status: { readyReplicas: at } }));
    }
    expect(await stage.perform(promote)).toMatchObject({
      kind: 'refused',
      why: 'Nothing was sent: the rollout was being written all the time',
    });
    expect(stage.sending).toEqual([]);
    expect(stage.clock.elapsed()).toBeLessThan(12_500);
  });

  it('is refused where the controller never sees the last change', async () => {
    const stage = await quietStage({ metadata: { generation: 4 } });
    expect(await stage.perform(promote)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('has not seen the last change'),
    });
    expect(stage.cluster.patches).toEqual([]);
  });

  it('tries again what an autoscaler got in the way of', async () => {
    const stage = await quietStage();
    let isScaled = false;
    stage.cluster.writing = () => {
      if (!isScaled) {
        isScaled = true;
        stage.write({
          metadata: { generation: 4 },
          spec: { replicas: 3 },
          status: { observedGeneration: '4' },
        });
      }
    };
    stage.goLive(9_000);
    expect(await stage.perform(promote)).toMatchObject({ kind: 'done' });
    expect(stage.sending).toHaveLength(2);
    expect(stage.cluster.patches).toHaveLength(1);
  });

  it('does not hammer a cluster that refuses the guard for no reason that can be seen', async () => {
    const stage = await quietStage();
    stage.cluster.writing = () => {
      throw new ConflictError('refused');
    };
    expect(await stage.perform(promote)).toMatchObject({ kind: 'refused' });
    expect(stage.sending.length).toBeLessThan(12);
  });

  it('sends nothing when the ledger takes no line', async () => {
    const stage = await quietStage();
    const beforeSending = () => Promise.reject(new ServiceUnavailableError('no database'));
    await expect(stage.perform(promote, { beforeSending })).rejects.toThrow('no database');
    expect(stage.cluster.patches).toEqual([]);
  });

  it('says that a policy of the cluster refuses it', async () => {
    const stage = await quietStage();
    stage.cluster.writing = () => {
      throw new NotAllowedError('one: refused by the admission policy promotions: not you');
    };
    expect(await stage.perform(promote)).toMatchObject({
      kind: 'refused',
      why: 'one: refused by the admission policy promotions: not you',
    });
  });

  it.each([
    ['read', 'reading'],
    ['written to', 'writing'],
  ] as const)('tries again for ten seconds when the cluster can not be %s', async (_, trouble) => {
    const stage = await quietStage();
    stage.cluster[trouble] = unreachable;
    expect(await stage.perform(promote)).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/^Nothing was sent: one: connection refused/),
    });
    expect(stage.cluster.patches).toEqual([]);
  });

  it('of which the answer is lost is watched: it was stored', async () => {
    const stage = await quietStage();
    stage.cluster.written = broken;
    stage.goLive(6_000);
    expect(await stage.perform(promote)).toMatchObject({ kind: 'done' });
    expect(stage.sending).toHaveLength(1);
  });

  it('of which the answer is lost is watched: nobody can tell', async () => {
    const stage = await quietStage();
    stage.cluster.writing = broken;
    expect(await stage.perform(promote)).toMatchObject({
      kind: 'unknown',
      why: 'The answer to the write was lost, and after 15 s the rollout stands as before',
    });
    expect(stage.sending).toHaveLength(1);
    expect(await stage.find(promote)).toEqual({ kind: 'nothing-sent' });
  });

  it('is not sent after it was stopped, and not watched after that', async () => {
    const stage = await quietStage();
    expect(await stage.perform(promote, { signal: AbortSignal.abort() })).toMatchObject({ kind: 'refused' });
    expect(stage.cluster.patches).toEqual([]);
    const stop = new AbortController();
    stage.clock.at(6_000, () => stop.abort());
    expect(await stage.perform(promote, { signal: stop.signal })).toMatchObject({ kind: 'unknown' });
  });
});
