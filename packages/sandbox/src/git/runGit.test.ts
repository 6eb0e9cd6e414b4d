import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { git } from './runGit';

// A process of its own loads everything anew; a busy machine takes its time for that.
jest.setTimeout(30_000);

const directory = mkdtempSync(join(tmpdir(), 'sandbox-rungit-'));
const run = promisify(execFile);

/** What a process with that environment prints that runs `body` with everything of this module at hand. */
async function elsewhere(environment: Record<string, string>, body: string): Promise<string> {
  const script = join(directory, 'script.cjs');
  const module = JSON.stringify(join(__dirname, 'runGit.ts'));
  const tell = 'text => console.log(text), error => console.log(error.message)';
  writeFileSync(
    script,
    `const { git, mustHaveGit } = require(${module});\n(async () => ${body})().then(${tell});\n`,
  );
  const transform = require.resolve('@backstage/cli/config/nodeTransform.cjs');
  const { stdout } = await run(process.execPath, ['--require', transform, script], { env: environment });
  return stdout.trim();
}

it('says in one sentence that there is no git, whatever else there is', async () => {
  const bare = mkdtempSync(join(directory, 'path-'));
  expect(await elsewhere({ PATH: bare }, 'mustHaveGit()')).toMatch(/^git cannot be started: .*\.$/);
  symlinkSync(execFileSync('sh', ['-c', 'command -v env']).toString().trim(), join(bare, 'env'));
  expect(await elsewhere({ PATH: bare }, 'mustHaveGit()')).toBe(
    'The sandbox needs git on this machine: install it and start again.',
  );
});

it.each([
  ['git version 2.25.1', 'The sandbox needs git 2.31 or newer; this one is 2.25.1.'],
  ['git version 2.31.0 (Apple Git-1)', 'undefined'],
  ['git version 3.0.0', 'undefined'],
])('says of %s: %s', async (version, said) => {
  const fake = mkdtempSync(join(directory, 'fake-'));
  writeFileSync(join(fake, 'git'), `#!/bin/sh\necho '${version}'\n`, { mode: 0o755 });
  const path = `${fake}:${process.env.PATH}`;
  expect(await elsewhere({ PATH: path }, 'mustHaveGit()')).toBe(said);
});

it("goes by nobody's settings, neither of the user nor of a hook that started it", async () => {
  const settings = '[user]\n\tname = Somebody\n[core]\n\thooksPath = /evil\n';
  writeFileSync(join(directory, '.gitconfig'), settings);
  const repository = join(directory, 'repository');
  await git(['init', '--quiet', repository]);
  const environment = {
    PATH: process.env.PATH ?? '',
    HOME: directory,
    GIT_DIR: '/nowhere',
    GIT_INDEX_FILE: '/nowhere',
  };
  const where = JSON.stringify({ repository: join(repository, '.git') });
  expect(await elsewhere(environment, `git(['config', 'core.hooksPath'], ${where})`)).toBe('/dev/null');
  expect(await elsewhere(environment, `git(['config', 'user.name'], ${where})`)).toBe('git config: failed');
  expect(await elsewhere(environment, `git(['rev-parse', '--git-dir'], ${where})`)).toContain(repository);
});

it('says what git says', async () => {
  await expect(git(['rev-parse', 'none'], { repository: directory })).rejects.toThrow(
    /^git rev-parse: fatal: not a git repository/,
  );
});
