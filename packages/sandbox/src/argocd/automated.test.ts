import { at } from '../kubernetes/json';
import { type JsonValue } from '../kubernetes/types';
import { TestApplication, TestArgoCd } from './__testUtils__/TestArgoCd';
import { configMap, deployment, rollout } from './__testUtils__/manifests';

/** What an Argo CD does that nobody asks, as it was recorded from Argo CD 3.1. */

let argo: TestArgoCd;

beforeEach(() => {
  argo = new TestArgoCd();
});

afterEach(() => argo.stop());

const automated: { [key: string]: JsonValue } = { automated: { prune: true, selfHeal: true } };

function valueOf(name: string): unknown {
  return at(argo.cluster.get('configmaps', name, 'shop'), 'data', 'v');
}

function change(name: string, v: string): void {
  argo.cluster.api.patch({ resource: 'configmaps', namespace: 'shop', name }, { data: { v } });
}

function elapsed(): number {
  return argo.cluster.clock.elapsed();
}

describe('automated', () => {
  it('syncs by itself, and again when git changes', async () => {
    const first = argo.repository.commit({ 'auto/d.yaml': deployment('auto-d', 'app:1') });
    const application = argo.create('auto', { syncPolicy: automated });
    await application.until('Synced/Healthy');
    expect(application.at('history')).toMatchObject([{ revision: first, initiatedBy: { automated: true } }]);
    expect(application.at('operationState', 'operation')).toEqual({
      initiatedBy: { automated: true },
      retry: { limit: 5 },
      sync: { prune: true, revision: first },
    });
    expect(argo.cluster.events('auto.')[0]).toBe(`OperationStarted: Initiated automated sync to '${first}'`);
    const second = argo.repository.commit({ 'auto/d.yaml': deployment('auto-d', 'app:2') });
    argo.controller.pushed(url => url === argo.repository.url);
    await argo.until(() => at(application.at('history', '1'), 'revision') === second, 'the second commit', 3);
    await argo.until(() => String(application.at('summary', 'images')) === 'app:2', 'the new image alone');
    expect(application.state).toBe('Synced/Healthy');
  });

  it('heals what somebody changed in less than a second, and does not remember it', async () => {
    argo.repository.commit({ 'auto/c.yaml': configMap('auto-c', '1') });
    const application = argo.create('auto', { syncPolicy: automated });
    await application.until('Synced/Healthy');
    change('auto-c', 'by hand');
    const from = elapsed();
    await argo.until(() => valueOf('auto-c') === '1', 'healed', 5);
    expect(elapsed() - from).toBeLessThan(1_000);
    await application.until('Synced/Healthy');
    expect(application.at('history')).toHaveLength(1);
    expect(application.at('operationState', 'operation', 'sync')).toMatchObject({
      autoHealAttemptsCount: 1,
      resources: [{ kind: 'ConfigMap', name: 'auto-c' }],
    });
    expect(argo.cluster.events('auto.').join()).toContain('Partial sync operation');
  });

  it('heals ever more slowly where somebody does not give up', async () => {
    argo.repository.commit({ 'auto/c.yaml': configMap('auto-c', '1') });
    const application = argo.create('auto', { syncPolicy: automated });
    await application.until('Synced/Healthy');
    const took: number[] = [];
    for (const attempt of [1, 2, 3]) {
      change('auto-c', `by hand ${attempt}`);
      const from = elapsed();
      await argo.until(() => valueOf('auto-c') === '1', 'healed', 30);
      took.push(elapsed() - from);
      await application.until('Synced/Healthy');
    }
    expect(took[1]).toBeGreaterThan(1_500);
    expect(took[2]).toBeGreaterThan(5_000);
  });

  it('puts back within a second what a rollback has brought', async () => {
    const first = argo.repository.commit({ 'auto/c.yaml': configMap('auto-c', '1') });
    const application = argo.create('auto', { syncPolicy: automated });
    await application.until('Synced/Healthy');
    const second = argo.repository.commit({ 'auto/c.yaml': configMap('auto-c', '2') });
    application.refresh();
    await argo.until(() => valueOf('auto-c') === '2', 'the second commit');
    await argo.pass(3);
    application.sync({ revision: first });
    await argo.until(() => valueOf('auto-c') === '1', 'the rollback');
    const from = elapsed();
    await argo.until(() => valueOf('auto-c') === '2', 'auto-sync', 5);
    expect(elapsed() - from).toBeLessThan(1_000);
    await argo.pass(3);
    expect(application.at('history')).toMatchObject([
      { id: 0, revision: first },
      { id: 1, revision: second },
      { id: 2, revision: first, initiatedBy: { username: 'ada' } },
      { id: 3, revision: second, initiatedBy: { automated: true } },
    ]);
  });

  it('without selfHeal leaves what somebody changed', async () => {
    argo.repository.commit({ 'auto/c.yaml': configMap('auto-c', '1') });
    const application = argo.create('auto', { syncPolicy: { automated: {} } });
    await application.until('Synced/Healthy');
    change('auto-c', 'by hand');
    await argo.pass(30);
    expect([application.state, valueOf('auto-c')]).toEqual(['OutOfSync/Healthy', 'by hand']);
  });

  it('prunes where it may, but never everything at once', async () => {
    argo.repository.commit({ 'auto/c.yaml': configMap('one', '1'), 'auto/d.yaml': configMap('two', '1') });
    const application = argo.create('auto', { syncPolicy: automated });
    await application.until('Synced/Healthy');
    argo.repository.commit({ 'auto/d.yaml': undefined });
    application.refresh();
    await argo.until(() => valueOf('two') === undefined, 'pruned');
    await application.until('Synced/Healthy');
    const empty = argo.repository.commit({ 'auto/c.yaml': undefined, 'auto/README.md': 'nothing left' });
    application.refresh();
    await application.until('OutOfSync/Healthy');
    expect(application.at('conditions')).toMatchObject([
      {
        type: 'SyncError',
        message: `Skipping sync attempt to ${empty}: auto-sync will wipe out all resources`,
      },
    ]);
    expect(valueOf('one')).toBe('1');
  });

  it('tries what fails five times, and says then that it has given up', async () => {
    const template = { metadata: { labels: { a: 'c' } }, spec: { containers: [{ name: 'a', image: 'x' }] } };
    const wrong = deployment('inv', 'x', { selector: { matchLabels: { a: 'b' } }, template });
    const revision = argo.repository.commit({ 'inv/d.yaml': wrong });
    const application = argo.create('inv', { syncPolicy: automated });
    await argo.until(() => application.at('operationState', 'retryCount') === 1, 'the first retry');
    expect(application.phase).toBe('Running');
    expect(application.at('operationState', 'message')).toMatch(/Retrying attempt #1 at \d+:\d\d[AP]M\.$/);
    await application.untilPhase('Failed', 400);
    expect(application.at('operationState', 'message')).toMatch(/ \(retried 5 times\)\.$/);
    await argo.until(() => application.at('conditions') !== undefined, 'the condition');
    expect(application.at('conditions')).toMatchObject([
      {
        type: 'SyncError',
        message: expect.stringContaining(`Failed sync attempt to ${revision}: one or more`),
      },
    ]);
  });
});

it('leaves to other controllers what it was told to ignore', async () => {
  argo.repository.commit(rollout('web', 'app:1'));
  const ignoreDifferences: JsonValue = [
    { group: 'argoproj.io', kind: 'Rollout', jsonPointers: ['/spec/replicas'] },
  ];
  const syncOptions = ['RespectIgnoreDifferences=true', 'ApplyOutOfSyncOnly=true'];
  const application = argo.create('web', { ignoreDifferences, syncPolicy: { ...automated, syncOptions } });
  await application.until('Synced/Healthy');
  const key = { resource: 'rollouts.argoproj.io', namespace: 'shop', name: 'web' };
  argo.cluster.api.patch(key, { spec: { replicas: 4 } }, 'scale');
  await argo.pass(20);
  expect(application.state).toBe('Synced/Healthy');
  argo.repository.commit(rollout('web', 'app:2'));
  application.refresh();
  await application.until('Synced/Suspended');
  expect(at(argo.cluster.api.get(key), 'spec', 'replicas')).toBe(4);
  expect(application.at('operationState', 'syncResult', 'resources')).toMatchObject([{ kind: 'Rollout' }]);
});

describe('Applications in an Application', () => {
  const child = (name: string) => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd', finalizers: ['resources-finalizer.argocd.argoproj.io'] },
    spec: {
      project: 'default',
      destination: { server: 'https://kubernetes.default.svc', namespace: 'shop' },
      source: { repoURL: argo.repository.url, path: name, targetRevision: 'main' },
      syncPolicy: automated,
    },
  });

  it('come with a file, and go with everything they made when it goes', async () => {
    argo.repository.commit({
      'cluster/README.md': 'the Applications of a cluster',
      'cluster/web.yaml': child('web'),
      ...rollout('web', 'app:1'),
    });
    const root = argo.create('cluster', {
      destination: { server: 'https://kubernetes.default.svc', namespace: 'argocd' },
      syncPolicy: { automated: { prune: true, selfHeal: true, allowEmpty: true } },
    });
    await root.until('Synced/Healthy');
    const application = new TestApplication(argo, 'web');
    await application.until('Synced/Healthy');
    argo.repository.commit({ 'cluster/web.yaml': undefined });
    root.refresh();
    await argo.until(() => !application.exists, 'the Application gone');
    expect(argo.cluster.get('rollouts.argoproj.io', 'web', 'shop')).toBeUndefined();
    expect(argo.cluster.get('services', 'web', 'shop')).toBeUndefined();
    await root.until('Synced/Healthy');
    expect(root.at('resources')).toBeUndefined();
  });
});

