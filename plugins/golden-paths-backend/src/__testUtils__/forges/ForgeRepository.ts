import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Sandbox } from '@greenroom/sandbox';

const run = promisify(execFile);

/** A repository of the sandbox's git host. */
export type Hosted = NonNullable<ReturnType<Sandbox['git']['host']['find']>>;

/** A file of a new tree; without content it is gone. */
export interface TreeEdit {
  path: string;
  mode?: string;
  content?: string;
}

export interface NewCommit {
  tree: string;
  parents: string[];
  message: string;
}

const somebody = { name: 'Portal', email: 'portal@forge.test' };

/** What the APIs of git hosts say of a repository, and do to it, by git itself. */
export class ForgeRepository {
  constructor(
    readonly hosted: Hosted,
    private readonly now: () => Date,
  ) {}

  head(branch: string): Promise<string | undefined> {
    return this.hosted.bare.branch(branch);
  }

  async sha(ref: string): Promise<string | undefined> {
    return (await this.hosted.bare.resolve(ref))?.sha;
  }

  /** `undefined` for what is not there. */
  async file(path: string, ref: string): Promise<{ sha: string; content: string } | undefined> {
    const commit = await this.sha(ref);
    const entry = commit && (await this.hosted.bare.entry(commit, path));
    return entry && entry.type === 'file'
      ? { sha: entry.sha, content: (await this.hosted.bare.blob(entry.sha)).toString('base64') }
      : undefined;
  }

  async lastCommit(path: string, ref: string): Promise<string> {
    const [last] = await this.hosted.bare.log(ref, { limit: 1, path });
    return last?.sha ?? '';
  }

  async tree(ref: string) {
    const commit = (await this.sha(ref)) ?? '';
    const facts = await this.hosted.bare.commit(commit);
    return { sha: facts?.tree ?? '', entries: await this.hosted.bare.tree(commit, true) };
  }

  /** A tree with these files changed, by an index of its own. */
  async writeTree(base: string, edits: readonly TreeEdit[]): Promise<string> {
    const room = mkdtempSync(join(tmpdir(), 'forge-'));
    const environment = { GIT_INDEX_FILE: join(room, 'index') };
    const git = (args: string, input = '') => this.git(args.split(' '), environment, input);
    try {
      await git(`read-tree ${base}`);
      const lines = await Promise.all(edits.map(edit => this.indexLine(edit)));
      await git('update-index --index-info', lines.join(''));
      return await git('write-tree');
    } finally {
      rmSync(room, { recursive: true, force: true });
    }
  }

  commitTree(commit: NewCommit): Promise<string> {
    const signature = { ...somebody, date: this.now().toISOString() };
    return this.hosted.bare.commitTree({ ...commit, author: signature, committer: signature });
  }

  /** Moves a branch forward only, as hosts do. Whether it was. */
  moveBranch(branch: string, to: string): Promise<boolean> {
    return this.hosted.write(async () => {
      const from = (await this.head(branch)) ?? '';
      if (from !== '' && (await this.hosted.bare.mergeBase(from, to)) !== from) {
        return false;
      }
      await this.hosted.bare.moveRef(`refs/heads/${branch}`, to, from);
      return true;
    });
  }

  async removeBranch(branch: string): Promise<void> {
    await this.hosted.write(async () => {
      await this.hosted.bare.removeRef(`refs/heads/${branch}`, (await this.head(branch)) ?? '');
    });
  }

  /** Newest last, as comparisons list them. */
  async between(base: string, head: string) {
    return (await this.hosted.bare.log(`${base}..${head}`, { limit: 250 })).reverse();
  }

  /** Mode 0 takes it out of the index. */
  private async indexLine({ path, mode = '100644', content }: TreeEdit): Promise<string> {
    return content === undefined
      ? `0 ${'0'.repeat(40)}\t${path}\n`
      : `${mode} ${(await this.hosted.bare.git(['hash-object', '-w', '--stdin'], content)).trim()}\t${path}\n`;
  }

  private async git(args: string[], environment: Record<string, string>, input: string): Promise<string> {
    const env = { ...process.env, ...environment, GIT_DIR: this.hosted.bare.directory };
    const running = run('git', args, { env });
    // A command that reads nothing may have ended before.
    running.child.stdin?.on('error', () => undefined).end(input);
    return (await running).stdout.trim();
  }
}
