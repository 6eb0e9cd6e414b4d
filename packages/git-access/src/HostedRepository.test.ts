import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { type Answer, startGitHost } from './__testUtils__/startGitHost';
import { GitAccess } from './GitAccess';

const [HEAD, NEXT, TREE] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)];
const base64 = (text: string) => Buffer.from(text).toString('base64');

let stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.map(stop => stop()));
  stops = [];
});

async function start(host: 'hub.example' | 'lab.example' | 'tea.example', answers: Record<string, Answer>) {
  const server = await startGitHost(answers);
  stops.push(server.stop);
  const integrations = ScmIntegrations.fromConfig(
    new ConfigReader({
      integrations: {
        github: [{ host: 'hub.example', apiBaseUrl: server.url, token: 'gh-secret' }],
        gitlab: [{ host: 'lab.example', apiBaseUrl: server.url, token: 'gl-secret' }],
        gitea: [{ host: 'tea.example', baseUrl: server.url, username: 'portal', password: 'gt-secret' }],
      },
    }),
  );
  const repository = GitAccess.fromIntegrations(integrations).repository(`git@${host}:shop/checkout.git`);
  const written = () =>
    server.asked.flatMap(({ method, url, body }) => (method ? [{ method, url, body }] : []));
  return { ...server, repository, written };
}

const change = {
  branch: 'main',
  message: 'Change',
  files: [
    { path: 'run.sh', content: 'new' },
    { path: 'old.yaml', deleted: true as const },
    { path: 'same.yaml', content: 'same' },
  ],
};

describe('GitHub', () => {
  const repo = '/repos/shop/checkout';
  const file = (text: string) => ({
    body: { type: 'file', sha: 'x', encoding: 'base64', content: base64(text) },
  });
  const answers: Record<string, Answer> = {
    [`${repo}/git/ref/heads/main`]: { body: { object: { sha: HEAD } } },
    [`${repo}/contents/run.sh`]: file('old'),
    [`${repo}/contents/old.yaml`]: file('old'),
    [`${repo}/contents/same.yaml`]: file('same'),
    [`${repo}/git/trees/${HEAD}`]: {
      body: {
        sha: TREE,
        truncated: false,
        tree: [
          { path: 'run.sh', mode: '100755', type: 'blob', sha: '1' },
          { path: 'base', mode: '040000', type: 'tree', sha: '2' },
          { path: 'base/link', mode: '120000', type: 'blob', sha: '3' },
          { path: 'base/module', mode: '160000', type: 'commit', sha: '4' },
        ],
      },
    },
    [`POST ${repo}/git/trees`]: { status: 201, body: { sha: 'tree' } },
    [`POST ${repo}/git/commits`]: { status: 201, body: { sha: NEXT } },
    [`PATCH ${repo}/git/refs/heads/main`]: { body: {} },
  };

  it('gets a commit of what differs, upon the head, with the modes that files have', async () => {
    const { repository, written, asked } = await start('hub.example', answers);
    await expect(repository.commit(change)).resolves.toEqual({ sha: NEXT });
    expect(written()).toEqual([
      {
        method: 'POST',
        url: `${repo}/git/trees`,
        body: {
          base_tree: TREE,
          tree: [
            { path: 'run.sh', mode: '100755', type: 'blob', content: 'new' },
            { path: 'old.yaml', mode: '100644', type: 'blob', sha: null },
          ],
        },
      },
      {
        method: 'POST',
        url: `${repo}/git/commits`,
        body: { message: 'Change', tree: 'tree', parents: [HEAD] },
      },
      { method: 'PATCH', url: `${repo}/git/refs/heads/main`, body: { sha: NEXT, force: false } },
    ]);
    expect(new Set(asked.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer gh-secret']));
  });

  it('that moved meanwhile is a conflict, and one that did not is its own words', async () => {
    let head = HEAD;
    const refused = (move: boolean): Record<string, Answer> => ({
      ...answers,
      [`${repo}/git/ref/heads/main`]: () => ({ object: { sha: head } }),
      [`PATCH ${repo}/git/refs/heads/main`]: {
        status: 422,
        body: { message: 'no, gh-secret is not enough' },
      },
      [`POST ${repo}/git/commits`]: () => {
        head = move ? NEXT : HEAD;
        return { sha: NEXT };
      },
    });
    const moved = await start('hub.example', refused(true));
    await expect(moved.repository.commit(change)).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('is at bbbbbbbb, not at aaaaaaaa any more'),
    });
    head = HEAD;
    const stuck = await start('hub.example', refused(false));
    await expect(stuck.repository.commit(change)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('It said: no, [hidden] is not enough'),
    });
  });

  it('lists links and submodules as what they are, and has pull requests', async () => {
    const pull = { number: 7, state: 'closed', merged_at: '2026-11-20T10:00:00Z', merge_commit_sha: NEXT };
    const { repository } = await start('hub.example', {
      ...answers,
      [`POST ${repo}/pulls`]: {
        status: 422,
        body: { message: 'Validation Failed', errors: [{ message: 'exists' }] },
      },
      [`${repo}/pulls`]: query => [
        {
          number: query.get('head') === 'shop:change' && query.get('base') === 'main' ? 5 : 0,
          state: 'open',
        },
      ],
      [`${repo}/pulls/7`]: { body: pull },
      [`${repo}/pulls/8`]: { body: { ...pull, number: 8, merged_at: null } },
    });
    await expect(repository.files('base', HEAD)).resolves.toEqual([
      { path: 'base/link', kind: 'symlink', id: '3' },
      { path: 'base/module', kind: 'submodule', id: '4' },
    ]);
    const asked = { title: 't', body: 'b', from: 'change', into: 'main' };
    await expect(repository.openChangeRequest(asked)).resolves.toMatchObject({
      number: 5,
      url: 'https://hub.example/shop/checkout/pull/5',
    });
    await expect(repository.changeRequest(7)).resolves.toMatchObject({ state: 'merged', mergedSha: NEXT });
    await expect(repository.changeRequest(8)).resolves.toEqual({
      number: 8,
      url: 'https://hub.example/shop/checkout/pull/8',
      state: 'closed',
    });
  });

  it('has branches', async () => {
    const { repository, written } = await start('hub.example', {
      ...answers,
      [`POST ${repo}/git/refs`]: { status: 422, body: { message: 'Reference already exists' } },
      [`DELETE ${repo}/git/refs/heads/gone`]: { status: 422, body: { message: 'Reference does not exist' } },
    });
    await expect(repository.createBranch('main', HEAD)).rejects.toMatchObject({ name: 'ConflictError' });
    await expect(repository.deleteBranch('gone')).resolves.toBeUndefined();
    expect(written()[0]).toEqual({
      method: 'POST',
      url: `${repo}/git/refs`,
      body: { ref: 'refs/heads/main', sha: HEAD },
    });
  });
});

