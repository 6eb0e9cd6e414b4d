import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { isRefName } from '../names';
import { git, runGit, startGit } from '../runGit';
import { type CommitFacts, commitFormat, readCommits, type Signature } from './commits';
import { readTree, type TreeEntry } from './trees';

/** Where a name leads: the kind is what the address of a page says. */
export interface ResolvedRef {
  sha: string;
  kind: 'branch' | 'tag' | 'commit';
}

export interface LogPage {
  /** Commits before the page. */
  skip?: number;
  limit?: number;
  path?: string;
}

const mostDifference = 200_000;
const wholeSha = /^[0-9a-f]{40}$/;

/** One bare repository on disk, read and moved by the machine's git. */
export class BareRepository {
  constructor(readonly directory: string) {}

  git(args: readonly string[], input?: string | Buffer): Promise<string> {
    return git(args, { repository: this.directory, input });
  }

  /** Branches and tags by their full name, e.g. `refs/heads/main`. */
  async refs(...prefixes: string[]): Promise<Map<string, string>> {
    const printed = await this.git(['for-each-ref', '--format=%(objectname) %(refname)', ...prefixes]);
    const lines = printed.split('\n').filter(Boolean);
    return new Map(lines.map(line => [line.slice(41), line.slice(0, 40)]));
  }

  async branches(): Promise<Map<string, string>> {
    const refs = await this.refs('refs/heads/');
    return new Map([...refs].map(([name, sha]) => [name.slice('refs/heads/'.length), sha]));
  }

  branch(name: string): Promise<string | undefined> {
    return this.commitOf(`refs/heads/${name}`);
  }

  /** A branch, else a tag, else a commit by its (possibly shortened) id. */
  async resolve(name: string): Promise<ResolvedRef | undefined> {
    if (!isRefName(name)) return undefined;
    const branch = await this.branch(name);
    if (branch) return { sha: branch, kind: 'branch' };
    const tag = await this.commitOf(`refs/tags/${name}`);
    if (tag) return { sha: tag, kind: 'tag' };
    const commit = /^[0-9a-f]{7,40}$/.test(name) ? await this.commitOf(name) : undefined;
    return commit ? { sha: commit, kind: 'commit' } : undefined;
  }

  /** The entry itself, not what is in it. */
  async entry(commit: string, path: string): Promise<TreeEntry | undefined> {
    const [entry] = readTree(await this.git(['ls-tree', '-z', '-l', commit, '--', path]));
    return entry?.path === path ? entry : undefined;
  }

  /** What a directory holds; '' is the root. */
  async list(commit: string, directory: string): Promise<TreeEntry[]> {
    const printed = await this.git(['ls-tree', '-z', '-l', `${commit}:${directory}`]);
    return readTree(printed, directory && `${directory}/`);
  }

  /** What a commit holds, at its root or everywhere (then without the directories themselves). */
  async tree(commit: string, everywhere: boolean): Promise<TreeEntry[]> {
    return readTree(await this.git(['ls-tree', '-z', '-l', ...(everywhere ? ['-r'] : []), commit]));
  }

  async blob(sha: string): Promise<Buffer> {
    const { stdout } = await runGit(['cat-file', 'blob', sha], { repository: this.directory });
    return stdout;
  }

  /** Commits that `range` reaches, newest first. */
  async log(range: string, { skip = 0, limit = 50, path }: LogPage = {}): Promise<CommitFacts[]> {
    const page = [`--skip=${skip}`, `--max-count=${limit}`];
    const below = path === undefined ? [] : ['--', path];
    return readCommits(await this.git(['log', '-z', `--format=${commitFormat}`, ...page, range, ...below]));
  }

  async commit(sha: string): Promise<CommitFacts | undefined> {
    if (!wholeSha.test(sha)) return undefined;
    return (await this.log(sha, { limit: 1 }))[0];
  }

  /** How many commits `range` reaches, of those that change `path`. */
  async count(range: string, path?: string): Promise<number> {
    const below = path === undefined ? [] : ['--', path];
    return Number(await this.git(['rev-list', '--count', range, ...below]));
  }

  /** Files that differ between a commit and its first parent. */
  async changedFiles({
    sha,
    parents: [parent],
  }: CommitFacts): Promise<{ filename: string; status: string }[]> {
    const what = parent ? [parent, sha] : ['--root', '--no-commit-id', sha];
    const printed = await this.git(['diff-tree', '-r', '-z', '--no-renames', '--name-status', ...what]);
    const fields = printed.split('\0').filter(Boolean);
    const letters: Record<string, string> = { A: 'added', D: 'removed' };
    return pairs(fields).map(([letter, filename]) => ({ filename, status: letters[letter] ?? 'modified' }));
  }

  /** What differs between two commits as text; everything is new without the first. Cut where it is very long. */
  async difference(from: string | undefined, to: string): Promise<string> {
    const what = from ? [from, to] : ['--root', '--no-commit-id', to];
    const printed = await this.git(['diff-tree', '-r', '-p', '--no-renames', '--no-ext-diff', ...what]);
    return printed.length <= mostDifference ? printed : `${printed.slice(0, mostDifference)}\n… and more\n`;
  }

  async mergeBase(one: string, other: string): Promise<string | undefined> {
    const { stdout } = await runGit(['merge-base', one, other], { repository: this.directory });
    return stdout.toString().trim() || undefined;
  }

  /** Moves a ref only from where it is believed to be; '' for one that is not there yet. @throws GitError otherwise */
  async moveRef(ref: string, to: string, from: string): Promise<void> {
    await this.git(['update-ref', ref, to, from || '0'.repeat(40)]);
  }

  async removeRef(ref: string, from: string): Promise<void> {
    await this.git(['update-ref', '-d', ref, from]);
  }

  /** Makes a commit that no branch leads to yet. Returns its id. */
  async commitTree({ tree, parents, message, author, committer }: Omit<CommitFacts, 'sha'>): Promise<string> {
    const above = parents.flatMap(parent => ['-p', parent]);
    const printed = await git(['commit-tree', tree, ...above, '-F', '-'], {
      repository: this.directory,
      environment: { ...signed('AUTHOR', author), ...signed('COMMITTER', committer) },
      input: message,
    });
    return printed.trim();
  }

  archive(sha: string, format: string, prefix: string): ChildProcessWithoutNullStreams {
    const args = ['archive', `--format=${format}`, `--prefix=${prefix}/`, sha];
    return startGit(args, { repository: this.directory });
  }

  private async commitOf(name: string): Promise<string | undefined> {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
    const { code, stdout } = await runGit(args, { repository: this.directory });
    return code === 0 ? stdout.toString().trim() : undefined;
  }
}

function signed(role: string, { name, email, date }: Signature): Record<string, string> {
  return { [`GIT_${role}_NAME`]: name, [`GIT_${role}_EMAIL`]: email, [`GIT_${role}_DATE`]: date };
}

function pairs(fields: string[]): [string, string][] {
  return fields.flatMap((field, index) =>
    index % 2 === 0 ? [[field, fields[index + 1] ?? ''] satisfies [string, string]] : [],
  );
}
