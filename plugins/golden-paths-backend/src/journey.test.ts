import { type Paths, startPaths } from './__testUtils__/startPaths';

const values = {
  name: 'payments',
  description: 'Takes payments.',
  owner: 'group:default/storefront',
  size: 'small',
  database: true,
};
const check = '/golden-paths/names?owner=group:default/storefront&name=';

describe('a run of the golden path', () => {
  let paths: Paths;
  beforeAll(async () => {
    paths = await startPaths();
  }, 60_000);
  afterAll(() => paths.stop());

  it('is shown whole before anything exists', async () => {
    await paths.sandbox.git.host.open();
    const before = await paths.sandbox.git.host.heads('main');
    const { body, status } = await paths.ask('post', '/golden-paths/previews', {
      templateRef: 'template:default/eks-blue-green',
      values,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ problems: [], leftOut: 0 });
    const files: { repository: string; path: string; content?: string; size: number }[] = body.files;
    const shown = files.map(({ repository, path }) => `${repository} ${path}`);
    expect(shown).toEqual(
      expect.arrayContaining([
        'platform/applications eks-dev/payments.yaml',
        'platform/applications eks-prod/payments.yaml',
        'platform/portal-config promotions/payments.yaml',
        'storefront/payments catalog-info.yaml',
        'storefront/payments src/database.ts',
        'storefront/payments-deploy overlays/prod/kustomization.yaml',
      ]),
    );
    expect(files.every(({ content, size }) => Buffer.byteLength(content ?? '') === size)).toBe(true);
    expect(body.steps.map(({ does }: { does: string }) => does)).toEqual(
      expect.arrayContaining([
        'Commits 3 files to platform/applications',
        'Asks platform/portal-config for the approval policy by a change request',
      ]),
    );
    expect(await paths.sandbox.git.host.heads('main')).toEqual(before);
    expect(paths.sandbox.git.host.find('storefront', 'payments')).toBeUndefined();
  }, 60_000);

  it('makes what it says, and says what it made', async () => {
    const { body: free } = await paths.ask('get', `${check}payments`);
    expect(free).toMatchObject({ problems: [], unknown: [] });
    expect(free.sources.map(({ freshness }: { freshness: string }) => freshness)).toEqual(
      Array(4).fill('live'),
    );

    const { taskId, status } = await paths.run(values);
    expect(status).toBe('completed');
    const report = await paths.report(taskId);
    const { url } = paths.proxy;
    expect(report).toMatchObject({
      taskId,
      state: 'completed',
      templateRef: 'template:default/eks-blue-green',
      entityRef: 'component:default/payments',
    });
    expect(report.made.map(({ kind, ref, state }) => `${kind} ${ref} ${state}`)).toEqual([
      `location ${url}/storefront/payments/src/branch/main/catalog-info.yaml made`,
      'change-request platform/portal-config: greenroom/payments made',
      'commit platform/applications: eks-dev/payments.yaml, eks-staging/payments.yaml, eks-prod/payments.yaml made',
      'repository storefront/payments-deploy made',
      'repository storefront/payments made',
    ]);
    expect(report.steps.find(({ id }) => id === 'live')).toMatchObject({ status: 'completed' });
    expect(report.links).toContainEqual({ title: 'Its code', url: `${url}/storefront/payments` });

    const { body: taken } = await paths.ask('get', `${check}payments`);
    expect(taken.problems).toContainEqual({
      rule: 'exists',
      text: `${url}/storefront/payments is there already: run ${taskId} made it.`,
      source: `git:localhost:${paths.proxy.port}`,
    });
    const again = await paths.run(values);
    expect(again.status).toBe('failed');
    expect((await paths.report(again.taskId)).made).toEqual([]);
    expect(paths.sandbox.git.host.find('storefront', 'payments')).toBeDefined();
    expect((await paths.ask('post', `/golden-paths/runs/${taskId}/undo`, {})).status).toBe(409);
  }, 60_000);

  it('has no secret in its log, of the portal or of the git host', async () => {
    const { password } = paths.sandbox.git;
    const told = `denied for http://greenroom:${password}@git.example (Basic ${btoa(`greenroom:${password}`)})`;
    paths.proxy.fault = line =>
      line === 'POST /api/v1/repos/platform/applications/contents'
        ? { status: 422, body: JSON.stringify({ message: told }) }
        : undefined;
    const { taskId, status } = await paths.run({ ...values, name: 'quiet', database: false });
    paths.proxy.fault = () => undefined;
    expect(status).toBe('failed');
    const said = await paths.log(taskId);
    expect(said).toContain('denied for');
    for (const form of [
      password,
      encodeURIComponent(password),
      btoa(password),
      btoa(`greenroom:${password}`),
    ]) {
      expect(said).not.toContain(form);
    }
    expect(said).not.toMatch(/greenroom:[^*\s]+@/);
  }, 60_000);

  it('that was cancelled is undone when somebody asks for it', async () => {
    paths.features.delivery = async () => undefined;
    const taskId = await paths.start({ ...values, name: 'halted', database: false });
    for (let tries = 0; tries < 300; tries += 1) {
      if ((await paths.log(taskId)).includes('dev: Argo CD has no Application of it yet.')) {
        break;
      }
      await new Promise(done => {
        setTimeout(done, 200);
      });
    }
    expect((await paths.ask('post', `/golden-paths/runs/${taskId}/undo`, {})).status).toBe(409);
    await paths.ask('post', `/scaffolder/v2/tasks/${taskId}/cancel`);
    // A step that is cancelled fails, and the last one is cancelled with it.
    expect(['cancelled', 'failed']).toContain(await paths.end(taskId));
    const left = await paths.report(taskId);
    expect(left.made.map(({ state }) => state)).toEqual(Array(5).fill('remains'));
    const { body } = await paths.ask('post', `/golden-paths/runs/${taskId}/undo`, {});
    expect(body.made.map(({ state }: { state: string }) => state)).toEqual(Array(5).fill('undone'));
    expect((await paths.report(taskId)).made).toEqual([]);
    expect(paths.sandbox.git.host.find('storefront', 'halted')).toBeUndefined();
  }, 90_000);

  it('begins with no name that nobody can tell of', async () => {
    const end = paths.sandbox.cluster('eks-staging').faults.inject({ fault: 'kill' });
    const { body } = await paths.ask('get', `${check}unsure`);
    expect(body.problems).toEqual([]);
    expect(body.unknown).toEqual([expect.stringMatching(/^Nobody can tell what eks-staging has: /)]);
    expect(body.sources).toContainEqual(
      expect.objectContaining({ id: 'cluster:eks-staging', freshness: 'unreachable' }),
    );
    const { taskId, status } = await paths.run({ ...values, name: 'unsure' });
    end();
    expect(status).toBe('failed');
    const { error, made } = await paths.report(taskId);
    expect(error).toMatch(/^Nothing is made while nobody can tell whether the name is free\. /);
    expect(made).toEqual([]);
  }, 60_000);

  it('is refused a name that a cluster has', async () => {
    const { api } = paths.sandbox.cluster('eks-prod');
    const metadata = (name: string) => ({ name, namespace: 'storefront' });
    api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'storefront' } });
    api.create('services', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata('taken-preview'),
      spec: { ports: [{ port: 80 }] },
    });
    const { body } = await paths.ask('get', `${check}taken`);
    expect(body.problems).toEqual([
      {
        rule: 'exists',
        text: 'eks-prod has a service taken-preview in storefront already.',
        source: 'cluster:eks-prod',
      },
    ]);
    const asked = await paths.ask('get', '/golden-paths/names?name=taken');
    expect(asked.body).toMatchObject({
      problems: [],
      unknown: [expect.stringContaining('owner')],
      sources: [],
      // Nobody's organisation is made up.
      derived: {
        repository: '',
        deployRepository: '',
        namespace: '',
        image: '',
        host: 'taken.eks-prod.shop.example',
        databaseRole: 'taken-app',
      },
    });
  }, 30_000);
});
