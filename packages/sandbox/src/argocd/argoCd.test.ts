import { at } from '../kubernetes/json';
import { jsonPatch } from '../kubernetes/patches/jsonPatch';
import { type JsonValue, type KubeObject } from '../kubernetes/types';
import { applications } from './application';
import { TestArgoCd } from './__testUtils__/TestArgoCd';
import { configMap, deployment, hookJob } from './__testUtils__/manifests';

/** What each state looks like, as it was recorded from Argo CD 3.1. */

let argo: TestArgoCd;

beforeEach(() => {
  argo = new TestArgoCd();
});

afterEach(() => argo.stop());

function live(name: string): KubeObject | undefined {
  return argo.cluster.get('configmaps', name, 'shop');
}

function valueOf(name: string): unknown {
  return at(live(name), 'data', 'v');
}

function change(name: string, v: string): void {
  argo.cluster.api.patch({ resource: 'configmaps', namespace: 'shop', name }, { data: { v } });
}

/** Entries of `status.resources`, short. */
function resources(of: unknown): string[] {
  return Array.isArray(of) ? of.map(each => `${String(at(each, 'kind'))}=${String(at(each, 'status'))}`) : [];
}

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
    expect(live('a-c')?.metadata.annotations?.['argocd.argoproj.io/tracking-id']).toBe(
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
    expect(valueOf('inv-c')).toBe('1');
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

describe('what git says', () => {
  it('is compared with its newest commit, whichever path that changed', async () => {
    const first = argo.repository.commit({ 'a/c.yaml': configMap('a-c', '1') });
    const application = argo.create('a');
    await application.until('OutOfSync/Healthy');
    application.sync();
    await application.until('Synced/Healthy');
    const other = argo.repository.commit({ 'b/c.yaml': configMap('b-c', '1') });
    application.refresh();
    await argo.until(() => application.at('sync', 'revision') === other, 'the newest commit', 5);
    expect(application.state).toBe('Synced/Healthy');
    expect(application.at('history', '0', 'revision')).toBe(first);
    expect(application.object.metadata.annotations?.['argocd.argoproj.io/refresh']).toBeUndefined();
  });

  it('is asked for every three minutes', async () => {
    argo.repository.commit({ 'a/c.yaml': configMap('a-c', '1') });
    const application = argo.create('a');
    await application.until('OutOfSync/Healthy');
    const next = argo.repository.commit({ 'a/c.yaml': configMap('a-c', '2') });
    await argo.pass(170);
    expect(application.at('sync', 'revision')).not.toBe(next);
    await argo.pass(15);
    expect(application.at('sync', 'revision')).toBe(next);
  });

  it('may be a tag, a commit or its beginning', async () => {
    const first = argo.repository.commit({ 'a/c.yaml': configMap('a-c', '1') });
    argo.repository.tag('v1');
    argo.repository.commit({ 'a/c.yaml': configMap('a-c', '2') });
    const { url: repoURL } = argo.repository;
    for (const [name, targetRevision] of Object.entries({
      tag: 'v1',
      whole: first,
      short: first.slice(0, 8),
    })) {
      const application = argo.create(name, { source: { repoURL, path: 'a', targetRevision } });
      await application.until('OutOfSync/Healthy');
      expect(application.at('sync', 'revision')).toBe(first);
    }
  });

  it('is unknown where it is no YAML, and health is as if nothing were wrong', async () => {
    argo.repository.commit({
      'yaml/c.yaml': configMap('yaml-c', '1'),
      'yaml/d.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: [x\n',
    });
    const application = argo.create('yaml');
    await application.until('Unknown/Healthy');
    const message =
      "Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = FailedPrecondition desc = Failed to unmarshal \"d.yaml\": failed to unmarshal manifest: error converting YAML to JSON: yaml: line 3: did not find expected ',' or ']'";
    expect(application.at('conditions')).toMatchObject([{ type: 'ComparisonError', message }]);
    expect(application.at('resources')).toBeUndefined();
    expect(application.at('sync', 'revision')).toBeUndefined();
    application.sync();
    await application.untilPhase('Error');
    expect(application.at('operationState')).toMatchObject({
      message: `ComparisonError: ${message}`,
      syncResult: { revision: '' },
    });
  });

  it('may have files beside that are no manifests', async () => {
    argo.repository.commit({ 'a/c.yaml': configMap('a-c', '1'), 'a/other.yaml': '{ not: [yaml' });
    const application = argo.create('a');
    await application.until('OutOfSync/Healthy');
    expect(resources(application.at('resources'))).toEqual(['ConfigMap=OutOfSync']);
  });

  it.each([
    ['does-not-exist', 'rpc error: code = Unknown desc = does-not-exist: app path does not exist'],
    [
      'broken',
      'rpc error: code = Unknown desc = `kustomize build <path to cached source>/broken` failed exit status 1: Error: invalid Kustomization: json: unknown field "resourcs"',
    ],
  ])('cannot be had of the path %s', async (path, why) => {
    argo.repository.commit({ 'broken/kustomization.yaml': 'resourcs: []\n' });
    const application = argo.create(path);
    await application.until('Unknown/Healthy');
    expect(application.at('conditions')).toMatchObject([
      { type: 'ComparisonError', message: expect.stringContaining(why) },
    ]);
  });

  it('cannot be synced at a commit that there is none of', async () => {
    argo.repository.commit({ 'a/c.yaml': configMap('a-c', '1') });
    const application = argo.create('a');
    await application.until('OutOfSync/Healthy');
    const revision = 'f'.repeat(40);
    application.sync({ revision });
    await application.untilPhase('Error');
    expect(application.at('operationState', 'message')).toContain(
      `ComparisonError: Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = failed to initialize repository resources: rpc error: code = Internal desc = Failed to checkout revision ${revision}: \`git fetch origin ${revision} --tags --force --prune\` failed exit status 128: fatal: `,
    );
    expect(application.at('operationState', 'message')).toContain(`upload-pack: not our ref ${revision}`);
  });

  it('is missed for a while before anybody is told, unless somebody asks', async () => {
    argo.repository.commit({ 'a/c.yaml': configMap('a-c', '1') });
    const application = argo.create('a');
    await application.until('OutOfSync/Healthy');
    argo.repository.remove();
    await argo.pass(200);
    expect(application.state).toBe('OutOfSync/Healthy');
    application.refresh();
    await application.until('Unknown/Healthy', 5);
    expect(application.at('conditions', '0', 'message')).toContain(
      'failed to list refs: repository not found',
    );
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
    change('a-c', 'by hand');
    await application.until('OutOfSync/Healthy', 0.5);
    expect(resources(application.at('resources'))).toEqual(['ConfigMap=OutOfSync', 'Deployment=Synced']);
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
    await argo.until(() => valueOf('a-c') === '1', 'the first version');
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
    expect(at(live('a-c'), 'data')).toEqual({ v: '1', other: 'kept' });
  });
});

describe('an operation', () => {
  const files = {
    'hook/j.yaml': hookJob('never', { 'argocd.argoproj.io/hook': 'PreSync' }),
    'hook/c.yaml': configMap('hook-c', '1'),
  };

  async function running() {
    const revision = argo.repository.commit(files);
    const application = argo.create('hook');
    await application.until('OutOfSync/Healthy');
    application.sync();
    await argo.until(
      () => application.at('operationState', 'message') === 'waiting for completion of hook batch/Job/never',
      'the hook',
    );
    return { application, revision };
  }

  it('waits for its hook, and meanwhile another one is lost without a word', async () => {
    const { application, revision } = await running();
    expect(application.phase).toBe('Running');
    expect(application.at('operationState', 'syncResult')).toMatchObject({
      revision,
      resources: [
        {
          group: 'batch',
          hookPhase: 'Running',
          hookType: 'PreSync',
          images: ['x'],
          kind: 'Job',
          message: 'job.batch/never created',
          syncPhase: 'PreSync',
        },
      ],
    });
    expect(application.at('resources')).toMatchObject([
      { kind: 'ConfigMap', status: 'OutOfSync' },
      { kind: 'Job', hook: true, requiresPruning: true },
    ]);
    expect(application.at('resources', '1', 'status')).toBeUndefined();
    application.sync({ revision: 'f'.repeat(40) });
    await argo.pass(5);
    expect(application.at('operationState', 'operation', 'sync')).toEqual({ syncStrategy: { hook: {} } });
    finish('never');
    await application.untilPhase('Succeeded');
    expect(application.object.operation).toBeUndefined();
    await argo.pass(5);
    expect(application.at('history')).toHaveLength(1);
    expect(application.at('operationState', 'syncResult', 'resources')).toMatchObject([
      { kind: 'Job', hookPhase: 'Succeeded', message: 'Reached expected number of succeeded pods' },
      { kind: 'ConfigMap', status: 'Synced' },
    ]);
  });

  it('can be asked for so that it is refused while another one runs', async () => {
    const { application } = await running();
    const operation = { initiatedBy: { username: 'ben' }, sync: { syncStrategy: { hook: {} } } };
    const guarded = () =>
      argo.cluster.api.transform({ resource: applications, namespace: 'argocd', name: 'hook' }, stored => {
        const guard = { op: 'test', path: '/operation', value: null };
        return jsonPatch(stored, [guard, { op: 'add', path: '/operation', value: operation }]) as KubeObject;
      });
    expect(guarded).toThrow('the server rejected our request');
    finish('never');
    await application.untilPhase('Succeeded');
    guarded();
    await argo.until(
      () => at(application.at('operationState', 'operation', 'initiatedBy'), 'username') === 'ben',
      'the second operation',
    );
  });

  it('is terminated by a word in its status, and its hook goes', async () => {
    const { application } = await running();
    application.patch({ status: { operationState: { phase: 'Terminating' } } });
    await application.untilPhase('Failed');
    expect(application.at('operationState')).toMatchObject({
      message: 'Operation terminated',
      syncResult: { resources: [{ kind: 'Job', hookPhase: 'Succeeded', message: 'Deleted' }] },
    });
    expect(application.object.operation).toBeUndefined();
    await argo.until(() => !argo.cluster.get('jobs.batch', 'never', 'shop'), 'the hook gone');
    expect(argo.cluster.events('hook.').at(-1)).toMatch(/failed: Operation terminated$/);
  });

  it('fails where its hook does, and has applied nothing', async () => {
    const { application } = await running();
    finish('never', { type: 'Failed', message: 'Job has reached the specified backoff limit' });
    await application.untilPhase('Failed');
    expect(application.at('operationState', 'message')).toBe(
      'one or more synchronization tasks completed unsuccessfully',
    );
    expect(live('hook-c')).toBeUndefined();
  });

  it('goes wave by wave', async () => {
    const wave = (number: string) => ({ 'argocd.argoproj.io/sync-wave': number });
    argo.repository.commit({
      'waves/1.yaml': configMap('second', '1', wave('5')),
      'waves/2.yaml': configMap('first', '1', wave('-1')),
    });
    const application = argo.create('waves');
    await application.until('OutOfSync/Healthy');
    application.sync();
    await argo.until(() => live('first') !== undefined, 'the first wave');
    expect(live('second')).toBeUndefined();
    await application.untilPhase('Succeeded');
    expect(live('second')).toBeDefined();
  });

  it('leaves out what was not asked for, and remembers no such sync', async () => {
    argo.repository.commit({ 'a/c.yaml': configMap('one', '1'), 'a/d.yaml': configMap('two', '1') });
    const application = argo.create('a');
    await application.until('OutOfSync/Healthy');
    application.sync({ resources: [{ kind: 'ConfigMap', name: 'two' }] });
    await application.untilPhase('Succeeded');
    expect([live('one'), live('two')?.metadata.name]).toEqual([undefined, 'two']);
    expect(application.at('history')).toBeUndefined();
  });

  it('takes away what git has no more only when it is asked to', async () => {
    argo.repository.commit({ 'a/c.yaml': configMap('one', '1'), 'a/d.yaml': configMap('two', '1') });
    const application = argo.create('a');
    await application.until('OutOfSync/Healthy');
    application.sync();
    await application.until('Synced/Healthy');
    argo.repository.commit({ 'a/d.yaml': undefined });
    application.refresh();
    await application.until('OutOfSync/Healthy');
    expect(application.at('resources', '1')).toMatchObject({
      name: 'two',
      requiresPruning: true,
      status: 'OutOfSync',
    });
    application.sync();
    await argo.until(
      () => at(application.at('operationState', 'syncResult', 'resources', '0'), 'status') === 'PruneSkipped',
      'the skipped one',
    );
    expect(live('two')).toBeDefined();
    application.sync({ prune: true });
    await argo.until(() => live('two') === undefined, 'it gone');
    await application.until('Synced/Healthy');
  });

  function finish(
    name: string,
    condition = { type: 'Complete', message: 'Reached expected number of succeeded pods' },
  ) {
    const conditions = [{ ...condition, status: 'True' }];
    argo.cluster.api.patch(
      { resource: 'jobs.batch', namespace: 'shop', name },
      { status: { conditions } },
      'status',
    );
  }
});
