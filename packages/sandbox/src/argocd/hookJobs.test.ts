import { at } from '../kubernetes/json';
import { configMap, hookJob } from './__testUtils__/manifests';
import { TestArgoCd } from './__testUtils__/TestArgoCd';

jest.setTimeout(60_000);

/** Jobs as hooks, run by the cluster's own Job controller and kubelets. */
describe('a hook that is a Job', () => {
  let argo: TestArgoCd;
  const job = (name: string) => argo.cluster.get('jobs.batch', name, 'shop');
  const hook = (when: string, policy: string) => ({
    'argocd.argoproj.io/hook': when,
    'argocd.argoproj.io/hook-delete-policy': policy,
  });

  beforeEach(() => {
    argo = new TestArgoCd();
    argo.cluster.images.set('x', { outcome: 'completes', runSeconds: 2 });
  });

  afterEach(() => argo.stop());

  it('runs before and after the rest, and goes by its policy', async () => {
    argo.repository.commit({
      'hooked/before.yaml': hookJob('migrate', hook('PreSync', 'BeforeHookCreation')),
      'hooked/after.yaml': hookJob('smoke', hook('PostSync', 'HookSucceeded')),
      'hooked/c.yaml': configMap('settings', '1'),
    });
    const application = argo.create('hooked');
    await application.until('OutOfSync/Healthy');
    application.sync();
    await argo.until(() => job('migrate') !== undefined, 'the first hook');
    expect(argo.cluster.get('configmaps', 'settings', 'shop')).toBeUndefined();
    await argo.until(() => job('smoke') !== undefined, 'the last hook');
    expect(at(job('migrate'), 'status', 'succeeded')).toBe(1);
    expect(argo.cluster.get('configmaps', 'settings', 'shop')).toBeDefined();
    await application.untilPhase('Succeeded');
    expect(application.at('operationState', 'syncResult', 'resources')).toMatchObject([
      { kind: 'Job', name: 'migrate', hookPhase: 'Succeeded', syncPhase: 'PreSync' },
      { kind: 'ConfigMap', status: 'Synced' },
      { kind: 'Job', name: 'smoke', hookPhase: 'Succeeded', syncPhase: 'PostSync' },
    ]);
    await argo.pass(5);
    expect(job('smoke')).toBeUndefined();
    expect(job('migrate')).toBeDefined();
    const first = job('migrate')?.metadata.uid;
    application.sync();
    await argo.until(() => ![undefined, first].includes(job('migrate')?.metadata.uid), 'the next one');
  });

  it('that fails stops the sync before anything is changed', async () => {
    argo.cluster.images.set('x', { outcome: 'crash', exitCode: 1 });
    const before = hookJob('migrate', hook('PreSync', 'HookFailed'));
    argo.repository.commit({
      'hooked/before.yaml': { ...before, spec: { ...before.spec, backoffLimit: 0 } },
      'hooked/c.yaml': configMap('settings', '1'),
    });
    const application = argo.create('hooked');
    await application.until('OutOfSync/Healthy');
    application.sync();
    await application.untilPhase('Failed');
    expect(application.at('operationState', 'syncResult', 'resources')).toMatchObject([
      { kind: 'Job', hookPhase: 'Failed', message: 'Job has reached the specified backoff limit' },
    ]);
    expect(argo.cluster.get('configmaps', 'settings', 'shop')).toBeUndefined();
    await argo.pass(5);
    expect(job('migrate')).toBeUndefined();
  });
});
