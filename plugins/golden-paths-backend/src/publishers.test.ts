import { type Kind, TOKEN } from './__testUtils__/publishing';
import { CLUSTERS, type Paths, startPaths } from './__testUtils__/startPaths';

const values = {
  description: 'Takes payments.',
  owner: 'group:default/storefront',
  size: 'small',
  database: false,
};

/** How each kind is asked, of what this portal makes there. */
const hosts: Record<Exclude<Kind, 'gitea'>, { makes: string; removes: RegExp; commits: string }> = {
  github: {
    makes: 'POST /api/v3/orgs/storefront/repos',
    removes: /^DELETE \/api\/v3\/repos\/storefront\/[^/]+$/,
    commits: 'POST /api/v3/repos/platform/applications/git/commits',
  },
  gitlab: {
    makes: 'POST /api/v4/projects',
    removes: /^DELETE \/api\/v4\/projects\//,
    commits: 'POST /api/v4/projects/platform%2Fapplications/repository/commits',
  },
};

/** Every form in which a secret is written. */
const forms = [TOKEN, JSON.stringify(TOKEN).slice(1, -1), encodeURIComponent(TOKEN), btoa(TOKEN)];
const userAndToken = ['x-access-token', 'oauth2'].map(user => btoa(`${user}:${TOKEN}`));

function expectNoToken(said: string): void {
  expect([...forms, ...userAndToken].filter(form => said.includes(form))).toEqual([]);
}

describe.each(Object.entries(hosts))('a golden path with publish:%s', (kind, { makes, removes, commits }) => {
  let paths: Paths;
  const file = async (repository: string, path: string) => {
    const [owner = '', name = ''] = repository.split('/');
    const bare = paths.sandbox.git.host.find(owner, name)?.bare;
    const entry = await bare?.entry((await bare.branch('main')) ?? '', path);
    return entry && (await bare?.blob(entry.sha))?.toString();
  };

  beforeAll(async () => {
    paths = await startPaths({ publisher: kind as Kind });
  }, 60_000);
  afterAll(() => paths.stop());

  it('publishes by git itself, commits and asks for the policy by the host’s API', async () => {
    const { taskId, status } = await paths.run({ ...values, name: 'payments' });
    expect(status === 'completed' || (await paths.log(taskId))).toBe(true);
    const { pages, forge } = paths.publishing;
    const report = await paths.report(taskId);
    expect(report.made.map(({ kind: what, ref, state }) => `${what} ${ref} ${state}`)).toEqual([
      expect.stringMatching(/^location .*\/storefront\/payments\/.*main\/catalog-info\.yaml made$/),
      'change-request platform/portal-config: greenroom/payments made',
      'commit platform/applications: eks-dev/payments.yaml, eks-staging/payments.yaml, eks-prod/payments.yaml made',
      'repository storefront/payments-deploy made',
      'repository storefront/payments made',
    ]);
    expect(report.links).toContainEqual({ title: 'Its code', url: `${pages}/storefront/payments` });
    expect(forge?.asked.filter(line => line.startsWith(`${makes} 201`))).toHaveLength(2);
    expect(forge?.openPulls('platform/portal-config')).toEqual(['greenroom/payments']);
    expect(forge?.asked.filter(line => line.endsWith(' 501'))).toEqual([]);
    // Who may write the code without a second person decides who made what goes live; the updater writes the deployment.
    const guarded = new Set(['storefront/payments']);
    expect(forge).toMatchObject(kind === 'github' ? { protected: guarded } : { leaving: [] });
    // The tag that runs first is the commit that the push made.
    const commit = await paths.sandbox.git.host.find('storefront', 'payments')?.bare.branch('main');
    const overlay = await file('storefront/payments-deploy', 'overlays/prod/kustomization.yaml');
    expect(overlay).toContain(`newTag: "${commit}"`);
    for (const cluster of CLUSTERS) {
      const application = await file('platform/applications', `${cluster}/payments.yaml`);
      expect(application).toContain(`repoURL: ${pages}/storefront/payments-deploy`);
    }
    expectNoToken(`${await paths.log(taskId)} ${JSON.stringify(report)}`);

    const again = await paths.run({ ...values, name: 'payments' });
    expect(again.status).toBe('failed');
    expect((await paths.report(again.taskId)).made).toEqual([]);
  }, 120_000);

  it('that fails takes everything away at the host, and the same request again succeeds', async () => {
    const { catalog, publishing } = paths;
    const { forge } = publishing;
    catalog.refuses = new TypeError(`the catalog is full, says ${TOKEN}`);
    const { taskId, status } = await paths.run({ ...values, name: 'unlucky' });
    catalog.refuses = undefined;
    expect(status).toBe('failed');
    const { made } = await paths.report(taskId);
    expect(made.map(({ kind: what, state }) => [what, state])).toEqual([
      ['change-request', 'undone'],
      ['commit', 'undone'],
      ['repository', 'undone'],
      ['repository', 'undone'],
    ]);
    expect(
      forge?.asked.filter(line => removes.test(line.replace(/ \d+$/, ''))).length,
    ).toBeGreaterThanOrEqual(2);
    const names = ['unlucky', 'unlucky-deploy'];
    expect(names.map(name => paths.sandbox.git.host.find('storefront', name))).toEqual([
      undefined,
      undefined,
    ]);
    expect(forge).toMatchObject(kind === 'gitlab' ? { leaving: [] } : {});
    expect(forge?.openPulls('platform/portal-config')).not.toContain('greenroom/unlucky');
    for (const cluster of CLUSTERS) {
      expect(await file('platform/applications', `${cluster}/unlucky.yaml`)).toBeUndefined();
    }
    expectNoToken(await paths.log(taskId));

    expect((await paths.run({ ...values, name: 'unlucky' })).status).toBe('completed');
  }, 120_000);

  it('that may not delete names what remains and how to remove it', async () => {
    const { proxy, pages } = paths.publishing;
    const told = `no ${TOKEN} (${btoa(TOKEN)}) may do that`;
    proxy.fault = line =>
      removes.test(line) || line.startsWith(commits)
        ? { status: 403, body: JSON.stringify({ message: told }) }
        : undefined;
    const { taskId, status } = await paths.run({ ...values, name: 'stuck' });
    proxy.fault = () => undefined;
    expect(status).toBe('failed');
    const { made } = await paths.report(taskId);
    const remains = made.filter(({ state }) => state === 'remains');
    expect(remains.map(({ ref }) => ref)).toEqual(['storefront/stuck-deploy', 'storefront/stuck']);
    expect(remains[1]).toMatchObject({
      howToRemove: {
        url: `${pages}/storefront/stuck/${kind === 'gitlab' ? 'edit' : 'settings'}`,
        command: `${kind === 'gitlab' ? 'glab' : 'gh'} repo delete storefront/stuck --yes`,
      },
    });
    const said = await paths.log(taskId);
    expect(said).toContain('does not let the portal change');
    expectNoToken(`${said} ${JSON.stringify(made)}`);
  }, 120_000);
});
