import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceFile, workspaceFiles } from './workspaceFiles';

const root = mkdtempSync(join(tmpdir(), 'workspace-'));
const workspace = join(root, 'workspace');
const outside = join(root, 'outside');

beforeAll(() => {
  mkdirSync(join(workspace, 'own/deep'), { recursive: true });
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret'), 'not for a repository');
  writeFileSync(join(workspace, 'own/b.yaml'), 'b: 1\n');
  writeFileSync(join(workspace, 'own/deep/ü.txt'), 'ü');
  writeFileSync(join(workspace, 'own/.hidden'), '');
  writeFileSync(join(workspace, 'binary'), Buffer.from([0xff, 0xfe, 0x00]));
});
afterAll(() => rmSync(root, { recursive: true }));

describe('the files of a workspace', () => {
  it('are all of a folder, in order', async () => {
    expect(await workspaceFiles(workspace, 'own')).toEqual([
      { path: '.hidden', content: '' },
      { path: 'b.yaml', content: 'b: 1\n' },
      { path: 'deep/ü.txt', content: 'ü' },
    ]);
    expect(await workspaceFile(workspace, './own/b.yaml')).toBe('b: 1\n');
  });

  it.each([
    '..',
    '../outside',
    'own/../../outside',
    '/etc',
    '/own',
    'C:\\Windows',
    'own\\..\\..\\outside',
    'own\0',
    '',
    'own/.git',
    '.GIT/config',
  ])('are none of the path %j', async path => {
    const asked = workspaceFiles(workspace, path);
    await expect(asked).rejects.toMatchObject({ name: 'InputError' });
    await expect(workspaceFile(workspace, path)).rejects.toMatchObject({ name: 'InputError' });
  });

  describe('CVE-2026-24046, CVE-2026-24047: through a link', () => {
    const links: Record<string, () => void> = {
      'to a file': () => symlinkSync(join(outside, 'secret'), join(workspace, 'links/file')),
      'to a folder': () => symlinkSync(outside, join(workspace, 'links/folder')),
      'to a file that is not there yet': () =>
        symlinkSync(join(outside, 'later'), join(workspace, 'links/dangling')),
      'to a link': () => {
        symlinkSync(outside, join(workspace, 'links/one'));
        symlinkSync('one', join(workspace, 'links/two'));
        symlinkSync('two/secret', join(workspace, 'links/three'));
      },
      'within the workspace': () => symlinkSync('../own/b.yaml', join(workspace, 'links/inside')),
      'to itself': () => symlinkSync('loop', join(workspace, 'links/loop')),
    };
    beforeEach(() => mkdirSync(join(workspace, 'links')));
    afterEach(() => rmSync(join(workspace, 'links'), { recursive: true }));

    it.each(Object.keys(links))('%s nothing is read', async name => {
      links[name]?.();
      await expect(workspaceFiles(workspace, 'links')).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining('link'),
      });
    });

    it('that is the folder itself nothing is read', async () => {
      symlinkSync(outside, join(workspace, 'links/folder'));
      await expect(workspaceFiles(workspace, 'links/folder')).rejects.toMatchObject({ name: 'InputError' });
      await expect(workspaceFile(workspace, 'links/folder/secret')).rejects.toMatchObject({
        name: 'InputError',
      });
      symlinkSync('../own', join(workspace, 'links/inside'));
      await expect(workspaceFiles(workspace, 'links/inside')).rejects.toMatchObject({ name: 'InputError' });
    });
  });

  it("CVE-2024-53983: git's own folder is none of them", async () => {
    mkdirSync(join(workspace, 'sly/.Git'), { recursive: true });
    writeFileSync(join(workspace, 'sly/.Git/config'), '[core]\n\tsshCommand = id\n');
    await expect(workspaceFiles(workspace, 'sly')).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('.Git'),
    });
  });

  it('are not too many, not too large, and texts', async () => {
    mkdirSync(join(workspace, 'many'));
    for (let index = 0; index <= 200; index += 1) {
      writeFileSync(join(workspace, `many/${index}`), '');
    }
    await expect(workspaceFiles(workspace, 'many')).rejects.toMatchObject({ name: 'InputError' });
    mkdirSync(join(workspace, 'large'));
    writeFileSync(join(workspace, 'large/one'), 'x'.repeat(2 * 1024 * 1024 + 1));
    await expect(workspaceFiles(workspace, 'large')).rejects.toMatchObject({ name: 'InputError' });
    await expect(workspaceFile(workspace, 'large/one')).rejects.toMatchObject({ name: 'InputError' });
    await expect(workspaceFile(workspace, 'binary')).rejects.toMatchObject({ name: 'InputError' });
    await expect(workspaceFiles(workspace, 'none')).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});
