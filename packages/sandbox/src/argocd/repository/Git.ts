import { execFile } from 'node:child_process';

/** The machine's git said no. */
export class GitError extends Error {
  override readonly name = 'GitError';

  constructor(
    /** As it would be typed, without the settings that keep git from asking. */
    readonly command: string,
    readonly exitCode: number | string,
    readonly stderr: string,
  ) {
    super(`\`${command}\` failed exit status ${exitCode}: ${stderr}`);
  }
}

/** Nobody sits before this git: it must not ask for a password, nor use one that somebody keeps. */
const unattended = ['-c', 'credential.helper=', '-c', 'core.askPass=true', '-c', 'gc.auto=0'];
const largestAnswer = 64 * 1024 * 1024;
const longestRun = 60_000;

/** Runs git in a directory. @throws GitError */
export function git(directory: string, args: readonly string[], input?: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = {
      cwd: directory,
      maxBuffer: largestAnswer,
      timeout: longestRun,
      encoding: 'buffer',
    } as const;
    const run = execFile('git', [...unattended, ...args], options, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else reject(new GitError(`git ${args.join(' ')}`, error.code ?? 128, stderr.toString('utf8').trim()));
    });
    // A git that ends before it has read everything says so by its exit status.
    run.stdin?.on('error', () => undefined);
    run.stdin?.end(input ?? '');
  });
}
