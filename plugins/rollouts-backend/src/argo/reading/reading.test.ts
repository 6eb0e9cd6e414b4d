import { runRow } from '../../__testUtils__/objects';
import { readRecorded } from '../../__testUtils__/readsAs';

it('reads a pause by its start, and when it ends', () => {
  expect(readRecorded('bg-03-paused').pause).toEqual({
    reason: 'BlueGreenPause',
    startedAt: '2026-11-20T21:18:37Z',
    until: undefined,
    byHand: false,
  });
  const automatic = { autoPromotionEnabled: true, autoPromotionSeconds: 90 };
  const counted = readRecorded('bg-03-paused', { spec: { strategy: { blueGreen: automatic } } });
  expect(counted.pause?.until).toBe('2026-11-20T21:20:07.000Z');
  expect(counted.promotion).toBe('after-delay');
  expect(readRecorded('canary-05-timed-pause').pause?.until).toBe('2026-11-20T21:42:37.000Z');
  expect(readRecorded('canary-01-paused-step1').pause?.until).toBeUndefined();
});

it('keeps the pause while a scaling waits to be observed', () => {
  const scaled = readRecorded('bg-03-paused', { metadata: { generation: 4 }, spec: { replicas: 3 } });
  expect(scaled.pause?.startedAt).toBe('2026-11-20T21:18:37Z');
});

it('says who is what: the live selector before the status', () => {
  const rollout = readRecorded('bg-03-paused', {}, { points: { active: 'cf77cbf55', preview: 'cf77cbf55' } });
  expect(rollout.active?.revision).toBe('cf77cbf55');
  expect(rollout.stable?.revision).toBe('79df45dfbb');
  expect(rollout.preview).toBeUndefined();
  expect(rollout.revisions.map(({ revision, roles }) => ({ revision, roles }))).toEqual([
    { revision: 'cf77cbf55', roles: ['active'] },
    { revision: '79df45dfbb', roles: ['stable'] },
  ]);
  expect(rollout.services).toEqual([
    { name: 'shop-active', role: 'active', pointsAt: 'cf77cbf55', exists: true },
    { name: 'shop-preview', role: 'preview', pointsAt: 'cf77cbf55', exists: true },
  ]);
});

it('shows a revision that has every role once, and no preview', () => {
  const rollout = readRecorded('bg-07-healthy-steady');
  expect(rollout.preview).toBeUndefined();
  expect(rollout.revisions[0]?.roles).toEqual(['active', 'stable']);
});

it('tells when the pods of a revision go only while there are any: the deadline stays on what was scaled down', () => {
  const at = '2026-11-20T21:19:35Z';
  const of = (current: number) =>
    readRecorded('bg-03-paused', {}, { replicaSets: { '79df45dfbb': { current, scaleDownAt: at } } }).stable;
  expect(of(2)?.scaleDownAt).toBe(at);
  expect(of(0)?.scaleDownAt).toBeUndefined();
});

it('takes a digest from the pods only where they agree', () => {
  const image = (...digests: string[]) =>
    readRecorded(
      'bg-03-paused',
      {},
      {
        replicaSets: { cf77cbf55: { images: { app: 'registry:5000/shop/app:v2' } } },
        pods: {
          cf77cbf55: digests.map(digest => ({ imageIds: { app: `registry:5000/shop/app@${digest}` } })),
        },
      },
    ).preview?.images[0];
  const named = { container: 'app', name: 'registry:5000/shop/app', tag: 'v2' };
  expect(image('sha256:aa', 'sha256:aa')).toEqual({ ...named, digest: 'sha256:aa' });
  expect(image('sha256:aa', 'sha256:bb')).toEqual({ ...named, digest: undefined });
  expect(image()).toEqual({ ...named, digest: undefined });
});

