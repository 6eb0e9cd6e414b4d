import { z } from 'zod';
import { type Answer, TestGit } from '../__testUtils__/TestGit';

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

/** A repository whose branch `change` differs from main in one file. */
async function proposed(files: Record<string, string> = { a: 'one\n' }) {
  number += 1;
  const at = `/repos/platform/pull-${number}`;
  await git.hosted(`platform/pull-${number}`, files);
  const write = async (branch: string, path: string, text: string, newBranch?: string) => {
    const there = await git.api('GET', `${at}/contents/${path}?ref=${branch}`);
    const known = there.status === 200 ? { operation: 'update', sha: shaOf(there) } : { operation: 'create' };
    const change = { branch, new_branch: newBranch, files: [{ ...known, path, content: base64(text) }] };
    expect(await git.api('POST', `${at}/contents`, change)).toMatchObject({ status: 201 });
  };
  await write('main', 'b', 'of the branch\n', 'change');
  const open = (body: object = {}) =>
    git.api('POST', `${at}/pulls`, { head: 'change', base: 'main', title: 'A change', body: 'Why', ...body });
  const merge = (body: object = {}) => git.api('POST', `${at}/pulls/1/merge`, { Do: 'merge', ...body });
  const head = (branch = 'main') => git.api('GET', `${at}/git/commits/${branch}`).then(shaOf);
  return { at, write, open, merge, head };
}

it('is opened once, found among the open ones, and merged by who asks', async () => {
  const { at, open, merge, head } = await proposed();
  expect(await open()).toMatchObject({
    status: 201,
    json: {
      number: 1,
      state: 'open',
      merged: false,
      mergeable: true,
      user: { login: 'greenroom' },
      head: { ref: 'change', sha: await head('change') },
      base: { ref: 'main', sha: await head() },
      html_url: `${git.server.url}/platform/pull-${number}/pulls/1`,
    },
  });
  expect(await open()).toMatchObject({
    status: 409,
    json: { message: expect.stringContaining('already exists') },
  });
  expect(await git.api('GET', `${at}/pulls`)).toMatchObject({ json: [{ number: 1 }] });
  expect(await git.api('GET', `${at}/pulls/1/merge`)).toMatchObject({ status: 404 });
  expect(await merge()).toMatchObject({ status: 200, text: '' });
  const merged = await git.api('GET', `${at}/pulls/1`);
  const sha = await head();
  expect(merged).toMatchObject({
    json: { state: 'closed', merged: true, merge_commit_sha: sha, merged_by: { login: 'greenroom' } },
  });
  expect(await git.api('GET', `${at}/pulls/1/merge`)).toMatchObject({ status: 204 });
  expect(await git.api('GET', `${at}/pulls`)).toMatchObject({ json: [] });
  expect(await git.api('GET', `${at}/pulls?state=all`)).toMatchObject({ json: [{ number: 1 }] });
  const commit = await git.api('GET', `${at}/git/commits/main`);
  expect(commit.json).toMatchObject({
    commit: { message: "Merge pull request 'A change' (#1) from change into main\n" },
    parents: [{}, { sha: await head('change') }],
  });
  expect(git.pushes.at(-1)).toMatchObject({ branch: 'main', after: sha });
  expect(await merge()).toMatchObject({ status: 405 });
  for (const brought of [sha, await head('change')]) {
    expect(await git.api('GET', `${at}/commits/${brought}/pull`)).toMatchObject({ json: { number: 1 } });
  }
});

it('merges what both sides changed in different places, and refuses with 409 what they changed alike', async () => {
  const text = Array.from({ length: 20 }, (_, line) => `line ${line}\n`);
  const { at, open, write, merge, head } = await proposed({ a: text.join('') });
  await write('change', 'a', text.with(1, 'theirs\n').join(''));
  await write('main', 'a', text.with(18, 'ours\n').join(''));
  expect(await open()).toMatchObject({ json: { mergeable: true } });
  await write('main', 'a', text.with(1, 'ours too\n').join(''));
  expect(await git.api('GET', `${at}/pulls/1`)).toMatchObject({ json: { mergeable: false } });
  const before = await head();
  expect(await merge()).toMatchObject({
    status: 409,
    json: { message: expect.stringContaining('conflict') },
  });
  expect(await head()).toBe(before);
  await write('main', 'a', text.with(18, 'ours\n').join(''));
  expect(await merge()).toMatchObject({ status: 200 });
  const merged = await git.ask('GET', `/platform/pull-${number}/raw/branch/main/a`);
  expect(merged.text).toBe(text.with(1, 'theirs\n').with(18, 'ours\n').join(''));
});

it('merges only the head that was looked at, squashed or forward as asked, and takes the branch away', async () => {
  const { at, open, merge, head, write } = await proposed();
  await open();
  expect(await merge({ head_commit_id: 'f'.repeat(40) })).toMatchObject({ status: 409 });
  expect(await merge({ Do: 'rebase' })).toMatchObject({ status: 422 });
  const parent = await head();
  const squash = { Do: 'squash', MergeTitleField: 'In one', MergeMessageField: 'All of it' };
  expect(await merge({ ...squash, delete_branch_after_merge: true })).toMatchObject({ status: 200 });
  expect((await git.api('GET', `${at}/git/commits/main`)).json).toMatchObject({
    commit: { message: 'In one\n\nAll of it\n' },
    parents: [{ sha: parent }],
  });
  expect(await git.api('GET', `${at}/branches/change`)).toMatchObject({ status: 404 });
  await write('main', 'c', 'c', 'next');
  await open({ head: `platform:next` });
  const next = await head('next');
  expect(await git.api('POST', `${at}/pulls/2/merge`, { Do: 'fast-forward-only' })).toMatchObject({
    status: 200,
  });
  expect(await head()).toBe(next);
});

it('is closed and opened again, but not once it was merged', async () => {
  const { at, open, merge } = await proposed();
  await open();
  const edit = (body: object) => git.api('PATCH', `${at}/pulls/1`, body);
  expect(await edit({ state: 'closed', title: 'Other' })).toMatchObject({
    status: 201,
    json: { state: 'closed', title: 'Other', merged: false, closed_at: expect.any(String) },
  });
  expect(await merge()).toMatchObject({ status: 404 });
  expect(await edit({ state: 'open' })).toMatchObject({ json: { state: 'open', closed_at: null } });
  await merge();
  expect(await edit({ state: 'open' })).toMatchObject({ status: 412 });
});

it.each([
  [404, { head: 'none' }],
  [404, { base: 'none' }],
  [404, { head: 'somebody:change' }],
  [422, { head: 'main' }],
  [422, { title: '' }],
])('is refused with %i for %j', async (status, body) => {
  const { open } = await proposed();
  expect(await open(body)).toMatchObject({ status });
});
