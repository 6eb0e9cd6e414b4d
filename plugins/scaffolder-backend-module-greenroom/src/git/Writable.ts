import { NotAllowedError } from '@backstage/errors';
import { type GitAccess, type GitRepository, readRemote, repositoryName } from '@greenroom/git-access';
import { runOfDescription } from '@greenroom/plugin-golden-paths-common';

/**
 * Where a run may write: the repositories that the configuration names for all runs, and those that it made itself. An
 * action writes with the portal's account, which may write to much more than that.
 */
export class Writable {
  readonly #git: Pick<GitAccess, 'repository'>;
  readonly #shared: ReadonlySet<string>;

  /** `shared`: as `repositoryName` writes them. */
  constructor(git: Pick<GitAccess, 'repository'>, shared: readonly string[]) {
    this.#git = git;
    this.#shared = new Set(shared);
  }

  /** @throws NotAllowedError for any other, InputError for what is none */
  async repository(url: string, run: string): Promise<GitRepository> {
    const repository = this.#git.repository(url);
    const remote = readRemote(url);
    if (remote && this.#shared.has(repositoryName(remote))) {
      return repository;
    }
    const description = await repository.description();
    if (description === undefined || runOfDescription(description) !== run) {
      throw new NotAllowedError(
        `${repository.url} is none of the repositories that golden paths write to (greenroom.goldenPaths), and this run did not make it.`,
      );
    }
    return repository;
  }
}
