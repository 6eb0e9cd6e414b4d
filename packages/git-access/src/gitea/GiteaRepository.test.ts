import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { startSandbox } from '@greenroom/sandbox';
import { GitAccess } from '../GitAccess';

// Every step is a git process or two, and a machine that is busy starts them slowly.
jest.setTimeout(30_000);

type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** Against a Gitea that stores what it is told: the sandbox's, with the machine's git below it. */
describe('a repository at Gitea', () => {
  const state = mkdtempSync(join(tmpdir(), 'git-access-'));
  let sandbox: Sandbox;
  let count = 0;

  beforeAll(async () => {
    sandbox = await startSandbox({ state, world: { bare: [] } });
  });
  afterAll(async () => {
    await sandbox.stop();
    rmSync(state, { recursive: true });
  });

  function access(password = sandbox.git.password, timeoutMs = 20_000) {
    const { host } = new URL(sandbox.git.url);
    const gitea = [{ host, baseUrl: sandbox.git.url, username: 'greenroom', password }];
    const integrations = ScmIntegrations.fromConfig(new ConfigReader({ integrations: { gitea } }));
    return GitAccess.fromIntegrations(integrations, { timeoutMs });
  }

  async function create() {
    count += 1;
    const name = `service-${count}`;
    const basic = Buffer.from(`greenroom:${sandbox.git.password}`).toString('base64');
    const made = await fetch(`${sandbox.git.url}/api/v1/orgs/storefront/repos`, {
      method: 'POST',
      headers: { authorization: `basic ${basic}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name, auto_init: true, default_branch: 'main' }),
    });
    expect(made.status).toBe(201);
    return access().repository(`${sandbox.git.url}/storefront/${name}.git`);
  }

  const files = [
    { path: 'overlays/prod/kustomization.yaml', content: 'resources: [../../base]\n' },
    { path: 'base/deployment.yaml', content: 'kind: Deployment\n' },
    { path: 'README.md', content: 'Überblick ✓\n' },
  ];

  it('is there or not, and says where it is', async () => {
    const repository = await create();
    await expect(repository.exists()).resolves.toBe(true);
    await expect(repository.defaultBranch()).resolves.toBe('main');
    const none = access().repository(`${sandbox.git.url}/storefront/none`);
    await expect(none.exists()).resolves.toBe(false);
    await expect(none.headOf('main')).resolves.toBeUndefined();
    await expect(none.defaultBranch()).rejects.toMatchObject({ name: 'NotFoundError' });
    expect(repository.url).toBe(`${sandbox.git.url}/storefront/service-${count}`);
    expect(repository.pathUrl('overlays/prod', 'main')).toBe(
      `${repository.url}/src/branch/main/overlays/prod`,
    );
    expect(repository.commitUrl('a'.repeat(40))).toBe(`${repository.url}/commit/${'a'.repeat(40)}`);
  });

  it('takes many files in one commit, of which no second one is made', async () => {
    const repository = await create();
    const before = await repository.headOf('main');
    const author = { name: 'Ada Moreau', email: 'ada@greenroom.example' };
    const { sha } = await repository.commit({ branch: 'main', message: 'All of it', files, author });
    await expect(repository.headOf('main')).resolves.toBe(sha);
    await expect(repository.readFile('README.md')).resolves.toBe('Überblick ✓\n');
    await expect(repository.readFile('base/deployment.yaml', sha)).resolves.toBe('kind: Deployment\n');
    await expect(repository.readFile('base', sha)).resolves.toBeUndefined();
    await expect(repository.readFile('base/none', sha)).resolves.toBeUndefined();
    await expect(repository.commit({ branch: 'main', message: 'Again', files })).resolves.toEqual({ sha });
    const [commit, ...others] = await repository.commitsBetween(before ?? '', sha);
    expect([commit?.sha, commit?.parents, commit?.message.trim(), others]).toEqual([
      sha,
      [before],
      'All of it',
      [],
    ]);
    expect(commit?.people).toContainEqual(expect.objectContaining({ email: author.email }));
  });

  it('changes, adds and deletes together, and lists what is there', async () => {
    const repository = await create();
    const first = await repository.commit({ branch: 'main', message: 'First', files });
    const { sha } = await repository.commit({
      branch: 'main',
      message: 'Second',
      expectedHead: first.sha,
      files: [
        { path: 'base/deployment.yaml', content: 'kind: Rollout\n' },
        { path: 'base/service.yaml', content: 'kind: Service\n' },
        { path: 'README.md', deleted: true },
        { path: 'never/was.yaml', deleted: true },
      ],
    });
    const listed = await repository.files('', sha);
    expect(listed.map(({ path, kind }) => `${kind} ${path}`).sort()).toEqual([
      'file base/deployment.yaml',
      'file base/service.yaml',
      'file overlays/prod/kustomization.yaml',
    ]);
    const [then, now] = await Promise.all([
      repository.files('base', first.sha),
      repository.files('base', sha),
    ]);
    expect(then).toHaveLength(1);
    expect(now.find(({ path }) => path === 'base/deployment.yaml')?.id).not.toBe(then[0]?.id);
    await expect(repository.files('none', sha)).resolves.toEqual([]);
  });

  it('is not written where it is not as it was seen', async () => {
    const repository = await create();
    const head = (await repository.headOf('main')) ?? '';
    await repository.commit({ branch: 'main', message: 'Somebody else', files });
    const late = repository.commit({
      branch: 'main',
      message: 'Late',
      expectedHead: head,
      files: [{ path: 'x', content: 'y' }],
    });
    await expect(late).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(`not at ${head.slice(0, 8)} any more`),
    });
    const nowhere = repository.commit({ branch: 'none', message: 'x', files });
    await expect(nowhere).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('has branches that come and go', async () => {
    const repository = await create();
    await repository.createBranch('greenroom/revert-1', 'main');
    await expect(repository.headOf('greenroom/revert-1')).resolves.toBe(await repository.headOf('main'));
    const again = repository.createBranch('greenroom/revert-1', 'main');
    await expect(again).rejects.toMatchObject({ name: 'ConflictError' });
    await repository.deleteBranch('greenroom/revert-1');
    await repository.deleteBranch('greenroom/revert-1');
    await expect(repository.headOf('greenroom/revert-1')).resolves.toBeUndefined();
    await expect(repository.createBranch('x', 'none')).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('has one open change request of the same branches, which is merged', async () => {
    const repository = await create();
    await repository.createBranch('change', 'main');
    await repository.commit({ branch: 'change', message: 'A change', files });
    const request = { title: 'A change', body: 'Because.', from: 'change', into: 'main' };
    const opened = await repository.openChangeRequest(request);
    expect(opened).toMatchObject({ state: 'open', url: `${repository.url}/pulls/${opened.number}` });
    await expect(repository.openChangeRequest(request)).resolves.toEqual(opened);
    const { pathname } = new URL(repository.url);
    const basic = Buffer.from(`greenroom:${sandbox.git.password}`).toString('base64');
    const merged = await fetch(`${sandbox.git.url}/api/v1/repos${pathname}/pulls/${opened.number}/merge`, {
      method: 'POST',
      headers: { authorization: `basic ${basic}`, 'content-type': 'application/json' },
      body: JSON.stringify({ Do: 'merge' }),
    });
    expect(merged.status).toBe(200);
    await expect(repository.changeRequest(opened.number)).resolves.toMatchObject({
      state: 'merged',
      mergedSha: await repository.headOf('main'),
    });
    await expect(repository.changeRequest(99)).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('goes away, and is gone then', async () => {
    const repository = await create();
    await repository.delete();
    await repository.delete();
    await expect(repository.exists()).resolves.toBe(false);
  });

  it('says whose fault it is, without the credentials', async () => {
    const repository = await create();
    const wrong = access('wrong-password').repository(repository.url);
    const failure = await wrong.createBranch('x', 'main').catch(error => error);
    expect(failure).toMatchObject({ name: 'AuthenticationError' });
    expect(String(failure)).not.toContain('wrong-password');
    const late = access(sandbox.git.password, 1).repository(repository.url);
    await expect(late.headOf('main')).rejects.toThrow(/did not answer in time/);
  });

  it.each([
    ['https://evil.example/a/b', /no git host/],
    ['nonsense', /no address/],
  ])('of %s is none', (url, message) => {
    expect(() => access().repository(url)).toThrow(message);
  });
});
