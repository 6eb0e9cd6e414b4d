import { execFileSync } from 'node:child_process';
import { z } from 'zod';
import { apiRepositories, base64 } from '../__testUtils__/apiRepositories';
import { TestGit } from '../__testUtils__/TestGit';
import fields from './__fixtures__/giteaFields.json';

// Every step is a git process or two, and a machine that is busy starts them slowly.
jest.setTimeout(30_000);

let git: TestGit;
beforeAll(async () => {
  git = await TestGit.start();
});
afterAll(() => git.stop());

const repository = apiRepositories(() => git);

describe('answers have the fields that Gitea has', () => {
  const missing = (name: keyof typeof fields, json: unknown) => {
    const there = Object.keys(z.looseObject({}).parse(json));
    return [...fields[name]].filter(field => !there.includes(field));
  };
  const part = (json: unknown, name: string) => z.record(z.string(), z.unknown()).parse(json)[name];
  const first = (json: unknown) => z.array(z.unknown()).parse(json)[0];

  it('for users, organisations, repositories, branches and commits', async () => {
    const { at } = await repository();
    const get = async (path: string) => (await git.api('GET', path)).json;
    expect(missing('User', await get('/user'))).toEqual([]);
    expect(missing('Organization', await get('/orgs/storefront'))).toEqual([]);
    expect(missing('Repository', await get(at))).toEqual([]);
    expect(missing('Repository', first(await get('/orgs/storefront/repos')))).toEqual([]);
    const branch = await get(`${at}/branches/main`);
    expect(missing('Branch', branch)).toEqual([]);
    expect(missing('PayloadCommit', part(branch, 'commit'))).toEqual([]);
    const commit = await get(`${at}/git/commits/main`);
    expect(missing('Commit', commit)).toEqual([]);
    expect(missing('RepoCommit', part(commit, 'commit'))).toEqual([]);
    expect(missing('Compare', await get(`${at}/compare/main...main`))).toEqual([]);
    expect(missing('APIError', await get('/repos/storefront/none'))).toEqual([]);
  });

  it('for contents, changes and pull requests', async () => {
    const { at, change } = await repository();
    expect(missing('ContentsResponse', (await git.api('GET', `${at}/contents/README.md`)).json)).toEqual([]);
    const files = [{ operation: 'create', path: 'b', content: base64('b') }];
    const changed = await change({ new_branch: 'next', files });
    expect(missing('FilesResponse', changed.json)).toEqual([]);
    expect(missing('FileCommitResponse', part(changed.json, 'commit'))).toEqual([]);
    const pull = await git.api('POST', `${at}/pulls`, { head: 'next', base: 'main', title: 'Next' });
    expect(missing('PullRequest', pull.json)).toEqual([]);
    expect(missing('PRBranchInfo', part(pull.json, 'head'))).toEqual([]);
  });
});

describe('repositories', () => {
  it('are made, told, and gone again with everything in them', async () => {
    const made = { name: 'gone', default_branch: 'trunk', auto_init: true, description: 'Soon' };
    expect(await git.api('POST', '/orgs/fulfilment/repos', made)).toMatchObject({
      status: 201,
      json: { full_name: 'fulfilment/gone', default_branch: 'trunk', empty: false, description: 'Soon' },
    });
    expect(await git.api('POST', '/orgs/fulfilment/repos', made)).toMatchObject({
      status: 409,
      json: { message: 'The repository with the same name already exists.' },
    });
    expect(await git.api('DELETE', '/repos/Fulfilment/GONE')).toMatchObject({ status: 204, text: '' });
    expect(await git.api('GET', '/repos/fulfilment/gone')).toMatchObject({ status: 404 });
    expect(await git.api('POST', '/orgs/fulfilment/repos', { name: 'gone' })).toMatchObject({
      json: { empty: true },
    });
  });

  it.each(['..', '.', '.hidden', 'a..b', 'a/b', 'x.git', 'a b', 'a%2Fb', '-x', 'x'.repeat(101), '', 'ä'])(
    'are not called %j',
    async name => {
      expect(await git.api('POST', '/orgs/storefront/repos', { name })).toMatchObject({ status: 422 });
    },
  );

  it.each([
    '/api/v1/repos/storefront/..%2F..%2Fsecret',
    '/api/v1/repos/..%2F..%2Ftmp/x',
    '/..%2Fplatform/applications.git/info/refs?service=git-upload-pack',
    '/storefront/%2e%2e%2fplatform%2fapplications/info/refs?service=git-upload-pack',
    '/platform/applications.git/objects/info/packs',
    '/platform/applications.git/HEAD',
    '/platform/applications/info/refs?service=git-shell',
  ])('are not found by the way %s', async path => {
    expect([400, 403, 404]).toContain((await git.ask('GET', path)).status);
  });

  it('are written by nobody without an account, nor with a wrong one', async () => {
    const { at } = await repository();
    const wrong = base64('greenroom:wrong');
    const tries: Record<string, string>[] = [
      {},
      { authorization: `basic ${wrong}` },
      { authorization: 'token x' },
    ];
    for (const headers of tries) {
      const answer = await git.ask('POST', `/api/v1${at}/contents`, { files: [] }, headers);
      expect(answer).toMatchObject({ status: 401, json: { url: `${git.server.url}/api/swagger` } });
      expect((await git.ask('DELETE', `/api/v1${at}`, undefined, headers)).status).toBe(401);
    }
    const token = { authorization: `token ${git.server.password}` };
    expect(await git.ask('GET', '/api/v1/user', undefined, token)).toMatchObject({
      json: { login: 'greenroom' },
    });
  });
});

