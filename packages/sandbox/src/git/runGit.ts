import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { SandboxError } from '../SandboxError';

/** Settings of one call beyond its arguments. */
export interface GitCall {
  /** The bare repository; none for commands that need none. */
  repository?: string;
  environment?: Readonly<Record<string, string>>;
  input?: string | Buffer;
}

export interface GitOutcome {
  code: number;
  stdout: Buffer;
  stderr: string;
}

/** Nobody's own settings may change what the server does: no configuration but the repository's, no hooks, no prompts. */
const settled: Readonly<Record<string, string>> = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_LITERAL_PATHSPECS: '1',
  HOME: '/nonexistent',
  LC_ALL: 'C',
};
const unsettling = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'XDG_CONFIG_HOME'];
const always = ['core.hooksPath=/dev/null', 'core.quotePath=false', 'gc.auto=0', 'maintenance.auto=false'];

/**
 * Starts the machine's `git`. `env` sets its environment on top of the sandbox's own, so that nothing here has to read it.
 */
export function startGit(
  args: readonly string[],
  { repository, environment = {} }: GitCall = {},
): ChildProcessWithoutNullStreams {
  const variables = { ...settled, ...environment, ...(repository !== undefined && { GIT_DIR: repository }) };
  return spawn('env', [
    ...unsettling.flatMap(name => ['-u', name]),
    ...Object.entries(variables).map(([name, value]) => `${name}=${value}`),
    'git',
    ...always.flatMap(setting => ['-c', setting]),
    ...args,
  ]);
}

/** Runs `git` to its end, whatever its exit code. @throws SandboxError when it cannot be started */
export function runGit(args: readonly string[], call: GitCall = {}): Promise<GitOutcome> {
  const child = startGit(args, call);
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (part: Buffer) => stdout.push(part));
  child.stderr.on('data', (part: Buffer) => stderr.push(part));
  // A command that ends before it has read its input closes the pipe; its exit code says why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(call.input);
  return new Promise((resolve, reject) => {
    child.on('error', error => reject(new SandboxError(`git cannot be started: ${error.message}.`)));
    child.on('close', code => {
      resolve({ code: code ?? 1, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() });
    });
  });
}

/** What a command prints. @throws GitError when it fails */
export async function git(args: readonly string[], call: GitCall = {}): Promise<string> {
  const { code, stdout, stderr } = await runGit(args, call);
  if (code !== 0) throw new GitError(args[0] ?? '', stderr.trim());
  return stdout.toString();
}

/** A git command that failed, in git's own words. */
export class GitError extends Error {
  override readonly name = 'GitError';

  constructor(command: string, reason: string) {
    super(`git ${command}: ${reason || 'failed'}`);
  }
}

/** The first that takes settings from its environment (`GIT_CONFIG_COUNT`). */
const oldest = [2, 31] as const;

/** @throws SandboxError when there is no `git` on this machine, or one of long ago */
export async function mustHaveGit(): Promise<void> {
  const { code, stdout } = await runGit(['--version']);
  if (code !== 0) {
    throw new SandboxError('The sandbox needs git on this machine: install it and start again.');
  }
  const [, version = '', major = '0', minor = '0'] = /((\d+)\.(\d+)\S*)/.exec(stdout.toString()) ?? [];
  const isOld = Number(major) < oldest[0] || (Number(major) === oldest[0] && Number(minor) < oldest[1]);
  if (isOld)
    throw new SandboxError(`The sandbox needs git ${oldest.join('.')} or newer; this one is ${version}.`);
}
