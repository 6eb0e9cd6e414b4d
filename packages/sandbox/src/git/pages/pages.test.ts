import { type Answer, TestGit } from '../__testUtils__/TestGit';

// Every step is a git process or two, and a machine that is busy starts them slowly.
jest.setTimeout(30_000);

let git: TestGit;
beforeAll(async () => {
  git = await TestGit.start();
});
afterAll(() => git.stop());

const get = (path: string) => git.ask('GET', path);
const hidden = ({ text }: Answer, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';

function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return git.ask('POST', path, new URLSearchParams(fields).toString(), {
    ...type,
    origin: git.server.url,
    ...headers,
  });
}

it('show organisations, repositories, files and commits', async () => {
  await git.hosted('storefront/shown', { 'docs/a.md': '# A\n', 'b.txt': '<b> & "c"\n' });
  expect((await get('/')).text).toContain('storefront');
  expect((await get('/storefront')).text).toContain('/storefront/shown');
  const first = await get('/storefront/shown');
  expect(first.status).toBe(200);
  expect(first.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(first.text).toContain(`git clone ${git.server.url}/storefront/shown.git`);
  expect(first.text).toContain('initial commit');
  const directory = await get('/storefront/shown/src/branch/main/docs');
  expect(directory.text).toContain('href="/storefront/shown/src/branch/main/docs/a.md"');
  expect((await get('/storefront/shown/src/branch/main/b.txt')).text).toContain(
    '&lt;b&gt; &amp; &quot;c&quot;',
  );
  const [, commit] = /commit\/([0-9a-f]{40})/.exec(first.text) ?? [];
  expect((await get(`/storefront/shown/commit/${commit}`)).text).toContain('+# A');
  expect((await get('/storefront/shown/commits/branch/main')).text).toContain('Ada Moreau');
});

it.each([
  '/nobody',
  '/storefront/none',
  '/platform/applications/src/branch/none',
  '/platform/applications/x',
  '/%',
])('say that there is no %s', async path => {
  const answer = await get(path);
  expect([400, 404]).toContain(answer.status);
  expect(answer.headers.get('content-type')).toContain('text/html');
});

it('gives a file as it is, and never as a page', async () => {
  await git.hosted('storefront/raw', { 'page.html': '<script>alert(1)</script>' });
  const raw = await get('/storefront/raw/raw/branch/main/page.html');
  expect(raw.text).toBe('<script>alert(1)</script>');
  expect(raw.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(raw.headers.get('x-content-type-options')).toBe('nosniff');
});

describe('a pull request', () => {
  async function proposed(name: string) {
    await git.hosted(`platform/${name}`, { a: 'a' });
    const files = [{ operation: 'create', path: 'b', content: btoa('b') }];
    await git.api('POST', `/repos/platform/${name}/contents`, { new_branch: 'next', files });
    const pull = { head: 'next', base: 'main', title: 'Next <i>', body: 'Because' };
    await git.api('POST', `/repos/platform/${name}/pulls`, pull);
    return `/platform/${name}/pulls/1`;
  }

  it('is read and merged by a demo person with one button', async () => {
    const path = await proposed('merged');
    expect((await get('/platform/merged/pulls')).text).toContain('Next &lt;i&gt;');
    const page = await get(path);
    expect(page.text).toContain('Greenroom wants to merge next into main');
    expect(page.text).toContain('<option value="ada">Ada Moreau</option>');
    expect(page.text).not.toContain('value="greenroom"');
    const sent = { view: hidden(page, 'view'), csrf: hidden(page, 'csrf'), as: 'ada' };
    const done = await post(`${path}/merge`, sent);
    expect(done.status).toBe(303);
    expect(done.headers.get('location')).toBe(path);
    expect((await get(path)).text).not.toContain('>Merge</button>');
    expect(await git.api('GET', '/repos/platform/merged/pulls/1')).toMatchObject({
      json: { merged: true, merged_by: { login: 'ada' } },
    });
  });

  it('is merged by nobody who was not shown the page, nor twice by one who was', async () => {
    const path = await proposed('guarded');
    const page = await get(path);
    const sent = { view: hidden(page, 'view'), csrf: hidden(page, 'csrf'), as: 'ada' };
    expect((await post(`${path}/merge`, { as: 'ada' })).status).toBe(403);
    expect((await post(`${path}/merge`, { ...sent, csrf: 'x' })).status).toBe(403);
    expect((await post(`${path}/merge`, sent)).status).toBe(403);
    const again = await get(path);
    const fresh = { view: hidden(again, 'view'), csrf: hidden(again, 'csrf'), as: 'ada' };
    expect((await post(`${path}/merge`, fresh, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await post(`${path}/merge`, { ...fresh, as: 'greenroom' })).status).toBe(400);
    expect(await git.api('GET', '/repos/platform/guarded/pulls/1')).toMatchObject({
      json: { merged: false },
    });
  });

  it('says when it cannot be merged', async () => {
    const path = await proposed('conflict');
    const page = await get(path);
    const files = [{ operation: 'create', path: 'b', content: btoa('other') }];
    await git.api('POST', '/repos/platform/conflict/contents', { files });
    const sent = { view: hidden(page, 'view'), csrf: hidden(page, 'csrf'), as: 'ada' };
    const refused = await post(`${path}/merge`, sent);
    expect(refused).toMatchObject({ status: 409, text: expect.stringContaining('role="alert"') });
    expect((await get(path)).text).toContain('brought together by hand');
  });
});

describe('a file', () => {
  it('is changed in the browser, as whoever one is, unless somebody else was faster', async () => {
    await git.hosted('storefront/edited', { 'src/a.ts': 'one\n', link: 'x' });
    const path = '/storefront/edited/_edit/main/src/a.ts';
    const [page, late] = [await get(path), await get(path)];
    expect(page.text).toMatch(/<textarea[^>]*>\none\n<\/textarea>/);
    const fields = (shown: Answer) => ({
      view: hidden(shown, 'view'),
      csrf: hidden(shown, 'csrf'),
      head: hidden(shown, 'head'),
      as: 'ada',
      message: 'Two [behaviour: errors]',
      content: 'one\r\ntwo\r\n',
    });
    const done = await post(path, fields(page));
    expect(done.headers.get('location')).toBe('/storefront/edited/src/branch/main/src/a.ts');
    expect((await get('/storefront/edited/raw/branch/main/src/a.ts')).text).toBe('one\ntwo\n');
    expect(await git.api('GET', '/repos/storefront/edited/git/commits/main')).toMatchObject({
      json: { author: { login: 'ada' }, commit: { message: 'Two [behaviour: errors]\n' } },
    });
    expect((await post(path, fields(late))).status).toBe(409);
    expect((await get('/storefront/edited/_edit/main/src')).status).toBe(404);
    expect((await post('/storefront/edited/_edit/main/none', fields(await get(path)))).status).toBe(404);
  });
});
