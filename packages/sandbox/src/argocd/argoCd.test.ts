import { at } from '../kubernetes/json';
import type { JsonValue } from '../kubernetes/types';
import { resourcesOf, TestArgoCd } from './__testUtils__/TestArgoCd';
import { configMap, deployment } from './__testUtils__/manifests';

/** What each state looks like, as it was recorded from Argo CD 3.1. Each step is a git process or two, and a busy machine starts them slowly. */
jest.setTimeout(30_000);

let argo: TestArgoCd;

beforeEach(() => {
  argo = new TestArgoCd();
});

afterEach(() => argo.stop());

describe('a sync', () => {
  it('goes from missing to healthy, and its phase is ahead of what it brought', async () => {
    const files = { 'a/c.yaml': configMap('a-c', '1'), 'a/d.yaml': deployment('a-d', 'app:1') };
    const revision = argo.repository.commit(files);
    const application = argo.create('a');
    await application.until('OutOfSync/Missing');
    expect(application.at()).toMatchObject({
      controllerNamespace: 'argocd',
      resourceHealthSource: 'appTree',
      sourceType: 'Directory',
      sync: { revision, comparedTo: { source: { path: 'a', targetRevision: 'main' } } },
    });
    expect(application.at('resources')).toEqual([
      { kind: 'ConfigMap', name: 'a-c', namespace: 'shop', status: 'OutOfSync', version: 'v1' },
      {
        group: 'apps',
        kind: 'Deployment',
        name: 'a-d',
        namespace: 'shop',
        status: 'OutOfSync',
        version: 'v1',
      },
    ]);
    application.sync();
    await application.untilPhase('Succeeded');
    expect(application.state).toBe('OutOfSync/Missing');
    expect(application.object.operation).toBeUndefined();
    await application.until('Synced/Progressing', 1);
    await application.until('Synced/Healthy');
    expect(application.at('summary')).toEqual({ images: ['app:1'] });
    expect(application.at('history')).toMatchObject([{ id: 0, revision, initiatedBy: { username: 'ada' } }]);
    expect(application.at('operationState')).toMatchObject({
      message: 'successfully synced (all tasks run)',
      operation: { initiatedBy: { username: 'ada' }, retry: {}, sync: { syncStrategy: { hook: {} } } },
    });
    expect(application.at('operationState', 'operation', 'sync')).toEqual({ syncStrategy: { hook: {} } });
    expect(application.at('operationState', 'syncResult', 'resources')).toEqual([
      {
        group: '',
        hookPhase: 'Running',
        kind: 'ConfigMap',
        message: 'configmap/a-c created',
        name: 'a-c',
        namespace: 'shop',
        status: 'Synced',
        syncPhase: 'Sync',
        version: 'v1',
      },
      expect.objectContaining({ images: ['app:1'], message: 'deployment.apps/a-d created' }),
    ]);
    expect(argo.live('a-c')?.metadata.annotations?.['argocd.argoproj.io/tracking-id']).toBe(
      'a:/ConfigMap:shop/a-c',
    );
    expect(argo.cluster.events('a.')).toEqual([
      'ResourceUpdated: Updated sync status:  -> OutOfSync',
      'ResourceUpdated: Updated health status:  -> Missing',
      `OperationCompleted: Sync operation to ${revision} succeeded`,
      'ResourceUpdated: Updated sync status: OutOfSync -> Synced',
      'ResourceUpdated: Updated health status: Missing -> Progressing',
      'ResourceUpdated: Updated health status: Progressing -> Healthy',
    ]);
  });

  it('shows a deadline that was missed without any words', async () => {
    argo.cluster.images.set('app:bad', { outcome: 'image-pull-fails' });
    argo.repository.commit({ 'bad/d.yaml': deployment('bad-d', 'app:bad') });
    const application = argo.create('bad');
    await application.until('OutOfSync/Missing');
    application.sync();
    await application.until('Synced/Degraded');
    expect(application.at('conditions')).toBeUndefined();
    expect(application.at('health', 'message')).toBeUndefined();
  });

  it('shows a paused Deployment as suspended', async () => {
    argo.repository.commit({ 'susp/d.yaml': deployment('susp-d', 'app:1', { paused: true }) });
    const application = argo.create('susp');
    await application.until('OutOfSync/Missing');
    application.sync();
    await application.until('Synced/Suspended');
    expect(application.phase).toBe('Succeeded');
  });

  it('that is refused says what was refused, and has applied the rest', async () => {
    const template = {
      metadata: { labels: { a: 'c' } },
      spec: { containers: [{ name: 'a', image: 'x' }] },
    };
    const wrong = { replicas: -1, selector: { matchLabels: { a: 'b' } }, template };
    argo.repository.commit({
      'inv/c.yaml': configMap('inv-c', '1'),
      'inv/d.yaml': deployment('inv', 'x', wrong),
    });
    const application = argo.create('inv');
    await application.until('OutOfSync/Missing');
    application.sync();
    await application.untilPhase('Failed');
    const refusal =
      'Deployment.apps "inv" is invalid: [spec.replicas: Invalid value: -1: must be greater than or equal to 0, spec.template.metadata.labels: Invalid value: {"a":"c"}: `selector` does not match template `labels`]';
    expect(application.at('operationState', 'message')).toBe(
      `one or more objects failed to apply, reason: ${refusal}`,
    );
    expect(application.at('operationState', 'syncResult', 'resources')).toMatchObject([
      { kind: 'ConfigMap', status: 'Synced', hookPhase: 'Running' },
      { kind: 'Deployment', status: 'SyncFailed', hookPhase: 'Failed', message: refusal },
    ]);
    expect(argo.valueOf('inv-c')).toBe('1');
    expect(application.at('history')).toBeUndefined();
  });

  it('of a kind that nobody has defined says so', async () => {
    const strange = { apiVersion: 'example.org/v1', kind: 'Strange', metadata: { name: 'x' } };
    argo.repository.commit({ 'strange/x.yaml': strange });
    const application = argo.create('strange');
    await application.until('OutOfSync/Healthy');
    application.sync();
    await application.untilPhase('Failed');
    expect(application.at('operationState')).toMatchObject({
      message: 'one or more synchronization tasks are not valid',
      syncResult: {
        resources: [
          {
            status: 'SyncFailed',
            message:
              'The Kubernetes API could not find example.org/Strange for requested resource shop/x. Make sure the "Strange" CRD is installed on the destination cluster.',
          },
        ],
      },
    });
  });
});

