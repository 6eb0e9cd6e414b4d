import { ConflictError } from '@backstage/errors';
import { type GitRepository, readRemote } from '@greenroom/git-access';
import { type Plan, runOfMessage } from '@greenroom/plugin-golden-paths-common';
import type { Thing } from './Thing';

/** What a run asked for by a change request: the request, and the branch it comes from. One that was merged is its merger's. */
export class ChangeRequestThing implements Thing {
  readonly kind = 'change-request';
  readonly ref: string;
  readonly howToRemove: Thing['howToRemove'];
  readonly #repository: GitRepository;
  readonly #branch: string;
  readonly #runs: ReadonlySet<string>;

  constructor(repository: GitRepository, plan: Plan['changeRequests'][number], runs: readonly string[]) {
    this.#repository = repository;
    this.#branch = plan.branch;
    this.#runs = new Set(runs);
    this.ref = `${readRemote(repository.url)?.path ?? repository.url}: ${plan.branch}`;
    this.howToRemove = {
      url: repository.url,
      command: `git push ${repository.url} --delete ${plan.branch}`,
    };
  }

  get url(): string {
    return this.#repository.url;
  }

  async isThere(): Promise<boolean> {
    const runs = await this.#runsOfBranch();
    return runs !== undefined && (runs.length === 0 || runs.some(run => this.#runs.has(run ?? '')));
  }

  async remove(): Promise<undefined> {
    const runs = (await this.#runsOfBranch()) ?? [];
    if (runs.some(run => !this.#runs.has(run ?? ''))) {
      throw new ConflictError(`The branch ${this.#branch} has commits that this run did not make.`);
    }
    const into = await this.#repository.defaultBranch();
    const open = await this.#repository.findChangeRequest({ from: this.#branch, into });
    if (open) {
      await this.#repository.closeChangeRequest(open.number);
    }
    await this.#repository.deleteBranch(this.#branch);
    return undefined;
  }

  /** Which run made each commit that only the branch has; one without commits is of a run that came no further. */
  async #runsOfBranch(): Promise<(string | undefined)[] | undefined> {
    const head = await this.#repository.headOf(this.#branch);
    if (head === undefined) {
      return undefined;
    }
    const main = await this.#repository.headOf(await this.#repository.defaultBranch());
    const commits = main === undefined ? [] : await this.#repository.commitsBetween(main, head);
    return commits.map(({ message }) => runOfMessage(message));
  }
}
