import { resourcesOf, TestArgoCd } from './__testUtils__/TestArgoCd';
import { configMap } from './__testUtils__/manifests';

/** What each state looks like, as it was recorded from Argo CD 3.1. Each step is a git process or two, and a busy machine starts them slowly. */
jest.setTimeout(30_000);

let argo: TestArgoCd;

beforeEach(() => {
  argo = new TestArgoCd();
});

afterEach(() => argo.stop());

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
    expect(resourcesOf(application.at('resources'))).toEqual(['ConfigMap=OutOfSync']);
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
