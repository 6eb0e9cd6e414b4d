import { GitProblem } from '../GitProblem';
import { isRefName } from '../names';
import { BareRepository } from './BareRepository';
import type { CommitFacts, Signature } from './commits';
import { fastImport, type FileChange } from './fastImport';
import { type RepositoryRecord, writeRecord } from './RepositoryRecord';
import { Turns } from './Turns';

/** A branch that moved; without `before` it is new, without `after` it is gone. */
export interface Push {
  organization: string;
  repository: string;
  branch: string;
  before: string | undefined;
  after: string | undefined;
}

export interface Change {
  /** Where it starts. */
  branch: string;
  /** Made from `branch` for this commit. */
  newBranch?: string;
  message: string;
  author: Signature;
  committer: Signature;
  files: readonly FileChange[];
}

export interface HostedOptions {
  directory: string;
  record: RepositoryRecord;
  now: () => Date;
  pushed: (push: Push) => void;
}

/** A repository of the host: git's part, what git does not keep, and one writer at a time. */
export class HostedRepository {
  readonly bare: BareRepository;
  readonly record: RepositoryRecord;
  private readonly turns = new Turns();
  private isGone = false;

  constructor(private readonly options: HostedOptions) {
    this.bare = new BareRepository(options.directory);
    this.record = options.record;
  }

  get fullName(): string {
    return `${this.record.owner}/${this.record.name}`;
  }

  /** Lets `act` take the repository away, when whoever writes has done; nobody writes to it afterwards. */
  remove(act: () => void): Promise<void> {
    return this.turns.take(async () => {
      this.isGone = true;
      act();
    });
  }

  /** Lets `act` write alone, then tells of every branch that is elsewhere than before. @throws GitProblem 404 once it is gone */
  write<Result>(act: () => Promise<Result>): Promise<Result> {
    return this.turns.take(async () => {
      if (this.isGone) throw new GitProblem(404, "The target couldn't be found.");
      const before = await this.bare.branches();
      try {
        return await act();
      } finally {
        this.tell(before, await this.bare.branches());
      }
    });
  }

  /**
   * One commit of several files. Call it inside `write`.
   *
   * @throws GitProblem 404 for a branch that is not there, 422 for a new one that is or may not be
   */
  async commit({ branch, newBranch, message, author, committer, files }: Change): Promise<CommitFacts> {
    const parent = await this.bare.branch(branch);
    if (!parent && !(await this.isEmpty())) {
      throw new GitProblem(404, `branch does not exist [name: ${branch}]`);
    }
    const target = newBranch ?? branch;
    if (!isRefName(target)) throw new GitProblem(422, `[BranchName]: GitRefName`);
    if (target !== branch && (await this.bare.branch(target))) {
      throw new GitProblem(422, `branch already exists [name: ${target}]`);
    }
    const stream = fastImport({ branch: target, parent, message, author, committer, files });
    const sha = (await this.bare.git(['fast-import', '--quiet', '--done'], stream)).trim();
    const commit = await this.bare.commit(sha);
    if (!commit) throw new GitProblem(409, `${target} moved on meanwhile`);
    return commit;
  }

  async isEmpty(): Promise<boolean> {
    return (await this.bare.branches()).size === 0;
  }

  /** Keeps what `change` does to the record. */
  keep(change: (record: RepositoryRecord) => void): void {
    change(this.record);
    this.record.updatedAt = this.options.now().toISOString();
    writeRecord(this.options.directory, this.record);
  }

  private tell(before: Map<string, string>, after: Map<string, string>): void {
    const { owner, name } = this.record;
    const moved = [...new Set([...before.keys(), ...after.keys()])].filter(
      branch => before.get(branch) !== after.get(branch),
    );
    if (moved.length > 0) this.keep(() => {});
    for (const branch of moved) {
      const [from, to] = [before.get(branch), after.get(branch)];
      this.options.pushed({ organization: owner, repository: name, branch, before: from, after: to });
    }
  }
}
