import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { TestGit } from './__testUtils__/TestGit';
import { GitServer } from './GitServer';

// Every step is a git process or two, and a machine that is busy starts them slowly.
jest.setTimeout(30_000);

let git: TestGit;
beforeAll(async () => {
  git = await TestGit.start();
});
afterEach(() => git.server.faults.clear());
afterAll(() => git.stop());

it('makes nothing before it is asked, and then what is always there', async () => {
  const lazy = await TestGit.start();
  expect(existsSync(lazy.state.file('git'))).toBe(false);
  const names = await Promise.all(
    ['storefront', 'fulfilment', 'platform'].map(name => lazy.api('GET', `/orgs/${name}/repos`)),
  );
  expect(names).toMatchObject([
    { json: [] },
    { json: [] },
    { json: [{ name: 'applications' }, { name: 'portal-config' }] },
  ]);
  const folders = await lazy.api('GET', '/repos/platform/applications/contents');
  expect(folders.json).toMatchObject([
    { name: 'README.md' },
    { name: 'eks-dev', type: 'dir' },
    { name: 'eks-prod', type: 'dir' },
    { name: 'eks-staging', type: 'dir' },
  ]);
  await lazy.stop();
});

it('keeps repositories, pull requests and its password over a restart, and forgets the former in a reset', async () => {
  const { state } = git;
  await git.hosted('storefront/kept', { a: 'a' });
  await git.api('POST', '/repos/storefront/kept/branches', { new_branch_name: 'b' });
  await git.api('POST', '/repos/storefront/kept/pulls', { head: 'b', base: 'main', title: 'Kept' });
  const again = await GitServer.start({ port: 0, state, now: () => new Date() });
  const ask = async (path: string) => (await fetch(`${again.url}/api/v1${path}`)).json();
  expect(await ask('/repos/storefront/kept/pulls/1')).toMatchObject({ title: 'Kept' });
  expect(again.password).toBe(git.server.password);
  await again.reset();
  expect(await ask('/repos/storefront/kept')).toMatchObject({ url: `${again.url}/api/swagger` });
  expect(await ask('/repos/platform/applications/branches/main')).toMatchObject({ name: 'main' });
  await again.stop();
  await git.server.reset();
});

it('passes over what is no whole repository', async () => {
  const other = await TestGit.start();
  await other.api('POST', '/orgs/storefront/repos', { name: 'half' });
  writeFileSync(join(other.state.file('git'), 'storefront', 'half.git', 'sandbox.json'), '{"id":');
  const again = await GitServer.start({ port: 0, state: other.state, now: () => new Date() });
  const response = await fetch(`${again.url}/api/v1/orgs/storefront/repos`);
  expect(await response.json()).toEqual([]);
  await again.stop();
  await other.stop();
});

it('runs no hook and no filter that somebody pushed, and refuses what git itself holds for harmful', async () => {
  const path = 'storefront/hooks';
  const directory = await git.repository(path, {
    '.gitattributes': '* filter=evil\n',
    'hooks/post-receive': '#!/bin/sh\ntouch ran\n',
  });
  const repository = join(git.state.file('git'), 'storefront', 'hooks.git');
  expect(existsSync(join(repository, 'hooks'))).toBe(false);
  expect(readdirSync(repository).sort()).toEqual(
    ['HEAD', 'config', 'objects', 'refs', 'sandbox.json'].sort(),
  );
  const bad = await git.git(directory, 'commit-tree', await dotGitTree(directory), '-m', 'x');
  const push = git.git(directory, 'push', '--quiet', git.remote(path), `${bad}:refs/heads/bad`);
  await expect(push).rejects.toThrow(/contains '\.git'/);
  expect(await git.api('GET', `/repos/${path}/branches/bad`)).toMatchObject({ status: 404 });
});

/** A tree that holds `.git/config`, as no git would make it by itself. */
async function dotGitTree(directory: string): Promise<string> {
  const blob = await git.git(directory, 'rev-parse', 'HEAD:hooks/post-receive');
  const entry = Buffer.concat([Buffer.from('100644 config\0'), Buffer.from(blob, 'hex')]);
  writeFileSync(join(directory, 'inner'), entry);
  const inner = await git.git(directory, 'hash-object', '-t', 'tree', '-w', '--literally', 'inner');
  writeFileSync(
    join(directory, 'outer'),
    Buffer.concat([Buffer.from('40000 .git\0'), Buffer.from(inner, 'hex')]),
  );
  return git.git(directory, 'hash-object', '-t', 'tree', '-w', '--literally', 'outer');
}

