import { mkdir } from 'node:fs/promises';
import { FileTree } from './FileTree';
import { git, GitError } from './Git';

const commitId = /^[0-9a-f]{40}$/;
const shortened = /^[0-9a-f]{7,39}$/;
/** What is larger is no manifest. */
const largestFile = 512 * 1024;
const keptTrees = 32;

/** The revision names nothing in the repository. */
export class UnknownRevisionError extends Error {
  override readonly name = 'UnknownRevisionError';
}

/** A copy of one repository on this machine, as a repo server keeps it: fetched when a commit is asked for that it lacks. */
export class GitMirror {
  private made: Promise<unknown> | undefined;
  private readonly trees = new Map<string, Promise<FileTree>>();
  private references: Promise<ReadonlyMap<string, string>> | undefined;
  private busy: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly url: string,
    private readonly directory: string,
  ) {}

  /**
   * The commit that a branch, tag, `HEAD` or id stands for.
   *
   * @param fresh asks the host, instead of what it said last
   * @throws UnknownRevisionError, GitError
   */
  async resolve(revision: string, fresh: boolean): Promise<string> {
    if (commitId.test(revision)) return revision;
    const name = revision || 'HEAD';
    const references = await this.listed(fresh);
    const candidates = [name, `refs/heads/${name}`, `refs/tags/${name}^{}`, `refs/tags/${name}`];
    const found = candidates.map(candidate => references.get(candidate)).find(id => id !== undefined);
    if (found) return found;
    if (shortened.test(name)) return this.completed(name);
    throw new UnknownRevisionError(`unable to resolve '${name}' to a commit SHA`);
  }

  /** The files of a commit. @throws GitError also when the host has no such commit */
  files(commit: string): Promise<FileTree> {
    const known = this.trees.get(commit);
    if (known) return known;
    const read = this.alone(() => this.read(commit));
    this.trees.set(commit, read);
    read.catch(() => this.trees.delete(commit));
    for (const oldest of this.trees.keys()) if (this.trees.size > keptTrees) this.trees.delete(oldest);
    return read;
  }

  private listed(fresh: boolean): Promise<ReadonlyMap<string, string>> {
    if (fresh || !this.references) {
      const asked = this.ask();
      this.references = asked;
      asked.catch(() => {
        if (this.references === asked) this.references = undefined;
      });
    }
    return this.references;
  }

  private async ask(): Promise<ReadonlyMap<string, string>> {
    await this.make();
    const lines = (await git(this.directory, ['ls-remote', this.url])).toString('utf8').split('\n');
    return new Map(
      lines.flatMap(line => {
        const [id, name] = line.split('\t');
        return id && name ? [[name, id] as const] : [];
      }),
    );
  }

  private async completed(short: string): Promise<string> {
    return this.alone(async () => {
      await this.fetch();
      const found = await git(this.directory, ['rev-parse', '--verify', `${short}^{commit}`]);
      return found.toString('utf8').trim();
    });
  }

  private async read(commit: string): Promise<FileTree> {
    if (!(await this.has(commit))) await this.fetch();
    if (!(await this.has(commit))) await git(this.directory, ['fetch', '-q', this.url, commit]);
    const listed = await git(this.directory, ['ls-tree', '-r', '-z', '--long', commit]);
    const entries = listed.toString('utf8').split('\0').flatMap(treeEntry);
    const contents = await this.contents(entries.map(({ id }) => id));
    return new FileTree(new Map(entries.map(({ path }, index) => [path, contents[index] ?? ''])));
  }

  /** In the order that was asked. */
  private async contents(ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const answer = await git(this.directory, ['cat-file', '--batch'], `${ids.join('\n')}\n`);
    const texts: string[] = [];
    for (let at = 0; at < answer.length;) {
      const end = answer.indexOf('\n', at);
      const size = Number(answer.toString('utf8', at, end).split(' ')[2] ?? 0);
      texts.push(answer.toString('utf8', end + 1, end + 1 + size));
      at = end + size + 2;
    }
    return texts;
  }

  private async has(commit: string): Promise<boolean> {
    await this.make();
    try {
      await git(this.directory, ['cat-file', '-e', `${commit}^{commit}`]);
      return true;
    } catch (error) {
      if (error instanceof GitError) return false;
      throw error;
    }
  }

  private async fetch(): Promise<void> {
    await this.make();
    const everything = ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*'];
    await git(this.directory, ['fetch', '-q', '--force', '--prune', this.url, ...everything]);
  }

  /** Two fetches at a time would wait for each other's lock. */
  private alone<T>(act: () => Promise<T>): Promise<T> {
    const next = this.busy.then(act, act);
    this.busy = next.catch(() => undefined);
    return next;
  }

  private make(): Promise<unknown> {
    this.made ??= mkdir(this.directory, { recursive: true }).then(() =>
      git(this.directory, ['init', '-q', '--bare']),
    );
    return this.made;
  }
}

/** Symbolic links and submodules are left out: where they lead is not for a repository to say. */
function treeEntry(line: string): { id: string; path: string }[] {
  const [about = '', path] = line.split('\t');
  const [mode = '', type, id, size] = about.split(/ +/);
  if (type !== 'blob' || !mode.startsWith('100') || !id || !path) return [];
  return Number(size) > largestFile ? [] : [{ id, path }];
}