describe('GitLab', () => {
  const repo = '/projects/shop%2Fcheckout';
  const file = (text: string) => ({
    body: { encoding: 'base64', content: base64(text), last_commit_id: `last-of-${text}` },
  });
  const answers: Record<string, Answer> = {
    [`${repo}/repository/branches/main`]: { body: { commit: { id: HEAD } } },
    [`${repo}/repository/files/run.sh`]: file('old'),
    [`${repo}/repository/files/old.yaml`]: file('old'),
    [`${repo}/repository/files/same.yaml`]: file('same'),
    [`POST ${repo}/repository/commits`]: { status: 201, body: { id: NEXT } },
  };

  it('gets one commit, each file of which GitLab compares itself', async () => {
    const { repository, written, asked } = await start('lab.example', answers);
    const author = { name: 'Ada', email: 'ada@shop.example' };
    await expect(repository.commit({ ...change, author })).resolves.toEqual({ sha: NEXT });
    expect(written()).toEqual([
      {
        method: 'POST',
        url: `${repo}/repository/commits`,
        body: {
          branch: 'main',
          commit_message: 'Change',
          author_name: 'Ada',
          author_email: 'ada@shop.example',
          actions: [
            { action: 'update', file_path: 'run.sh', content: 'new', last_commit_id: 'last-of-old' },
            { action: 'delete', file_path: 'old.yaml', last_commit_id: 'last-of-old' },
          ],
        },
      },
    ]);
    expect(new Set(asked.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer gl-secret']));
  });

  it('has merge requests, and lists over pages', async () => {
    const many = Array.from({ length: 100 }, (_, index) => ({
      id: `${index}`,
      path: `base/${index}`,
      type: 'blob',
      mode: '100644',
    }));
    const { repository } = await start('lab.example', {
      ...answers,
      [`${repo}/repository/tree`]: query =>
        query.get('page') === '1' ? many : [{ id: 'x', path: 'base/link', type: 'blob', mode: '120000' }],
      [`POST ${repo}/merge_requests`]: {
        status: 409,
        body: { message: ['Another open merge request already exists'] },
      },
      [`${repo}/merge_requests`]: () => [{ iid: 3, state: 'opened' }],
      [`${repo}/merge_requests/4`]: {
        body: { iid: 4, state: 'merged', sha: HEAD, merge_commit_sha: null, squash_commit_sha: NEXT },
      },
    });
    const listed = await repository.files('base', 'main');
    expect([listed.length, listed.at(-1)?.kind]).toEqual([101, 'symlink']);
    const asked = { title: 't', body: 'b', from: 'change', into: 'main' };
    await expect(repository.openChangeRequest(asked)).resolves.toMatchObject({
      number: 3,
      state: 'open',
      url: 'https://lab.example/shop/checkout/-/merge_requests/3',
    });
    await expect(repository.changeRequest(4)).resolves.toMatchObject({ state: 'merged', mergedSha: NEXT });
  });
});

describe('whatever host', () => {
  it.each([
    ['../x', 'a'],
    ['a//b', 'a'],
    ['/etc/passwd', 'a'],
    ['.git/config', 'a'],
    ['a/.GIT/hooks', 'a'],
    ['a\\b', 'a'],
    ['a', '../main'],
    ['a', 'a b'],
    ['a', '-x'],
    ['a', 'x.lock'],
    ['a', 'refs/heads/../x'],
  ])('no file %j goes into branch %j', async (path, branch) => {
    const { repository, asked } = await start('tea.example', {});
    const written = repository.commit({ branch, message: 'm', files: [{ path, content: '' }] });
    const isBad = written.catch(({ name }) => name);
    await expect(isBad).resolves.toBe('InputError');
    expect(asked).toEqual([]);
  });

  it.each([
    ['without a message', { ...change, message: ' ' }],
    ['that names a file twice', { ...change, files: [...change.files, ...change.files] }],
  ])('no commit %s', async (_, wrong) => {
    const { repository } = await start('tea.example', {});
    await expect(repository.commit(wrong)).rejects.toMatchObject({ name: 'InputError' });
  });

  it('what is no text is not told as one', async () => {
    const { repository } = await start('tea.example', {
      '/api/v1/repos/shop/checkout/contents/logo.png': {
        body: {
          path: 'logo.png',
          type: 'file',
          sha: 'x',
          content: Buffer.from([0xff, 0xfe, 0]).toString('base64'),
        },
      },
    });
    await expect(repository.readFile('logo.png')).rejects.toThrow('logo.png of');
  });

  it.each([
    [401, 'AuthenticationError'],
    [403, 'NotAllowedError'],
    [404, 'NotFoundError'],
    [409, 'ConflictError'],
    [422, 'InputError'],
    [429, 'ServiceUnavailableError'],
    [500, 'ServiceUnavailableError'],
  ])('a write answered with %s is a %s, without what was sent', async (status, name) => {
    const path = '/api/v1/repos/shop/checkout';
    const token = Buffer.from('portal:gt-secret').toString('base64');
    const { repository } = await start('tea.example', {
      [`${path}/branches/main`]: { body: { commit: { id: HEAD } } },
      [`POST ${path}/branches`]: { status, body: { message: `you sent basic ${token}, that is gt-secret` } },
    });
    const failure = await repository.createBranch('new', 'main').catch(error => error);
    expect(failure.name).toBe(name);
    expect(failure.message).not.toMatch(/gt-secret|cG9ydGFs/);
  });
});

it.each([
  [
    'hub.example',
    `/repos/shop/checkout/commits/${HEAD}`,
    { commit: { author: { name: 'Ada' }, message: 'Why' } },
  ],
  [
    'lab.example',
    `/projects/shop%2Fcheckout/repository/commits/${HEAD}`,
    { author_name: 'Ada', message: 'Why' },
  ],
  [
    'tea.example',
    `/api/v1/repos/shop/checkout/git/commits/${HEAD}`,
    { commit: { author: { name: 'Ada' }, message: 'Why' } },
  ],
] as const)('a commit at %s says what it is about, and who made it', async (host, path, body) => {
  const { repository } = await start(host, { [path]: { body } });
  await expect(repository.noteOf(HEAD)).resolves.toEqual({ message: 'Why', author: 'Ada' });
  await expect(repository.noteOf(NEXT)).resolves.toBeUndefined();
  await expect(repository.noteOf('main')).rejects.toMatchObject({ name: 'InputError' });
});
