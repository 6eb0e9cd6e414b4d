import { masked } from '../__testUtils__/masked';
import { TestCluster } from '../__testUtils__/TestCluster';
import { TestRollout } from '../__testUtils__/TestRollout';
import recordedStatuses from './__fixtures__/recordedStatuses.json';
import recordedTransitions from './__fixtures__/recordedTransitions.json';
import { readRollout } from './rolloutView';
import { type KubeObject } from '../../kubernetes/types';

type Row = (string | number | boolean | null)[];

function row(object: KubeObject): Row {
  const { metadata, status } = readRollout(object);
  const stored = object.status ?? {};
  const abort = typeof stored.abort === 'boolean' ? stored.abort : null;
  const counts = [status.replicas, status.updatedReplicas, status.readyReplicas, status.availableReplicas];
  return [
    metadata.generation,
    status.observedGeneration ?? null,
    status.phase ?? null,
    status.message ?? '',
    status.currentPodHash ?? null,
    status.stableRS ?? null,
    status.blueGreen.activeSelector ?? null,
    status.blueGreen.previewSelector ?? null,
    status.pauseConditions?.length ?? 0,
    status.controllerPause ?? null,
    abort,
    [...counts, status.HPAReplicas].map(count => count ?? '').join('/'),
  ];
}

describe('the recorded life of a blue-green rollout (1.9.2)', () => {
  const cluster = new TestCluster();
  const rows: Row[] = [];
  const stages: Record<string, { generation: unknown; revision: unknown; status: unknown }> = {};
  let shop: TestRollout;

  const keep = (stage: string) => {
    const { metadata, status } = shop.object;
    const revision = metadata.annotations?.['rollout.argoproj.io/revision'];
    stages[stage] = { generation: metadata.generation, revision, status: masked(status) };
  };

  beforeAll(() => {
    cluster.images.set('lab/app:bad', { outcome: 'image-pull-fails' });
    cluster.pass(1);
    shop = new TestRollout(
      cluster,
      'shop',
      { abortScaleDownDelaySeconds: 6 },
      { progressDeadlineSeconds: 20 },
    );
    shop.until('Healthy');
    cluster.pass(2);
    keep('01-healthy-first');
    rows.push(row(shop.object));
    cluster.api.watch('rollouts.argoproj.io', ({ object }) => rows.push(row(object)));
    shop.setImage('lab/app:2');
    shop.until('Progressing / more', 1);
    keep('02-progressing-preview-starting');
    shop.until('Paused');
    cluster.pass(1.5);
    keep('03-paused');
    shop.promote();
    const stop = cluster.api.watch('rollouts.argoproj.io', () => {
      if (!stages['05-cut-over'] && shop.active === shop.status.currentPodHash) keep('05-cut-over');
    });
    cluster.pass(0.05);
    stop();
    cluster.pass(12.5);
    keep('07-healthy-steady');
    shop.setImage('lab/app:3');
    shop.until('Paused');
    cluster.pass(1.5);
    shop.abort();
    shop.until('Degraded');
    keep('08-aborted');
    cluster.pass(8);
    keep('09-aborted-preview-gone');
    shop.promote();
    cluster.pass(1.5);
    shop.retry();
    shop.until('Paused');
    cluster.pass(1.5);
    keep('10-after-retry-paused-again');
    shop.setImage('lab/app:bad');
    shop.until('Degraded');
    keep('11-degraded-bad-image');
    const stable = shop.replicaSet(shop.status.stableRS);
    if (stable) shop.undoTo(stable);
    cluster.pass(0.015);
    keep('12-after-undo');
  });
  afterAll(() => cluster.controllers.stop());

  it.each([
    '01-healthy-first',
    '02-progressing-preview-starting',
    '03-paused',
    '05-cut-over',
    '07-healthy-steady',
    '08-aborted',
    '09-aborted-preview-gone',
    '10-after-retry-paused-again',
    '11-degraded-bad-image',
    '12-after-undo',
  ] as const)('has the recorded status at %s', stage => {
    expect(stages[stage]).toEqual(recordedStatuses[stage]);
  });

  it('goes through the recorded states in their order', () => {
    const texts = rows.map(each => JSON.stringify(each));
    const distinct = texts.filter((text, index) => text !== texts[index - 1]);
    const recorded = recordedTransitions.map(each => JSON.stringify(each));
    const missing: string[] = [];
    const extra: string[] = [];
    let next = 0;
    for (const text of recorded) {
      const found = distinct.indexOf(text, next);
      if (found === -1) missing.push(text);
      else {
        extra.push(...distinct.slice(next, found));
        next = found + 1;
      }
    }
    expect(missing).toEqual([]);
    // The recording looked every 15 ms and missed one write (its resourceVersions say so); this sees each.
    const missed = [5, '5', 'Paused', 'BlueGreenPause', '5d6fcb6b44', 'cf77cbf55', 'cf77cbf55', '5d6fcb6b44'];
    expect(extra).toEqual([JSON.stringify([...missed, 1, true, null, '4/2/2/2/2'])]);
  });
});
