import { createLabTemplates } from '../__testUtils__/analysisTemplates';
import { TestCluster } from '../__testUtils__/TestCluster';
import { TestRollout } from '../__testUtils__/TestRollout';
import { hashOf } from './RolloutContext';
import { conditionOf } from './rolloutView';

type Version = '1.9.2' | '1.10.1';

/** What was measured on the real controllers and surprises: each by its number there. */
describe.each<Version>(['1.9.2', '1.10.1'])('traps of %s', rolloutsVersion => {
  let cluster: TestCluster;
  let ignores = false;
  beforeEach(() => {
    ignores = false;
    cluster = new TestCluster({ rolloutsVersion, ignoreWrites: () => ignores });
    createLabTemplates(cluster);
    cluster.pass(1);
  });
  afterEach(() => cluster.controllers.stop());

  const analysis = (templateName: string) => ({ templates: [{ templateName }] });

  function healthy(blueGreen = {}, spec = {}): TestRollout {
    const rollout = new TestRollout(cluster, 'shop', blueGreen, spec);
    rollout.until('Healthy');
    cluster.pass(1);
    return rollout;
  }

  function pausedAt(rollout: TestRollout, image: string): void {
    rollout.setImage(image);
    rollout.until('Paused');
    cluster.pass(1);
  }

  it('1: an accepted promotion can be ignored up to 1.9.2; the same patch again does not help, a message does', () => {
    const lost = rolloutsVersion === '1.9.2';
    const rollout = healthy();
    pausedAt(rollout, 'lab/app:2');
    ignores = true;
    rollout.promote();
    cluster.pass(30);
    rollout.promote();
    cluster.pass(5);
    expect(rollout.phase).toBe(lost ? 'Paused / BlueGreenPause' : 'Healthy / ');
    expect(rollout.status.controllerPause ?? false).toBe(lost);
    expect(rollout.status.pauseConditions).toBeUndefined();
    expect(rollout.active === rollout.status.currentPodHash).toBe(!lost);
    rollout.patchStatus({ message: 'nudge' });
    cluster.pass(1);
    expect(rollout.phase).toBe('Healthy / ');
  });

  it('1: so can an abort, until the object changes', () => {
    const lost = rolloutsVersion === '1.9.2';
    const rollout = healthy();
    pausedAt(rollout, 'lab/app:2');
    ignores = true;
    rollout.abort();
    cluster.pass(3);
    expect(rollout.status).toMatchObject({ abort: true, phase: lost ? 'Paused' : 'Degraded' });
    expect(rollout.status.abortedAt === undefined).toBe(lost);
    rollout.patchStatus({ message: 'nudge' });
    cluster.pass(1);
    expect(rollout.phase).toBe('Degraded / RolloutAborted: Rollout aborted update to revision 2');
  });

  it('1: so can a change of the specification, and an undo that is heard too late waits like a new revision', () => {
    const lost = rolloutsVersion === '1.9.2';
    const rollout = healthy();
    const [first] = rollout.replicaSets();
    pausedAt(rollout, 'lab/app:2');
    rollout.promote();
    cluster.pass(2);
    const second = rollout.served;
    ignores = true;
    if (first) rollout.undoTo(first);
    cluster.pass(5);
    expect(rollout.served === hashOf(first)).toBe(!lost);
    expect(rollout.status.currentPodHash === second).toBe(lost);
    // Its pods go at their deadline, 10 s after the switch.
    cluster.pass(15);
    ignores = false;
    rollout.patchStatus({ message: 'nudge' });
    cluster.pass(5);
    expect(rollout.status.currentPodHash).toBe(hashOf(first));
    expect([rollout.phase, rollout.served === second]).toEqual(
      lost ? ['Paused / BlueGreenPause', true] : ['Healthy / ', false],
    );
  });

  it('1b: a retry while the preview is up is an approval up to 1.9.2', () => {
    const rollout = healthy({ prePromotionAnalysis: analysis('long') });
    rollout.setImage('lab/app:2');
    cluster.pass(5);
    rollout.abort();
    cluster.pass(2);
    expect(rollout.replicaSet(rollout.status.currentPodHash)?.metadata.annotations).toHaveProperty(
      'scale-down-deadline',
    );
    rollout.retry();
    cluster.pass(3);
    const live = rollout.served === rollout.status.currentPodHash;
    expect([rollout.phase, live]).toEqual(
      rolloutsVersion === '1.9.2' ? ['Healthy / ', true] : ['Paused / BlueGreenPause', false],
    );
  });

  it('1b: a retry after the preview is gone pauses', () => {
    const rollout = healthy({ abortScaleDownDelaySeconds: 3 });
    pausedAt(rollout, 'lab/app:2');
    const first = rollout.status.pauseConditions?.[0]?.startTime;
    rollout.abort();
    cluster.pass(6);
    rollout.retry();
    rollout.until('Paused');
    expect(rollout.status.pauseConditions?.[0]?.startTime).not.toBe(first);
    expect(rollout.served).toBe(rollout.status.stableRS);
  });

  it('1c: going back to stable after a crash past cut-over is at once only after 1.9.2', () => {
    const rollout = healthy({ postPromotionAnalysis: analysis('long'), scaleDownDelaySeconds: 60 });
    pausedAt(rollout, 'lab/app:2');
    rollout.promote();
    cluster.pass(2);
    const crashing = rollout.status.currentPodHash;
    cluster.images.set('lab/app:2', { outcome: 'crash' });
    cluster.controllers.imageChanged('lab/app:2');
    cluster.pass(3);
    const stable = rollout.replicaSet(rollout.status.stableRS);
    if (stable) rollout.undoTo(stable);
    cluster.pass(5);
    expect(rollout.status.currentPodHash).toBe(rollout.status.stableRS);
    const stuck = ['Paused / BlueGreenPause', crashing];
    const back = ['Healthy / ', rollout.status.stableRS];
    expect([rollout.phase, rollout.served]).toEqual(rolloutsVersion === '1.9.2' ? stuck : back);
    rollout.promote();
    cluster.pass(1);
    expect(rollout.served).toBe(rollout.status.stableRS);
  });

  it('2: Degraded/RolloutAborted is no proof that traffic is back', () => {
    const rollout = healthy({ postPromotionAnalysis: analysis('long'), scaleDownDelaySeconds: 60 });
    pausedAt(rollout, 'lab/app:2');
    rollout.promote();
    cluster.pass(2);
    cluster.images.set('lab/app:2', { outcome: 'never-ready' });
    cluster.controllers.imageChanged('lab/app:2');
    cluster.pass(2);
    rollout.abort();
    cluster.pass(20);
    expect(rollout.phase).toBe('Degraded / RolloutAborted: Rollout aborted update to revision 2');
    expect(rollout.served).toBe(rollout.status.currentPodHash);
    const endpoints = cluster.get('endpoints', 'shop-active')?.subsets;
    expect(JSON.stringify(endpoints)).not.toContain('"addresses"');
  });

  it('5: clearing controllerPause too makes it pause again', () => {
    const rollout = healthy();
    pausedAt(rollout, 'lab/app:2');
    const first = rollout.status.pauseConditions?.[0]?.startTime;
    cluster.pass(3);
    rollout.patchStatus({ pauseConditions: null, controllerPause: false });
    cluster.pass(2);
    expect(rollout.phase).toBe('Paused / BlueGreenPause');
    expect(rollout.status.pauseConditions?.[0]?.startTime).not.toBe(first);
  });

  it('8: without post-promotion analysis active and stable change in one write', () => {
    const rollout = healthy();
    pausedAt(rollout, 'lab/app:2');
    const pairs = new Set<string>();
    cluster.api.watch('rollouts.argoproj.io', () =>
      pairs.add(`${rollout.active} ${rollout.status.stableRS}`),
    );
    rollout.promote();
    cluster.pass(2);
    expect(pairs.size).toBe(2);
    expect([...pairs].every(pair => pair.split(' ')[0] === pair.split(' ')[1])).toBe(true);
  });

  it('10: a user pause swallows the approval', () => {
    const rollout = healthy();
    pausedAt(rollout, 'lab/app:2');
    rollout.patch({ paused: true });
    cluster.pass(2);
    expect(rollout.phase).toBe('Paused / manually paused');
    rollout.promote();
    cluster.pass(1.5);
    rollout.patch({ paused: false });
    cluster.pass(2);
    expect(rollout.phase).toBe('Paused / BlueGreenPause');
    expect(rollout.served).toBe(rollout.status.stableRS);
  });

  it('10: in the right order the pause keeps its start and the approval works', () => {
    const rollout = healthy();
    pausedAt(rollout, 'lab/app:2');
    const first = rollout.status.pauseConditions?.[0]?.startTime;
    rollout.patch({ paused: true });
    cluster.pass(2);
    rollout.patch({ paused: false });
    cluster.pass(2);
    expect(rollout.status.pauseConditions?.[0]?.startTime).toBe(first);
    rollout.promote();
    cluster.pass(2);
    expect(rollout.phase).toBe('Healthy / ');
  });

  it('11: the condition Paused stays True after an abort', () => {
    const rollout = healthy();
    pausedAt(rollout, 'lab/app:2');
    rollout.abort();
    cluster.pass(2);
    expect(rollout.status.pauseConditions).toBeUndefined();
    expect(conditionOf(rollout.status, 'Paused')?.status).toBe('True');
  });

  it('13: promoteFull on a finished rollout goes away and promotes nothing later', () => {
    const rollout = healthy();
    rollout.promoteFull();
    cluster.pass(2.5);
    expect(rollout.status.promoteFull ?? false).toBe(false);
    pausedAt(rollout, 'lab/app:2');
    expect(rollout.phase).toBe('Paused / BlueGreenPause');
  });

  it('an abort of a finished rollout is dropped, a promotion of an aborted one does nothing', () => {
    const rollout = healthy();
    rollout.abort();
    cluster.pass(2);
    expect([rollout.phase, rollout.status.abort ?? false]).toEqual(['Healthy / ', false]);
    pausedAt(rollout, 'lab/app:2');
    rollout.abort();
    cluster.pass(40);
    const before = rollout.object.metadata.resourceVersion;
    rollout.promote();
    cluster.pass(5);
    expect(rollout.object.metadata.resourceVersion).toBe(before);
  });

  it('undo within the scale down delay does not pause, later it does', () => {
    const rollout = healthy({ scaleDownDelaySeconds: 20 });
    pausedAt(rollout, 'lab/app:2');
    rollout.promote();
    cluster.pass(3);
    const [first, second] = rollout.replicaSets();
    if (first) rollout.undoTo(first);
    cluster.pass(2);
    expect([rollout.phase, rollout.served]).toEqual(['Healthy / ', hashOf(first)]);
    cluster.pass(30);
    if (second) rollout.undoTo(second);
    rollout.until('Paused');
    expect(rollout.served).toBe(hashOf(first));
  });
});