it('shows pods as they are', () => {
  const rollout = readRecorded(
    'bg-03-paused',
    {},
    {
      pods: {
        cf77cbf55: [
          {},
          { ready: false, phase: 'Pending', reason: 'ContainerCreating' },
          { ready: false, reason: 'OOMKilled', restarts: 4 },
          { deleting: true },
        ],
      },
    },
  );
  expect(rollout.preview?.pods.map(({ state, reason, restarts }) => ({ state, reason, restarts }))).toEqual([
    { state: 'ready', reason: undefined, restarts: 0 },
    { state: 'starting', reason: 'ContainerCreating', restarts: 0 },
    { state: 'failing', reason: 'OOMKilled', restarts: 4 },
    { state: 'ending', reason: undefined, restarts: 0 },
  ]);
});

it('reads an analysis with its values against its limit, the run before what the status tells of it', () => {
  const run = runRow('fail');
  const [analysis] = readRecorded('bg-30-analysis-fail', {}, { analysisRuns: [run] }).analysis;
  expect(analysis).toEqual({
    name: 'a-fail-5db7d987cc-2-pre',
    when: 'before-promotion',
    revision: '5db7d987cc',
    phase: 'failed',
    message: 'Metric "success-rate" assessed Failed due to failed (1) > failureLimit (0)',
    startedAt: '2026-11-20T21:42:41Z',
    metrics: [
      {
        name: 'success-rate',
        phase: 'failed',
        limit: 'result.successRate >= 99',
        message: undefined,
        measurements: [
          {
            at: '2026-11-20T21:42:41Z',
            value: '{"successRate":98.7,"value":0}',
            phase: 'failed',
            message: undefined,
          },
        ],
      },
    ],
  });
  expect(readRecorded('bg-30-analysis-fail').analysis).toMatchObject([{ phase: 'failed', metrics: [] }]);
});

it('calls a metric that was stopped half-way terminated, and one that had measured enough passed', () => {
  const stopped = { phase: 'Successful', message: 'Run Terminated' };
  const metric = (count: number) => ({ name: 'success-rate', phase: 'Successful', count, measurements: [] });
  const phase = (count: number) => {
    const run = runRow('fail', { status: { ...stopped, metricResults: [metric(count)] } });
    const [analysis] = readRecorded('bg-30-analysis-fail', {}, { analysisRuns: [run] }).analysis;
    return [analysis?.phase, analysis?.metrics[0]?.phase];
  };
  expect(phase(1)).toEqual(['terminated', 'terminated']);
  expect(phase(3)).toEqual(['terminated', 'passed']);
});

describe('the commit of a revision', () => {
  const commit = 'a1b2c3d4e5'.repeat(4);
  const other = 'f'.repeat(40);
  const repository = { 'greenroom.dev/repository': 'https://git.shop.example/storefront/shop' };
  const image = (tag: string) => `registry.example/shop:${tag}`;
  const read = (images: Record<string, string>, marks?: Record<string, string>) =>
    readRecorded('bg-03-paused', {}, { replicaSets: { cf77cbf55: { images, marks } } }).preview?.commit;

  it.each<[string, Record<string, string>, Record<string, string> | undefined, string | undefined]>([
    ['as it is written', { app: image('v1') }, { ...repository, 'greenroom.dev/commit': other }, other],
    ['as it is written, whatever the tag', { app: image(commit) }, { 'greenroom.dev/commit': other }, other],
    ["the tag's, in the named repository", { app: image(commit) }, repository, commit],
    ['also with a digest', { app: `${image(commit)}@sha256:${'0'.repeat(64)}` }, repository, commit],
    ['of the one that is a commit', { app: image(commit), proxy: image('v2') }, repository, commit],
    ['the same of two', { app: image(commit), jobs: image(commit) }, repository, commit],
    ['none of two', { app: image(commit), proxy: image(other) }, repository, undefined],
    ['none of no repository', { app: image(commit) }, undefined, undefined],
    ['none of a short id', { app: image(commit.slice(0, 12)) }, repository, undefined],
    ['none in capitals', { app: image(commit.toUpperCase()) }, repository, undefined],
  ])('is %s', (_, images, marks, expected) => {
    expect(read(images, marks)).toBe(expected);
  });
});
