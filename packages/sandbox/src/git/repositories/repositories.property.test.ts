import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { propertyRuns } from '../../__testUtils__/propertyRuns';
import { GitHost } from '../GitHost';
import { isRefName, pathProblem } from '../names';
import { runGit } from '../runGit';
import type { Push } from './HostedRepository';

// Every step is a git process or two, and a machine that is busy starts them slowly.
jest.setTimeout(120_000);

const directory = mkdtempSync(join(tmpdir(), 'sandbox-git-'));
const now = () => new Date('2026-11-21T09:00:00Z');
const host = new GitHost({ directory, now });
const pushes: Push[] = [];
beforeAll(() => host.open());
afterAll(() => rmSync(directory, { recursive: true, force: true }));
host.onPush(push => pushes.push(push));

const author = { name: 'Ada <a> "M"', email: 'ada@greenroom.example', date: now().toISOString() };
const names = ['a', 'b "c"', 'back\\slash', 'ü 漢', "it's", '-x', 'a b'];
const path = fc
  .tuple(fc.constantFrom('', 'dir/', 'dir/deep/', 'other "d"/'), fc.constantFrom(...names))
  .map(([folder, name]) => folder + name);
const file = fc.record({
  path,
  content: fc.option(
    fc.uint8Array({ maxLength: 40 }).map(bytes => Buffer.from(bytes)),
    { nil: undefined },
  ),
});
const commits = fc.array(fc.uniqueArray(file, { minLength: 1, maxLength: 4, selector: one => one.path }), {
  minLength: 1,
  maxLength: 5,
});
let number = 0;

/** As git names what a file holds. */
function blobId(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}

it('holds after each commit exactly the files that were written and not taken away, and tells of each', async () => {
  const property = fc.asyncProperty(commits, async changes => {
    number += 1;
    const repository = await host.create({ owner: 'storefront', name: `model-${number}` });
    const model = new Map<string, Buffer>();
    let head: string | undefined;
    for (const files of changes) {
      pushes.length = 0;
      const message = `Change\n\n"${files.length}" \\ ü`;
      const commit = await repository.write(() =>
        repository.commit({ branch: 'main', message, author, committer: author, files }),
      );
      for (const { path: where, content } of files) {
        if (content) model.set(where, content);
        else model.delete(where);
      }
      expect(commit).toMatchObject({ message, parents: head ? [head] : [], author: { name: 'Ada a "M"' } });
      expect(pushes).toMatchObject([{ branch: 'main', before: head, after: commit.sha }]);
      head = commit.sha;
      expect(await contentsOf(head)).toEqual(
        Object.fromEntries([...model].map(([where, content]) => [where, blobId(content)])),
      );
    }
    async function contentsOf(sha: string) {
      const entries = await repository.bare.tree(sha, true);
      return Object.fromEntries(entries.map(entry => [entry.path, entry.sha]));
    }
  });
  await fc.assert(property, propertyRuns(4));
});

it('takes no name of a branch that git itself would not take', async () => {
  const part = fc.constantFrom(
    'a',
    '.',
    '..',
    '/',
    '-',
    '@',
    '{',
    '~',
    '^',
    ':',
    '?',
    '*',
    '[',
    '\\',
    ' ',
    '.lock',
    'ü',
    '\x7f',
  );
  const name = fc.array(part, { minLength: 1, maxLength: 5 }).map(parts => parts.join(''));
  const property = fc.asyncProperty(name, async candidate => {
    fc.pre(isRefName(candidate));
    const { code } = await runGit(['check-ref-format', '--branch', candidate]);
    expect(code).toBe(0);
  });
  await fc.assert(property, propertyRuns(40));
});

it('lets no path out of a repository or into its .git', () => {
  const part = fc.constantFrom(
    'a',
    '.',
    '..',
    '/',
    '.git',
    '.GIT',
    '.git ',
    'git~1',
    '\u200c',
    '\\',
    '\0',
    'ü',
  );
  const property = fc.property(fc.array(part, { maxLength: 6 }), parts => {
    const candidate = parts.join('');
    fc.pre(pathProblem(candidate) === undefined);
    expect(join('/root', candidate)).toBe(`/root/${candidate}`);
    const plain = candidate.toLowerCase().replaceAll('\u200c', '');
    expect(plain.split('/').filter(name => /^(\.git|git~1)[ .]*$/.test(name))).toEqual([]);
  });
  fc.assert(property, propertyRuns(2_000));
});