describe('branches', () => {
  let plain: ReturnType<typeof repository>;
  beforeAll(() => {
    plain = repository();
  });

  it('are made from branches and commits, and taken away, but not the default one', async () => {
    const { at, head } = await repository();
    const from = await head();
    const made = await git.api('POST', `${at}/branches`, { new_branch_name: 'a/b', old_ref_name: from });
    expect(made).toMatchObject({ status: 201, json: { name: 'a/b', commit: { id: from } } });
    expect(await git.api('POST', `${at}/branches`, { new_branch_name: 'a/b' })).toMatchObject({
      status: 409,
    });
    expect(
      await git.api('POST', `${at}/branches`, { new_branch_name: 'c', old_ref_name: 'none' }),
    ).toMatchObject({ status: 404 });
    expect(await git.api('GET', `${at}/branches/a%2Fb`)).toMatchObject({ json: { name: 'a/b' } });
    expect(await git.api('DELETE', `${at}/branches/a/b`)).toMatchObject({ status: 204 });
    expect(await git.api('GET', `${at}/branches/a/b`)).toMatchObject({ status: 404 });
    expect(await git.api('DELETE', `${at}/branches/main`)).toMatchObject({ status: 403 });
  });

  it.each(['-x', 'a..b', '--upload-pack=x', 'a b', 'x.lock', 'a^', ':x', '@{0}', 'x/', '.x'])(
    'are not called %j',
    async name => {
      const { at } = await plain;
      expect(await git.api('POST', `${at}/branches`, { new_branch_name: name })).toMatchObject({
        status: 422,
      });
      expect((await git.api('GET', `${at}/contents/README.md?ref=${encodeURIComponent(name)}`)).status).toBe(
        404,
      );
    },
  );
});

it('tells commits of a path in pages, with how many there are', async () => {
  const { at, path } = await repository({ a: '1', b: '1' });
  const directory = await git.clone(path);
  await git.commit(directory, { a: '2' }, 'Second of a');
  await git.commit(directory, { b: '2' }, 'Second of b');
  await git.git(directory, 'push', '--quiet', git.remote(path), 'main');
  const answer = await git.api('GET', `${at}/commits?path=a&limit=1`);
  expect(answer.json).toMatchObject([{ commit: { message: 'Second of a\n' }, author: { login: 'ada' } }]);
  expect(answer.headers.get('x-total-count')).toBe('2');
});

it('gives a tree as an archive in one folder, links and rights kept', async () => {
  const { at } = await repository({ 'docs/a.md': 'A', run: '#!' });
  const response = await fetch(`${git.server.url}/api/v1${at}/archive/main.tar.gz`);
  const listed = execFileSync('tar', ['-tz'], {
    input: Buffer.from(await response.arrayBuffer()),
  }).toString();
  const name = at.split('/').at(-1);
  expect(listed.trim().split('\n')).toEqual([
    `${name}/`,
    `${name}/docs/`,
    `${name}/docs/a.md`,
    `${name}/run`,
  ]);
  expect((await git.api('GET', `${at}/archive/none.tar.gz`)).status).toBe(404);
  expect((await git.api('GET', `${at}/archive/main.rar`)).status).toBe(404);
});
