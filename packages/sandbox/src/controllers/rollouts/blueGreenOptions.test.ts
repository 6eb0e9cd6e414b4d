import { createLabTemplates } from '../__testUtils__/analysisTemplates';
import { TestCluster } from '../__testUtils__/TestCluster';
import { TestRollout } from '../__testUtils__/TestRollout';
import { hashOf, scaleOf } from './RolloutContext';
import { conditionOf } from './rolloutView';

describe('blue-green rollouts', () => {
  let cluster: TestCluster;
  beforeEach(() => {
    cluster = new TestCluster();
    createLabTemplates(cluster);
    cluster.pass(1);
  });
  afterEach(() => cluster.controllers.stop());

  function healthy(blueGreen = {}, spec = {}): TestRollout {
    const rollout = new TestRollout(cluster, 'shop', blueGreen, spec);
    rollout.until('Healthy');
    cluster.pass(1);
    return rollout;
  }

  function released(rollout: TestRollout, image: string): void {
    rollout.setImage(image);
    rollout.until('Paused');
    rollout.promote();
    rollout.until('Healthy');
  }

  it('never pause on the first deploy', () => {
    const phases = new Set<unknown>();
    cluster.api.watch('rollouts.argoproj.io', ({ object }) => phases.add(object.status?.phase));
    healthy();
    expect([...phases]).toEqual([undefined, 'Progressing', 'Healthy']);
  });

  it('promote by themselves without autoPromotionEnabled: false', () => {
    const rollout = healthy({ autoPromotionEnabled: true });
    rollout.setImage('lab/app:2');
    cluster.pass(3);
    expect([rollout.phase, rollout.served]).toEqual(['Healthy / ', rollout.status.currentPodHash]);
    expect(cluster.events('shop.')).not.toContain('RolloutPaused: Rollout is paused (BlueGreenPause)');
  });

  it('promote after autoPromotionSeconds', () => {
    const rollout = healthy({ autoPromotionEnabled: true, autoPromotionSeconds: 30 });
    rollout.setImage('lab/app:2');
    rollout.until('Paused');
    cluster.pass(28);
    expect(rollout.phase).toBe('Paused / BlueGreenPause');
    cluster.pass(3);
    expect(rollout.phase).toBe('Healthy / ');
  });

  it('grow a small preview only after its promotion', () => {
    const rollout = healthy({ previewReplicaCount: 1 }, { replicas: 3 });
    rollout.setImage('lab/app:2');
    rollout.until('Paused');
    const preview = () => rollout.replicaSet(rollout.status.currentPodHash);
    expect(scaleOf(preview() ?? rollout.object)).toBe(1);
    const served = rollout.served;
    rollout.promote();
    cluster.pass(0.5);
    expect(rollout.status.blueGreen.scaleUpPreviewCheckPoint).toBe(true);
    expect(rollout.served).toBe(served);
    rollout.until('Healthy');
    expect(scaleOf(preview() ?? rollout.object)).toBe(3);
    expect(rollout.status.blueGreen.scaleUpPreviewCheckPoint).toBeUndefined();
  });

  it('keep no more old revisions up than scaleDownDelayRevisionLimit', () => {
    const rollout = healthy({ scaleDownDelaySeconds: 300, scaleDownDelayRevisionLimit: 1 });
    released(rollout, 'lab/app:2');
    released(rollout, 'lab/app:3');
    cluster.pass(5);
    expect(rollout.replicaSets().map(scaleOf)).toEqual([0, 2, 2]);
    expect(rollout.replicaSets()[1]?.metadata.annotations).toHaveProperty('scale-down-deadline');
    cluster.pass(300);
    expect(rollout.replicaSets().map(scaleOf)).toEqual([0, 0, 2]);
    expect(rollout.replicaSets()[1]?.metadata.annotations).not.toHaveProperty('scale-down-deadline');
  });

  it('forget revisions past revisionHistoryLimit', () => {
    const rollout = healthy({ scaleDownDelaySeconds: 1 }, { revisionHistoryLimit: 2 });
    for (const tag of ['2', '3', '4', '5']) {
      released(rollout, `lab/app:${tag}`);
      cluster.pass(5);
    }
    expect(
      rollout.replicaSets().map(({ metadata }) => metadata.annotations?.['rollout.argoproj.io/revision']),
    ).toEqual(['3', '4', '5']);
  });

  it('restart pods that are older than restartAt, a few at a time', () => {
    const rollout = healthy({}, { replicas: 3 });
    const names = () => cluster.api.list('pods').map(({ metadata }) => metadata.name);
    const before = new Set(names());
    rollout.patch({ restartAt: cluster.clock.wallAfter(1000).toISOString().replace(/\.\d+/, '') });
    cluster.pass(2);
    expect(rollout.phase).toBe('Progressing / rollout is restarting');
    expect(names().some(name => before.has(name))).toBe(true);
    cluster.pass(90);
    expect(names().filter(name => before.has(name))).toEqual([]);
    expect(rollout.phase).toBe('Healthy / ');
    expect(rollout.status.restartedAt).toBe(rollout.object.spec?.restartAt);
  });

  it('scale while they pause, and stay paused with the same start', () => {
    const rollout = healthy();
    rollout.setImage('lab/app:2');
    rollout.until('Paused');
    cluster.pass(1);
    const [pause] = rollout.status.pauseConditions ?? [];
    rollout.patch({ replicas: 4 });
    cluster.pass(4);
    expect(rollout.phase).toBe('Paused / BlueGreenPause');
    expect(rollout.status.pauseConditions).toEqual([pause]);
    expect(rollout.status).toMatchObject({ HPAReplicas: 4, updatedReplicas: 4, replicas: 8 });
  });

  it('abort at the progress deadline with progressDeadlineAbort', () => {
    cluster.images.set('lab/app:2', { outcome: 'never-ready' });
    const rollout = healthy({}, { progressDeadlineSeconds: 20, progressDeadlineAbort: true });
    rollout.setImage('lab/app:2');
    cluster.pass(25);
    expect(rollout.status.abort).toBe(true);
    expect(rollout.phase).toMatch(/^Degraded \/ /);
    expect(rollout.served).toBe(rollout.status.stableRS);
  });

  it('do not time out while they wait', () => {
    const rollout = healthy({}, { progressDeadlineSeconds: 20 });
    rollout.setImage('lab/app:2');
    rollout.until('Paused');
    cluster.pass(3600);
    expect(rollout.phase).toBe('Paused / BlueGreenPause');
    expect(conditionOf(rollout.status, 'Progressing')).toMatchObject({
      status: 'Unknown',
      reason: 'RolloutPaused',
    });
  });

  it('say what is wrong with their spec, and recover', () => {
    cluster.api.delete({ resource: 'analysistemplates.argoproj.io', namespace: 'default', name: 'ok' });
    const rollout = new TestRollout(cluster, 'shop', {
      prePromotionAnalysis: { templates: [{ templateName: 'ok' }] },
    });
    cluster.pass(1);
    const invalid = 'Degraded / InvalidSpec: The Rollout "shop" is invalid: ';
    const path = 'spec.strategy.blueGreen.';
    expect(rollout.phase).toBe(
      `${invalid}${path}prePromotionAnalysis.templates: Invalid value: "ok": AnalysisTemplate 'ok' not found`,
    );
    rollout.patch({ strategy: { blueGreen: { prePromotionAnalysis: null, activeService: 'none' } } });
    cluster.pass(1);
    expect(rollout.phase).toBe(
      `${invalid}${path}activeService: Invalid value: "none": service "none" not found`,
    );
    expect(rollout.replicaSets()).toEqual([]);
    rollout.patch({ strategy: { blueGreen: { activeService: 'shop-active' } } });
    rollout.until('Healthy');
    expect(conditionOf(rollout.status, 'InvalidSpec')).toBeUndefined();
  });

  it('become valid when their Service comes', () => {
    const rollout = new TestRollout(cluster, 'shop');
    const service = cluster.get('services', 'shop-active');
    cluster.api.delete({ resource: 'services', namespace: 'default', name: 'shop-active' });
    cluster.pass(1);
    expect(rollout.phase).toContain('service "shop-active" not found');
    if (service)
      cluster.create('services', { ...service, metadata: { name: 'shop-active', namespace: 'default' } });
    rollout.until('Healthy', 10);
  });

  it('go back without a pause within rollbackWindow (1.10.1)', () => {
    cluster.controllers.stop();
    cluster = new TestCluster({ rolloutsVersion: '1.10.1' });
    const rollout = healthy({ scaleDownDelaySeconds: 1 }, { rollbackWindow: { revisions: 3 } });
    const first = rollout.status.stableRS;
    cluster.pass(2);
    released(rollout, 'lab/app:2');
    cluster.pass(10);
    rollout.setImage('lab/app:1');
    cluster.pass(5);
    expect([rollout.phase, rollout.served]).toEqual(['Healthy / ', first]);
  });

  it('take what belongs to them along when they are deleted, and release their Services', () => {
    const rollout = healthy();
    cluster.api.delete({ resource: 'rollouts.argoproj.io', namespace: 'default', name: 'shop' });
    cluster.pass(10);
    expect(rollout.replicaSets()).toEqual([]);
    expect(cluster.api.list('pods')).toEqual([]);
    expect(rollout.served).toBeUndefined();
    expect(cluster.get('services', 'shop-active')?.metadata.annotations).toBeUndefined();
  });

  it('fill in replicas that nobody gave', () => {
    const rollout = new TestRollout(cluster, 'shop', {}, { replicas: null });
    rollout.until('Healthy');
    expect(rollout.object.spec?.replicas).toBe(1);
  });

  it('go on when the controllers start anew in the middle', () => {
    const rollout = healthy();
    rollout.setImage('lab/app:2');
    rollout.until('Paused');
    cluster.pass(1);
    const before = rollout.status;
    cluster.restart();
    cluster.pass(10);
    expect(rollout.status).toEqual(before);
    rollout.promote();
    cluster.pass(1);
    expect([rollout.phase, rollout.served]).toEqual(['Healthy / ', hashOf(rollout.replicaSets()[1])]);
  });
});

it('canaries come up in full, without their steps', () => {
  const cluster = new TestCluster();
  cluster.pass(1);
  const rollout = new TestRollout(
    cluster,
    'shop',
    {},
    { strategy: { canary: { steps: [{ setWeight: 20 }, { pause: {} }] } } },
  );
  rollout.until('Healthy');
  rollout.setImage('lab/app:2');
  rollout.until('Healthy');
  cluster.pass(5);
  expect(rollout.status).toMatchObject({
    replicas: 2,
    updatedReplicas: 2,
    stableRS: rollout.status.currentPodHash,
  });
  cluster.controllers.stop();
});
