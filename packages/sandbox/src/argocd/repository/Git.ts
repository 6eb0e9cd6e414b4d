import { runGit } from '../../git/runGit';

/** The machine's git said no. */
export class GitError extends Error {
  override readonly name = 'GitError';

  constructor(
    /** As it would be typed. */
    readonly command: string,
    readonly exitCode: number,
    readonly stderr: string,
  ) {
    super(`\`${command}\` failed exit status ${exitCode}: ${stderr}`);
  }
}

/** A host that says nothing for half a minute is given up. */
const impatient = ['-c', 'http.lowSpeedLimit=1', '-c', 'http.lowSpeedTime=30'];

/** Runs git on a bare repository. @throws GitError */
export async function git(repository: string, args: readonly string[], input?: string): Promise<Buffer> {
  const { code, stdout, stderr } = await runGit([...impatient, ...args], { repository, input });
  if (code !== 0) throw new GitError(`git ${args.join(' ')}`, code, stderr.trim());
  return stdout;
}
