import { statSync } from 'node:fs';
import { TestGit } from './__testUtils__/TestGit';

// Every step is a git process or two, and a machine that is busy starts them slowly.
jest.setTimeout(30_000);

let host: TestGit;
beforeAll(async () => {
  host = await TestGit.start();
});
afterAll(() => host.stop());

describe("Backstage's publish:gitea", () => {
  it('finds the organisation, makes the repository, pushes and sees its branch', async () => {
    const { server } = host;
    expect(await host.api('GET', '/orgs/storefront')).toMatchObject({
      status: 200,
      json: { username: 'storefront' },
    });
    expect(await host.api('GET', '/orgs/nobody')).toMatchObject({ status: 404 });
    const made = await host.api('POST', '/orgs/storefront/repos', {
      name: 'wishlist',
      description: 'Wishes',
    });
    expect(made).toMatchObject({
      status: 201,
      json: {
        full_name: 'storefront/wishlist',
        clone_url: `${server.url}/storefront/wishlist.git`,
        default_branch: 'main',
        empty: true,
      },
    });
    expect(await host.ask('GET', '/storefront/wishlist/src/branch/main')).toMatchObject({ status: 404 });
    const directory = await host.workspace({ 'catalog-info.yaml': 'kind: Component\n', 'src/index.ts': '' });
    await host.git(directory, 'push', '--quiet', host.remote('storefront/wishlist.git'), 'main');
    const head = await host.git(directory, 'rev-parse', 'HEAD');
    expect(await host.ask('GET', '/storefront/wishlist/src/branch/main')).toMatchObject({ status: 200 });
    const push = { organization: 'storefront', repository: 'wishlist', branch: 'main', after: head };
    expect(host.pushes).toContainEqual({ ...push, before: undefined });
  });

  it('is asked for credentials before it may push, and may not with others', async () => {
    await host.api('POST', '/orgs/storefront/repos', { name: 'guarded' });
    const refs = await host.ask('GET', '/storefront/guarded.git/info/refs?service=git-receive-pack');
    expect(refs.status).toBe(401);
    expect(refs.headers.get('www-authenticate')).toBe('Basic realm="Gitea"');
    const directory = await host.workspace({ 'README.md': 'x' });
    const push = (remote: string) => host.git(directory, 'push', '--quiet', remote, 'main');
    await expect(push(`${host.server.url}/storefront/guarded`)).rejects.toThrow(/could not read Username/);
    await expect(push(host.remote('storefront/guarded', 'greenroom', 'wrong'))).rejects.toThrow(
      /Authentication failed/,
    );
    await push(host.remote('storefront/guarded', 'ada', 'adas-password'));
  });

  it('finds its password in the state directory, readable by this user only', () => {
    expect(host.state.read('git-password')).toBe(host.server.password);
    expect(statSync(host.state.file('git-password')).mode & 0o777).toBe(0o600);
  });
});

describe("Backstage's Gitea URL reader", () => {
  it('reads a file, the latest commit and a tree', async () => {
    const directory = await host.repository('storefront/read', {
      'catalog-info.yaml': 'kind: API\n',
      'docs/a.md': 'A',
    });
    const head = await host.git(directory, 'rev-parse', 'HEAD');
    const file = await host.api('GET', '/repos/storefront/read/contents/catalog-info.yaml?ref=main');
    expect(file).toMatchObject({
      status: 200,
      json: { encoding: 'base64', content: btoa('kind: API\n'), type: 'file' },
    });
    expect(await host.api('GET', '/repos/storefront/read/git/commits/main')).toMatchObject({
      json: { sha: head },
    });
    const archive = await fetch(`${host.server.url}/api/v1/repos/storefront/read/archive/main.tar.gz`);
    expect(archive.status).toBe(200);
    expect(await host.api('GET', '/repos/storefront/read/contents/none.yaml?ref=main')).toMatchObject({
      status: 404,
      json: { url: `${host.server.url}/api/swagger` },
    });
  });
});