it('takes a push of megabytes as a stream, and none past 64 of them', async () => {
  const path = 'storefront/large';
  const directory = await git.repository(path, { a: 'a' });
  const push = () => git.git(directory, 'push', '--quiet', git.remote(path), 'main');
  writeFileSync(join(directory, 'large'), randomBytes(3 * 1024 * 1024));
  await git.commit(directory, {}, 'Large');
  await push();
  expect(await git.api('GET', `/repos/${path}/contents`)).toMatchObject({
    json: [{}, { size: 3 * 1024 * 1024 }],
  });
  const config = join(git.state.file('git'), `${path}.git`, 'config');
  const limit = await git.git(directory, 'config', '--file', config, 'receive.maxInputSize');
  expect(limit).toBe(String(64 * 1024 * 1024));
  await git.git(directory, 'config', '--file', config, 'receive.maxInputSize', '1000000');
  writeFileSync(join(directory, 'large'), randomBytes(2 * 1024 * 1024));
  await git.commit(directory, {}, 'Larger');
  await expect(push()).rejects.toThrow(/exceeds maximum allowed size/);
});

it('is cloned and fetched by anybody', async () => {
  await git.hosted('storefront/open', { a: 'a' });
  const directory = await git.workspace({ b: 'b' });
  await git.git(directory, 'clone', '--quiet', `${git.server.url}/storefront/open.git`, 'copy');
  expect(readdirSync(join(directory, 'copy'))).toContain('a');
  await git.git(directory, 'clone', '--quiet', '--depth', '1', `${git.server.url}/Storefront/Open`, 'other');
});

it('tells of several pushes at a time each once, in the order in which they came to be', async () => {
  const path = 'storefront/busy';
  const directory = await git.repository(path, { a: 'a' });
  const branches = ['one', 'two', 'three', 'four'];
  git.pushes.length = 0;
  await Promise.all(
    branches.map(name => git.git(directory, 'push', '--quiet', git.remote(path), `main:${name}`)),
  );
  expect(git.pushes.map(({ branch }) => branch).sort()).toEqual([...branches].sort());
});

describe('faults', () => {
  it('cut every connection while it is down, and end by themselves', async () => {
    git.server.faults.inject({ fault: 'down', seconds: 0.2 });
    await expect(git.api('GET', '/orgs')).rejects.toThrow();
    await wait(250);
    expect((await git.api('GET', '/orgs')).status).toBe(200);
  });

  it('refuse to be written while everything can be read', async () => {
    const directory = await git.repository('storefront/frozen', { a: 'a' });
    git.server.faults.inject({ fault: 'refuse-push' });
    await git.commit(directory, { b: 'b' }, 'More');
    const push = git.git(directory, 'push', '--quiet', git.remote('storefront/frozen'), 'main');
    await expect(push).rejects.toThrow(/read only/);
    expect(await git.api('POST', '/orgs/storefront/repos', { name: 'new' })).toMatchObject({ status: 403 });
    expect(await git.api('GET', '/repos/storefront/frozen/contents/a')).toMatchObject({ status: 200 });
  });

  it('refuse every credential, but not those who bring none', async () => {
    git.server.faults.inject({ fault: '401' });
    expect(await git.api('GET', '/orgs/storefront')).toMatchObject({ status: 401 });
    expect(await git.ask('GET', '/api/v1/orgs/storefront')).toMatchObject({ status: 200 });
  });

  it('make every answer late', async () => {
    git.server.faults.inject({ fault: 'slow', milliseconds: 150 });
    const begun = performance.now();
    await git.api('GET', '/orgs');
    expect(performance.now() - begun).toBeGreaterThan(145);
  });
});

it.each([
  ['another name', 421, { host: 'evil.example' }],
  ['a page of another site', 403, { origin: 'http://evil.example' }],
  ['a page of no site', 403, { origin: 'null' }],
])('refuses a request from %s', async (_, status, headers) => {
  const answer = new Promise<number | undefined>((resolve, reject) => {
    const path = '/api/v1/orgs';
    const sent = { authorization: git.authorization, 'content-type': 'application/json', ...headers };
    request(
      { host: '127.0.0.1', port: git.server.port, path, method: 'POST', headers: sent, agent: false },
      response => {
        response.resume();
        resolve(response.statusCode);
      },
    )
      .on('error', reject)
      .end('{"username":"mine"}');
  });
  expect(await answer).toBe(status);
});
