import { execFileSync } from 'node:child_process';
import { z } from 'zod';
import { type Answer, TestGit } from '../__testUtils__/TestGit';
import fields from './__fixtures__/giteaFields.json';

// Every step is a git process or two, and a machine that is busy starts them slowly.
jest.setTimeout(30_000);

let git: TestGit;
beforeAll(async () => {
  git = await TestGit.start();
});
afterAll(() => git.stop());

const base64 = (text: string) => Buffer.from(text).toString('base64');
const shaOf = ({ json }: Answer) => z.object({ sha: z.string() }).parse(json).sha;
let number = 0;

/** A repository of its own with a first commit. */
async function repository(files: Record<string, string> = { 'README.md': 'one\n' }) {
  number += 1;
  const path = `storefront/api-${number}`;
  await git.hosted(path, files);
  const head = () => git.api('GET', `/repos/${path}/git/commits/main`).then(shaOf);
  const change = (body: object) => git.api('POST', `/repos/${path}/contents`, body);
  return { path, at: `/repos/${path}`, head, change };
}

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

describe('a change of files', () => {
  // One for all that is refused: it stays as it is.
  let refusing: ReturnType<typeof repository>;
  beforeAll(() => {
    refusing = repository({ a: 'a', 'dir/b': 'b' });
  });

  it('makes, changes, moves and takes away files in one commit, by its author', async () => {
    const { at, change, head } = await repository({ a: 'a', 'dir/b': 'b', c: 'c' });
    const blob = async (path: string) => shaOf(await git.api('GET', `${at}/contents/${path}`));
    const before = await head();
    const answer = await change({
      message: 'Several',
      author: { name: 'Ben', email: 'ben@greenroom.example' },
      files: [
        { operation: 'create', path: 'dir/new ü.txt', content: base64('new') },
        { operation: 'update', path: 'a', content: base64('A'), sha: await blob('a') },
        { operation: 'update', path: 'moved', from_path: 'c', sha: await blob('c') },
        { operation: 'delete', path: 'dir/b', sha: await blob('dir/b') },
      ],
    });
    expect(answer).toMatchObject({
      status: 201,
      json: {
        files: [{ path: 'dir/new ü.txt' }, { path: 'a' }, { path: 'moved' }, null],
        commit: { message: 'Several\n', author: { name: 'Ben' }, parents: [{ sha: before }] },
      },
    });
    const tree = await git.api('GET', `${at}/git/trees/main?recursive=true`);
    expect(
      z
        .object({ tree: z.array(z.object({ path: z.string() })) })
        .parse(tree.json)
        .tree.map(({ path }) => path),
    ).toEqual(['a', 'dir/new ü.txt', 'moved']);
    expect((await git.ask('GET', `/${at.slice(7)}/raw/branch/main/moved`)).text).toBe('c');
    const after = await head();
    expect(git.pushes.at(-1)).toMatchObject({ branch: 'main', before, after });
    expect(await git.api('GET', `${at}/compare/${before}...main`)).toMatchObject({
      json: {
        total_commits: 1,
        commits: [{ sha: after, files: expect.arrayContaining([{ filename: 'c', status: 'removed' }]) }],
      },
    });
  });

  it('keeps a file executable, and answers for one file as for several', async () => {
    const { at, path } = await repository({ run: '#!' });
    const directory = await git.clone(path);
    execFileSync('chmod', ['+x', 'run'], { cwd: directory });
    await git.commit(directory, {}, 'May run');
    await git.git(directory, 'push', '--quiet', git.remote(path), 'main');
    const sha = shaOf(await git.api('GET', `${at}/contents/run`));
    expect(await git.api('PUT', `${at}/contents/run`, { content: base64('#!!'), sha })).toMatchObject({
      status: 200,
      json: { content: { path: 'run' }, commit: { message: 'Update run\n' } },
    });
    expect(await git.api('GET', `${at}/git/trees/main`)).toMatchObject({
      json: { tree: [{ mode: '100755' }] },
    });
    expect(await git.api('POST', `${at}/contents/new`, { content: base64('1') })).toMatchObject({
      status: 201,
    });
    const now = shaOf(await git.api('GET', `${at}/contents/new`));
    expect(await git.api('DELETE', `${at}/contents/new`, { sha: now })).toMatchObject({
      status: 200,
      json: { content: null },
    });
  });

  it.each([
    ['with an old id', 422, { operation: 'update', path: 'a', content: 'eA==', sha: 'f'.repeat(40) }],
    ['without an id', 422, { operation: 'update', path: 'a', content: 'eA==' }],
    ['of a file that is there already', 422, { operation: 'create', path: 'a', content: 'eA==' }],
    ['of a file that is not there', 404, { operation: 'delete', path: 'none', sha: 'f'.repeat(40) }],
    ['below a file', 422, { operation: 'create', path: 'a/b', content: 'eA==' }],
    ['instead of a directory', 422, { operation: 'create', path: 'dir', content: 'eA==' }],
    ['of another kind', 422, { operation: 'chmod', path: 'a' }],
    ['that is not base64', 422, { operation: 'create', path: 'x', content: '%%%' }],
  ])('%s is refused and changes nothing', async (_, status, file) => {
    const { change, head } = await refusing;
    const before = await head();
    const good = { operation: 'create', path: 'good', content: base64('x') };
    expect(await change({ files: [good, file] })).toMatchObject({ status });
    expect(await head()).toBe(before);
  });

  it.each([
    '../out',
    '/etc/passwd',
    'a/../../b',
    './a',
    'a//b',
    '.git/config',
    'x/.GIT/hooks/post-receive',
    '.git ',
    'GIT~1/x',
    '.g\u200cit/x',
    'a\nb',
    'a\0b',
    `${'x'.repeat(256)}`,
    `${'x/'.repeat(600)}x`,
    '',
  ])('never writes %j', async path => {
    const { change, at } = await refusing;
    expect(await change({ files: [{ operation: 'create', path, content: base64('x') }] })).toMatchObject({
      status: 422,
    });
    const named = encodeURIComponent(path) || 'x%00';
    expect((await git.api('GET', `${at}/contents/${named}`)).status).toBe(404);
  });

  it('does not follow links, and tells them as git stores them', async () => {
    const { change, at, path } = await repository();
    const directory = await git.clone(path);
    execFileSync('ln', ['-s', '/etc', 'link'], { cwd: directory });
    await git.commit(directory, {}, 'A link');
    await git.git(directory, 'push', '--quiet', git.remote(path), 'main');
    expect(await git.api('GET', `${at}/contents/link`)).toMatchObject({
      json: { type: 'symlink', target: '/etc', content: null },
    });
    expect((await git.api('GET', `${at}/contents/link/passwd`)).status).toBe(404);
    expect((await git.ask('GET', `/${path}/raw/branch/main/link`)).text).toBe('/etc');
    expect(
      await change({ files: [{ operation: 'create', path: 'link/x', content: base64('x') }] }),
    ).toMatchObject({ status: 422 });
  });

  it('takes JSON only, and no more than it can hold', async () => {
    const { at } = await repository();
    const own = { authorization: git.authorization };
    const plain = await git.ask('POST', `/api/v1${at}/contents`, '{}', {
      ...own,
      'content-type': 'text/plain',
    });
    expect(plain.status).toBe(415);
    expect((await git.ask('POST', `/api/v1${at}/contents`, '{', own)).status).toBe(400);
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
