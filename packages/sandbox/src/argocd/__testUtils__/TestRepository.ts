import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const author = ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];

/** A bare repository with a working copy, made and changed by the machine's git. */
export class TestRepository {
  private readonly root = mkdtempSync(join(tmpdir(), 'greenroom-repository-'));
  private readonly work = join(this.root, 'work');
  /** As an Application names it. */
  readonly url = `file://${join(this.root, 'bare.git')}`;
  readonly directory = this.root;

  constructor() {
    mkdirSync(this.work);
    this.git('init', '-q', '-b', 'main', '--bare', join(this.root, 'bare.git'));
    this.git('init', '-q', '-b', 'main', '.');
    this.git('remote', 'add', 'origin', this.url);
  }

  /** Commits files and pushes them; an undefined text takes a file away. Returns the commit. */
  commit(files: Record<string, string | object | undefined>): string {
    for (const [path, content] of Object.entries(files)) this.put(join(this.work, path), content);
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', 'a change');
    this.git('push', '-q', 'origin', 'HEAD:main');
    return this.git('rev-parse', 'HEAD');
  }

  tag(name: string): void {
    this.git('tag', '-a', name, '-m', name);
    this.git('push', '-q', 'origin', name);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private put(file: string, content: string | object | undefined): void {
    if (content === undefined) {
      rmSync(file, { force: true });
      return;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }

  private git(...args: string[]): string {
    return execFileSync('git', [...author, ...args], { cwd: this.work, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  }
}
