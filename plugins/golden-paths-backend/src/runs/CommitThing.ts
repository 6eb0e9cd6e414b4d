import { ConflictError } from '@backstage/errors';
import { type FileChange, type GitRepository, readRemote } from '@greenroom/git-access';
import { type Plan, runOfMessage } from '@greenroom/plugin-golden-paths-common';
import type { Thing } from './Thing';

const TRIES = 5;

/** How a file was before the run, as the run left it, and as it is. */
interface History {
  path: string;
  before?: string;
  own?: string;
  now?: string;
}

/**
 * What a run committed to a branch that others write to as well. Undone file by file, by a commit on top: a file that
 * somebody changed after the run is left alone and told.
 */
export class CommitThing implements Thing {
  readonly kind = 'commit';
  readonly ref: string;
  readonly howToRemove: Thing['howToRemove'];
  readonly #repository: GitRepository;
  readonly #plan: Plan['commits'][number];
  readonly #runs: ReadonlySet<string>;

  constructor(repository: GitRepository, plan: Plan['commits'][number], runs: readonly string[]) {
    this.#repository = repository;
    this.#plan = plan;
    this.#runs = new Set(runs);
    this.ref = `${readRemote(repository.url)?.path ?? repository.url}: ${plan.paths.join(', ')}`;
    this.howToRemove = {
      url: repository.url,
      command: `git clone ${repository.url} && git rm ${plan.paths.join(' ')} && git commit && git push`,
    };
  }

  get url(): string {
    return this.#repository.url;
  }

  async isThere(): Promise<boolean> {
    return (await this.#changed()).files.length > 0;
  }

  /** Others write to the branch too, and move it between looking and writing. */
  async remove(): Promise<undefined> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.#remove();
        return undefined;
      } catch (error) {
        if (!(error instanceof ConflictError) || tries === TRIES) {
          throw error;
        }
      }
    }
  }

  async #remove(): Promise<void> {
    const { head, files } = await this.#changed();
    const foreign = files.filter(({ own, now }) => own !== now);
    const others = files.filter(({ own, now }) => own === now);
    if (head !== undefined && others.length > 0) {
      const message = `Take back what run ${[...this.#runs].at(0)} made, as it failed`;
      await this.#repository.commit({
        branch: this.#plan.branch,
        message,
        files: others.map(asBefore),
        expectedHead: head,
      });
    }
    if (foreign.length > 0) {
      const paths = foreign.map(({ path }) => path).join(', ');
      throw new ConflictError(`Somebody changed ${paths} after the run.`);
    }
  }

  /** The files that are not as they were before the run, and are so by it. */
  async #changed(): Promise<{ head?: string; files: History[] }> {
    const { branch, base, paths } = this.#plan;
    const head = await this.#repository.headOf(branch);
    if (head === undefined || base === undefined || head === base) {
      return { files: [] };
    }
    const commits = await this.#repository.commitsBetween(base, head);
    const own = commits.filter(({ message }) => this.#runs.has(runOfMessage(message) ?? ''));
    const last = own.find(({ sha }) => !own.some(other => other.parents.includes(sha))) ?? own[0];
    if (!last) {
      return { head, files: [] };
    }
    const files = await Promise.all(paths.map(path => this.#history(path, { base, own: last.sha, head })));
    return { head, files: files.filter(file => file.own !== file.before && file.now !== file.before) };
  }

  async #history(path: string, at: { base: string; own: string; head: string }): Promise<History> {
    const [before, own, now] = await Promise.all(
      [at.base, at.own, at.head].map(ref => this.#repository.readFile(path, ref)),
    );
    return { path, before, own, now };
  }
}

function asBefore({ path, before }: History): FileChange {
  return before === undefined ? { path, deleted: true } : { path, content: before };
}
