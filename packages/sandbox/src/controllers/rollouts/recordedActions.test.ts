import { createLabTemplates } from '../__testUtils__/analysisTemplates';
import { masked } from '../__testUtils__/masked';
import { TestCluster } from '../__testUtils__/TestCluster';
import { TestRollout } from '../__testUtils__/TestRollout';
import recordedRuns from './__fixtures__/recordedAnalysisRuns.json';
import recordedStatuses from './__fixtures__/recordedStatuses.json';

describe('recorded actions on blue-green rollouts (1.10.1)', () => {
  let cluster: TestCluster;
  beforeEach(() => {
    cluster = new TestCluster({ rolloutsVersion: '1.10.1' });
    cluster.images.set('lab/app:bad', { outcome: 'image-pull-fails' });
    createLabTemplates(cluster);
    cluster.pass(1);
  });
  afterEach(() => cluster.controllers.stop());

  function healthy(name: string, blueGreen = {}, spec = {}): TestRollout {
    const rollout = new TestRollout(cluster, name, blueGreen, spec);
    rollout.until('Healthy');
    return rollout;
  }

  function expectRecorded(rollout: TestRollout, stage: keyof typeof recordedStatuses): void {
    const { metadata, status } = rollout.object;
    const revision = metadata.annotations?.['rollout.argoproj.io/revision'];
    expect({ generation: metadata.generation, revision, status: masked(status) }).toEqual(
      recordedStatuses[stage],
    );
  }

  function pausedAt(rollout: TestRollout, image: string): void {
    rollout.setImage(image);
    rollout.until('Paused');
    cluster.pass(1.2);
  }

  const templates = (templateName: string) => ({ templates: [{ templateName }] });

  it('20: no pause while the pre-promotion analysis runs', () => {
    const rollout = healthy('f1', { prePromotionAnalysis: templates('long') });
    rollout.setImage('lab/app:2');
    cluster.pass(4);
    expectRecorded(rollout, '20-pre-analysis-running');
    rollout.promoteFull();
    rollout.until('Healthy', 1);
    cluster.pass(0.1);
    expect(rollout.runs().map(({ status }) => [status?.phase, status?.message])).toEqual([
      ['Successful', 'Run Terminated'],
    ]);
  });

  it('21: an abort is dropped while promoteFull is set, and works together with its removal', () => {
    const rollout = healthy('f2', {}, { progressDeadlineSeconds: 15 });
    rollout.setImage('lab/app:bad');
    cluster.pass(3);
    rollout.promoteFull();
    cluster.pass(2);
    rollout.abort();
    cluster.pass(3);
    expect(rollout.phase).toBe('Progressing / active service cutover pending');
    expect(rollout.status.abort ?? false).toBe(false);
    rollout.until('Degraded / ProgressDeadlineExceeded');
    expect(rollout.status.promoteFull).toBe(true);
    rollout.patchStatus({ abort: true, promoteFull: false });
    cluster.pass(3);
    expectRecorded(rollout, '21-abort-clears-full');
  });

  it('22, 23: an abort after cut-over brings traffic back, and ends the analysis as Successful', () => {
    const post = { postPromotionAnalysis: templates('long'), scaleDownDelaySeconds: 60 };
    const rollout = healthy('f4', post, { progressDeadlineSeconds: 20 });
    pausedAt(rollout, 'lab/app:2');
    rollout.promote();
    cluster.pass(1.5);
    expectRecorded(rollout, '22-cut-over-post-analysis');
    rollout.abort();
    cluster.pass(1.5);
    expectRecorded(rollout, '23-aborted-after-cutover');
    expect(rollout.served).toBe(rollout.status.stableRS);
  });

  it('24, 25: an abort does not bring traffic back from crashing pods', () => {
    const post = { postPromotionAnalysis: templates('long'), scaleDownDelaySeconds: 60 };
    const rollout = healthy('f7', post, { progressDeadlineSeconds: 20 });
    pausedAt(rollout, 'lab/app:2');
    rollout.promote();
    cluster.pass(1.5);
    cluster.images.set('lab/app:2', { outcome: 'never-ready' });
    cluster.controllers.imageChanged('lab/app:2');
    cluster.pass(2.5);
    expectRecorded(rollout, '24-cut-over-crashing');
    rollout.abort();
    cluster.pass(6);
    expectRecorded(rollout, '25-abort-with-crashing-pods');
    cluster.pass(20);
    expect(rollout.served).toBe(rollout.status.currentPodHash);
    const stable = rollout.replicaSet(rollout.status.stableRS);
    expect(stable?.status?.readyReplicas).toBe(2);
    if (stable) rollout.undoTo(stable);
    cluster.pass(2);
    expect(rollout.served).toBe(rollout.status.stableRS);
  });

  it.each([
    ['a-fail', 'bad', '30-analysis-fail', 'fail'],
    ['a-error', 'err', '30-analysis-error', 'error'],
    ['a-inconclusive', 'incon', '30-analysis-inconclusive', 'inconclusive'],
  ] as const)('30: %s', (name, template, stage, run) => {
    const rollout = healthy(name, { prePromotionAnalysis: templates(template) });
    rollout.setImage('lab/app:2');
    rollout.until(name === 'a-inconclusive' ? 'Paused' : 'Degraded');
    cluster.pass(1.5);
    expectRecorded(rollout, stage);
    const [made] = rollout.runs();
    const { name: runName, labels, annotations } = made?.metadata ?? {};
    const status = masked(made?.status);
    const withoutSecondField = JSON.stringify(recordedRuns[run].status).replace(',\\"value\\":0', '');
    expect({ name: runName, labels, annotations, status }).toEqual({
      ...recordedRuns[run],
      status: JSON.parse(withoutSecondField),
    });
  });

  it('31: a failed post-promotion analysis aborts', () => {
    const rollout = healthy('a-post', { postPromotionAnalysis: templates('bad') });
    pausedAt(rollout, 'lab/app:2');
    rollout.promote();
    rollout.until('Degraded');
    cluster.pass(1.5);
    expectRecorded(rollout, '31-post-analysis-failed');
  });

  it('40: after abort and retry it pauses while the analysis runs anew', () => {
    const rollout = healthy('by1', {
      prePromotionAnalysis: templates('long'),
      abortScaleDownDelaySeconds: 30,
    });
    rollout.setImage('lab/app:2');
    cluster.pass(5);
    rollout.abort();
    rollout.until('Degraded');
    cluster.pass(1.5);
    rollout.retry();
    cluster.pass(5);
    expectRecorded(rollout, '40-prePromotionAnalysis-skipped-after-retry');
    rollout.promote();
    cluster.pass(3);
    expect(rollout.phase).toBe('Progressing / active service cutover pending');
  });

  it('40: after abort and retry the terminated post-promotion analysis counts as passed', () => {
    const rollout = healthy('by2', {
      postPromotionAnalysis: templates('long'),
      abortScaleDownDelaySeconds: 30,
    });
    pausedAt(rollout, 'lab/app:2');
    rollout.promote();
    cluster.pass(3);
    rollout.abort();
    rollout.until('Degraded');
    cluster.pass(1.5);
    rollout.retry();
    cluster.pass(5);
    expectRecorded(rollout, '40-postPromotionAnalysis-skipped-after-retry');
    rollout.promote();
    cluster.pass(3);
    expect(rollout.phase).toBe('Healthy / ');
    expect(rollout.runs()).toHaveLength(1);
  });
});
