import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { StateDirectory } from '../../state/StateDirectory';
import { GitServer } from '../GitServer';
import type { Push } from '../repositories/HostedRepository';

const run = promisify(execFile);

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // The tests look into what came as a client would: by name, wherever it is.
  json: Record<string, never>;
}

const ada = { login: 'ada', name: 'Ada Moreau', email: 'ada@greenroom.example', password: 'adas-password' };

/** A git host on a free port, and the real git before it. */
export class TestGit {
  readonly pushes: Push[] = [];

  private constructor(
    readonly server: GitServer,
    readonly state: StateDirectory,
  ) {
    server.onPush(push => this.pushes.push(push));
  }

  static async start(path = mkdtempSync(join(tmpdir(), 'sandbox-git-'))): Promise<TestGit> {
    const state = StateDirectory.open(path);
    const server = await GitServer.start({ port: 0, state, now: () => new Date(), people: [ada] });
    return new TestGit(server, state);
  }

  async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.state.path, { recursive: true, force: true });
  }

  /** As Backstage's integration spells it: the word in lower case. */
  get authorization(): string {
    return `basic ${Buffer.from(`greenroom:${this.server.password}`).toString('base64')}`;
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.server.url}${path}`, {
      method,
      redirect: 'manual',
      headers: { 'content-type': 'application/json', connection: 'close', ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : {} };
  }

  /** The API with the portal's account. */
  api(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.ask(method, `/api/v1${path}`, body, { authorization: this.authorization });
  }

  /** The address to push to with an account. */
  remote(path: string, login = 'greenroom', password = this.server.password): string {
    return `http://${login}:${password}@localhost:${this.server.port}/${path}`;
  }

  /** Real git, in a directory, without anybody's settings. */
  async git(directory: string, ...args: string[]): Promise<string> {
    const identity = ['-c', 'user.name=Ada Moreau', '-c', 'user.email=ada@greenroom.example'];
    const environment = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0' };
    const { stdout } = await run('git', [...identity, ...args], { cwd: directory, env: environment });
    return stdout.trim();
  }

  /** A folder with these files in a first commit on main. */
  async workspace(files: Record<string, string>, message = 'initial commit'): Promise<string> {
    const directory = mkdtempSync(join(this.state.path, 'workspace-'));
    await this.git(directory, 'init', '--quiet', '--initial-branch=main');
    await this.commit(directory, files, message);
    return directory;
  }

  async commit(directory: string, files: Record<string, string>, message: string): Promise<string> {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), content);
    }
    await this.git(directory, 'add', '--all');
    await this.git(directory, 'commit', '--quiet', '-m', message);
    return this.git(directory, 'rev-parse', 'HEAD');
  }

  /** A repository with these files on main, by API alone. */
  async hosted(path: string, files: Record<string, string>): Promise<void> {
    const [owner = '', name = ''] = path.split('/');
    await this.api('POST', `/orgs/${owner}/repos`, { name });
    const content = (text: string) => Buffer.from(text).toString('base64');
    const operations = Object.entries(files).map(([file, text]) => {
      return { operation: 'create', path: file, content: content(text) };
    });
    const author = { name: ada.name, email: ada.email };
    await this.api('POST', `/repos/${path}/contents`, {
      message: 'initial commit',
      author,
      files: operations,
    });
  }

  /** A clone of a repository. */
  async clone(path: string): Promise<string> {
    const directory = mkdtempSync(join(this.state.path, 'clone-'));
    await this.git(directory, 'clone', '--quiet', `${this.server.url}/${path}.git`, '.');
    return directory;
  }

  /** A repository with these files on main, by API and push. */
  async repository(path: string, files: Record<string, string>): Promise<string> {
    const [owner = '', name = ''] = path.split('/');
    await this.api('POST', `/orgs/${owner}/repos`, { name });
    const directory = await this.workspace(files);
    await this.git(directory, 'push', '--quiet', this.remote(path), 'main');
    return directory;
  }
}
