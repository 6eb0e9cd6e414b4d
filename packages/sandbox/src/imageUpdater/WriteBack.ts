import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git, GitError, runGit } from '../git/runGit';
import { Turns } from '../git/repositories/Turns';
import { SandboxError } from '../SandboxError';
import { commitMessage } from './commitMessage';
import { type ImageChange, setImages, type Wanted } from './kustomization';
import type { UpdatePlan } from './plan';

/** The git host as the updater reaches it. */
export interface WriteBackHost {
  /** Its account is used there and nowhere else. */
  url: string;
  username: string;
  password: string;
}

const fileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const identity = ['-c', 'user.name=argocd-image-updater', '-c', 'user.email=noreply@argoproj.io'];
const tries = 3;

/** Writes tags into kustomizations through git: clone, change, commit, push. One repository is written by one at a time. */
export class WriteBack {
  private readonly turns = new Map<string, Turns>();

  constructor(private readonly host: WriteBackHost) {}

  /**
   * What it changed; nothing when everything was so already.
   *
   * @throws SandboxError for a repository elsewhere and for a directory without a kustomization
   * @throws GitError when the host cannot be reached or refuses
   */
  write(plan: UpdatePlan, wanted: readonly Wanted[]): Promise<ImageChange[]> {
    const turns = this.turns.get(plan.repoUrl) ?? new Turns();
    this.turns.set(plan.repoUrl, turns);
    return turns.take(() => this.attempt(plan, wanted, tries));
  }

  /** Somebody else may push between our clone and our push: then it begins again. */
  private async attempt(plan: UpdatePlan, wanted: readonly Wanted[], left: number): Promise<ImageChange[]> {
    const room = mkdtempSync(join(tmpdir(), 'image-updater-'));
    try {
      return await this.writeIn(room, plan, wanted);
    } catch (error) {
      if (left > 1 && error instanceof GitError && error.message.includes('[rejected]')) {
        return await this.attempt(plan, wanted, left - 1);
      }
      throw error;
    } finally {
      rmSync(room, { recursive: true, force: true });
    }
  }

  private async writeIn(room: string, plan: UpdatePlan, wanted: readonly Wanted[]): Promise<ImageChange[]> {
    const copy = join(room, 'copy');
    const branch = plan.branch ? ['--branch', plan.branch] : [];
    // No links in the copy: one that somebody pushed would lead out of it.
    const plain = ['--config', 'core.symlinks=false', '--template='];
    await this.remote(plan, [
      'clone',
      '--quiet',
      '--depth',
      '1',
      ...plain,
      ...branch,
      '--',
      plan.repoUrl,
      copy,
    ]);
    const file = kustomizationIn(join(copy, plan.directory), plan);
    const { text, changes } = setImages(readFileSync(file, 'utf8'), wanted);
    if (changes.length === 0) return [];
    writeFileSync(file, text);
    const message = commitMessage(plan.application, changes);
    await git(['-C', copy, ...identity, 'commit', '--quiet', '--all', '--file', '-'], { input: message });
    await this.remote(plan, ['-C', copy, 'push', '--quiet', 'origin', 'HEAD']);
    return changes;
  }

  private async remote({ repoUrl }: UpdatePlan, args: string[]): Promise<void> {
    if (!isAt(repoUrl, this.host.url)) throw new SandboxError(`${repoUrl} is not at the sandbox's git host.`);
    const { username, password } = this.host;
    const credentials = Buffer.from(`${username}:${password}`).toString('base64');
    // By the environment, not by the address: git keeps addresses in the copy and repeats them in what it says.
    const environment = {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.extraHeader',
      GIT_CONFIG_VALUE_0: `Authorization: Basic ${credentials}`,
    };
    const { code, stderr } = await runGit(args, { environment });
    if (code !== 0)
      throw new GitError(args.find(word => word === 'clone' || word === 'push') ?? '', stderr.trim());
  }
}

function isAt(repoUrl: string, hostUrl: string): boolean {
  if (!URL.canParse(repoUrl)) return false;
  const [asked, own] = [new URL(repoUrl), new URL(hostUrl)];
  return (
    asked.protocol === own.protocol &&
    asked.port === own.port &&
    ['localhost', '127.0.0.1'].includes(asked.hostname)
  );
}

function kustomizationIn(directory: string, plan: UpdatePlan): string {
  const file = fileNames.map(name => join(directory, name)).find(path => existsSync(path));
  if (file) return file;
  throw new SandboxError(
    `could not find kustomization in ${plan.directory || 'the root'} of ${plan.repoUrl}`,
  );
}