it('lives a whole life: from a repository to a promoted revision, through drift, to its end', async () => {
  argo.repository.commit(rollout('web', 'app:1'));
  const finalizers = ['resources-finalizer.argocd.argoproj.io'];
  const application = argo.create('web', { syncPolicy: automated }, { finalizers });
  await application.until('Synced/Healthy');
  expect(application.at('summary')).toEqual({ images: ['app:1'] });

  const second = argo.repository.commit(rollout('web', 'app:2'));
  argo.controller.pushed(() => true);
  await application.until('Synced/Suspended');
  expect(application.at('summary')).toEqual({ images: ['app:1', 'app:2'] });
  expect(application.at('history', '1')).toMatchObject({ revision: second });

  const key = { resource: 'rollouts.argoproj.io', namespace: 'shop', name: 'web' };
  argo.cluster.api.patch(key, { status: { pauseConditions: null } }, 'status');
  await application.until('Synced/Healthy');
  expect(at(argo.cluster.api.get(key), 'status', 'blueGreen', 'activeSelector')).toBe(
    at(argo.cluster.api.get(key), 'status', 'currentPodHash'),
  );

  argo.cluster.api.delete({ resource: 'services', namespace: 'shop', name: 'web-preview' });
  await argo.until(() => argo.cluster.get('services', 'web-preview', 'shop') !== undefined, 'healed', 5);
  await application.until('Synced/Healthy');

  argo.repository.commit({ 'web/extra.yaml': configMap('extra', '1') });
  argo.controller.pushed(() => true);
  await argo.until(() => valueOf('extra') === '1', 'more');
  argo.repository.commit({ 'web/extra.yaml': undefined });
  argo.controller.pushed(() => true);
  await argo.until(() => valueOf('extra') === undefined, 'less');

  argo.cluster.api.delete({ resource: 'applications.argoproj.io', namespace: 'argocd', name: 'web' });
  await argo.until(() => !application.exists, 'its end');
  expect(argo.cluster.api.get(key)).toBeUndefined();
  await argo.until(() => argo.cluster.api.list('pods', { namespace: 'shop' }).length === 0, 'no pods', 120);
});

it('applies on the server where it is told to, and sees there too what git has no more', async () => {
  const more = { ...configMap('auto-c', '1'), data: { v: '1', other: 'x' } };
  argo.repository.commit({ 'auto/c.yaml': more });
  const syncPolicy = { ...automated, syncOptions: ['ServerSideApply=true'] };
  const application = argo.create('auto', { syncPolicy });
  await application.until('Synced/Healthy');
  expect(application.at('operationState', 'syncResult', 'resources', '0', 'message')).toBe(
    'configmap/auto-c serverside-applied',
  );
  const live = () => argo.cluster.get('configmaps', 'auto-c', 'shop');
  expect(live()?.metadata.managedFields).toMatchObject([
    { manager: 'argocd-controller', operation: 'Apply' },
  ]);
  argo.repository.commit({ 'auto/c.yaml': configMap('auto-c', '1') });
  application.refresh();
  await argo.until(() => at(live(), 'data', 'other') === undefined, 'the field gone');
  await application.until('Synced/Healthy');
  expect(at(live(), 'data')).toEqual({ v: '1' });
});
