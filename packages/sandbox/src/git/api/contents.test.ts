import { execFileSync } from 'node:child_process';
import { z } from 'zod';
import { apiRepositories, base64, shaOf } from '../__testUtils__/apiRepositories';
import { TestGit } from '../__testUtils__/TestGit';

// Every step is a git process or two, and a machine that is busy starts them slowly.
jest.setTimeout(30_000);

let git: TestGit;
beforeAll(async () => {
  git = await TestGit.start();
});
afterAll(() => git.stop());

const repository = apiRepositories(() => git);

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
