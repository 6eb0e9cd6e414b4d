import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { GitError } from './Git';
import { GitMirror, UnknownRevisionError } from './GitMirror';
import { generate, type Generated, type Source } from './manifests';
import { type FileTree } from './FileTree';
import { RepoServerError } from './RepoServerError';

export interface Manifests extends Generated {
  /** The commit they are of. */
  revision: string;
}

const keptManifests = 500;

/** Makes manifests of what is in git: one for all clusters of a sandbox, as its copies of repositories can be shared. */
export class RepoServer {
  private readonly mirrors = new Map<string, GitMirror>();
  private readonly known = new Map<string, Generated>();

  /** @param directory where the copies are kept; made when first needed */
  constructor(private readonly directory: string) {}

  /**
   * The manifests of a source at a revision.
   *
   * @param fresh asks the host what a branch means now; a commit never changes
   * @throws RepoServerError
   */
  async manifests(source: Source, revision: string, { fresh }: { fresh: boolean }): Promise<Manifests> {
    const mirror = this.mirror(source.repoURL);
    const commit = await resolved(mirror, revision, fresh);
    const key = [
      source.repoURL,
      commit,
      source.path,
      JSON.stringify([source.directory, source.kustomize]),
    ].join('\n');
    const known = this.known.get(key);
    if (known) return { ...known, revision: commit };
    const generated = generate(await checkedOut(mirror, commit), source);
    this.known.set(key, generated);
    for (const oldest of this.known.keys()) if (this.known.size > keptManifests) this.known.delete(oldest);
    return { ...generated, revision: commit };
  }

  private mirror(url: string): GitMirror {
    const known = this.mirrors.get(url);
    if (known) return known;
    const name = createHash('sha256').update(url).digest('hex').slice(0, 32);
    const mirror = new GitMirror(url, join(this.directory, `${name}.git`));
    this.mirrors.set(url, mirror);
    return mirror;
  }
}

async function resolved(mirror: GitMirror, revision: string, fresh: boolean): Promise<string> {
  try {
    return await mirror.resolve(revision, fresh);
  } catch (error) {
    if (error instanceof UnknownRevisionError) throw new RepoServerError('Unknown', error.message);
    if (error instanceof GitError)
      throw new RepoServerError('Unknown', `failed to list refs: ${reason(error)}`);
    throw error;
  }
}

async function checkedOut(mirror: GitMirror, commit: string): Promise<FileTree> {
  try {
    return await mirror.files(commit);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const command = `\`git fetch origin ${commit} --tags --force --prune\``;
    throw new RepoServerError(
      'Unknown',
      `failed to initialize repository resources: rpc error: code = Internal desc = Failed to checkout revision ${commit}: ${command} failed exit status ${error.exitCode}: ${error.stderr}`,
    );
  }
}

/** The real one speaks to the host by a library of its own, whose words these are. */
function reason({ stderr }: GitError): string {
  if (/Authentication failed|could not read (Username|Password)/.test(stderr))
    return 'authentication required: Unauthorized';
  if (/not found|does not (exist|appear to be a git repository)/.test(stderr)) return 'repository not found';
  return stderr.replace(/^fatal: /, '');
}