it('an Application of a project that there is none of is refused before anything is looked at', async () => {
  argo.repository.commit({ 'a/c.yaml': configMap('a-c', '1') });
  const application = argo.create('a', { project: 'nope' });
  await application.until('Unknown/Unknown');
  expect(application.at('conditions')).toMatchObject([
    { type: 'InvalidSpecError', message: 'Application referencing project nope which does not exist' },
  ]);
  expect(application.at('sync')).toEqual({ status: 'Unknown' });
  expect(application.at('controllerNamespace')).toBeUndefined();
});

describe('somebody changes the cluster', () => {
  it('and it is out of sync within moments, without anybody asking', async () => {
    argo.repository.commit({ 'a/c.yaml': configMap('a-c', '1'), 'a/d.yaml': deployment('a-d', 'app:1') });
    const application = argo.create('a');
    await application.until('OutOfSync/Missing');
    application.sync();
    await application.until('Synced/Healthy');
    argo.change('a-c', 'by hand');
    await application.until('OutOfSync/Healthy', 0.5);
    expect(resourcesOf(application.at('resources'))).toEqual(['ConfigMap=OutOfSync', 'Deployment=Synced']);
    argo.cluster.api.delete({ resource: 'deployments.apps', namespace: 'shop', name: 'a-d' });
    await application.until('OutOfSync/Missing', 1);
  });

  it('and a rollback to an entry of the history sets it back', async () => {
    const first = argo.repository.commit({ 'a/c.yaml': configMap('a-c', '1') });
    const application = argo.create('a');
    await application.until('OutOfSync/Healthy');
    application.sync();
    await application.until('Synced/Healthy');
    const second = argo.repository.commit({ 'a/c.yaml': configMap('a-c', '2') });
    application.refresh();
    await application.until('OutOfSync/Healthy');
    application.sync();
    await application.until('Synced/Healthy');
    const source: JsonValue = { repoURL: argo.repository.url, path: 'a', targetRevision: 'main' };
    application.sync({ revision: first, prune: true, source });
    await argo.until(() => argo.valueOf('a-c') === '1', 'the first version');
    await application.until('OutOfSync/Healthy');
    expect(application.at('sync', 'revision')).toBe(second);
    expect(application.at('history')).toMatchObject([{ id: 0 }, { id: 1 }, { id: 2, revision: first }]);
    expect(application.at('operationState', 'syncResult', 'resources', '0', 'message')).toBe(
      'configmap/a-c configured',
    );
  });

  it('and what git never said stays as it is', async () => {
    argo.repository.commit({ 'a/c.yaml': configMap('a-c', '1') });
    const application = argo.create('a');
    await application.until('OutOfSync/Healthy');
    application.sync();
    await application.until('Synced/Healthy');
    const more: JsonValue = { data: { other: 'kept' }, metadata: { labels: { own: 'yes' } } };
    argo.cluster.api.patch(
      { resource: 'configmaps', namespace: 'shop', name: 'a-c' },
      more as { data: JsonValue },
    );
    await argo.pass(5);
    expect(application.state).toBe('Synced/Healthy');
    application.sync();
    await argo.pass(5);
    expect(at(argo.live('a-c'), 'data')).toEqual({ v: '1', other: 'kept' });
  });
});
