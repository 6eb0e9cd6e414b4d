import { at } from '../kubernetes/json';
import { jsonPatch } from '../kubernetes/patches/jsonPatch';
import type { KubeObject } from '../kubernetes/types';
import { applications } from './application';
import { TestArgoCd } from './__testUtils__/TestArgoCd';
import { configMap, hookJob } from './__testUtils__/manifests';

/** What each state looks like, as it was recorded from Argo CD 3.1. Each step is a git process or two, and a busy machine starts them slowly. */
jest.setTimeout(30_000);

let argo: TestArgoCd;

beforeEach(() => {
  argo = new TestArgoCd();
});

afterEach(() => argo.stop());

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
    expect(argo.live('hook-c')).toBeUndefined();
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
    await argo.until(() => argo.live('first') !== undefined, 'the first wave');
    expect(argo.live('second')).toBeUndefined();
    await application.untilPhase('Succeeded');
    expect(argo.live('second')).toBeDefined();
  });

  it('leaves out what was not asked for, and remembers no such sync', async () => {
    argo.repository.commit({ 'a/c.yaml': configMap('one', '1'), 'a/d.yaml': configMap('two', '1') });
    const application = argo.create('a');
    await application.until('OutOfSync/Healthy');
    application.sync({ resources: [{ kind: 'ConfigMap', name: 'two' }] });
    await application.untilPhase('Succeeded');
    expect([argo.live('one'), argo.live('two')?.metadata.name]).toEqual([undefined, 'two']);
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
    expect(argo.live('two')).toBeDefined();
    application.sync({ prune: true });
    await argo.until(() => argo.live('two') === undefined, 'it gone');
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
