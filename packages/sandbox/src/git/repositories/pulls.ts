import type { GitUser } from '../accounts';
import { GitProblem } from '../GitProblem';
import type { CommitFacts, Signature } from './commits';
import type { HostedRepository } from './HostedRepository';
import { MergeConflict, mergedTree } from './merging';
import type { PullRecord } from './RepositoryRecord';

export type MergeStyle = 'merge' | 'squash' | 'fast-forward-only';

/** A pull request with what its branches are now, or were when it was closed. */
export interface PullState extends PullRecord {
  /** False when a person has to bring the branches together, and when there is nothing to merge. */
  mergeable: boolean;
}

export interface NewPull {
  title: string;
  body: string;
  base: string;
  head: string;
  user: GitUser;
}

export interface Merge {
  user: GitUser;
  style: MergeStyle;
  title?: string;
  body?: string;
  /** The head must still be this. */
  expected?: string;
  deleteBranch: boolean;
}

/** The pull requests of one repository. */
export class Pulls {
  constructor(
    private readonly repository: HostedRepository,
    private readonly now: () => Date,
  ) {}

  get all(): readonly PullRecord[] {
    return this.repository.record.pulls;
  }

  /** @throws GitProblem 404 */
  find(number: number): PullRecord {
    const found = this.all.find(pull => pull.number === number);
    if (!found) throw new GitProblem(404, `pull request does not exist [index: ${number}]`);
    return found;
  }

  /** @throws GitProblem 404 for branches that are not there, 409 when one of the same branches is open, 422 without a change */
  async open({ title, body, base, head, user }: NewPull): Promise<PullState> {
    const [baseSha, headSha] = [await this.branch(base), await this.branch(head)];
    const same = this.all.find(pull => pull.state === 'open' && pull.base === base && pull.head === head);
    if (same) {
      throw new GitProblem(
        409,
        `pull request already exists for these targets [id: ${same.number}, issue_id: ${same.number}, ` +
          `head_repo_id: ${this.repository.record.id}, base_repo_id: ${this.repository.record.id}, ` +
          `head_branch: ${head}, base_branch: ${base}]`,
      );
    }
    if (base === head)
      throw new GitProblem(422, 'Invalid PullRequest: There are no changes between the head and the base');
    const at = this.now().toISOString();
    const pull: PullRecord = {
      number: 1 + Math.max(0, ...this.all.map(({ number }) => number)),
      title,
      body,
      user: user.login,
      base,
      head,
      state: 'open',
      baseSha,
      headSha,
      mergeBase: (await this.repository.bare.mergeBase(baseSha, headSha)) ?? '',
      createdAt: at,
      updatedAt: at,
    };
    this.repository.keep(record => record.pulls.push(pull));
    return this.stateOf(pull);
  }

  async stateOf(pull: PullRecord): Promise<PullState> {
    if (pull.state === 'closed') return { ...pull, mergeable: false };
    const { bare } = this.repository;
    const [baseSha, headSha] = [await bare.branch(pull.base), await bare.branch(pull.head)];
    if (!baseSha || !headSha) return { ...pull, mergeable: false };
    const mergeBase = (await bare.mergeBase(baseSha, headSha)) ?? '';
    return { ...pull, baseSha, headSha, mergeBase, mergeable: await this.merges(baseSha, headSha) };
  }

  /** Closes one without merging, opens it again, or changes its words. */
  edit(pull: PullRecord, change: Partial<Pick<PullRecord, 'title' | 'body' | 'state'>>): void {
    if (pull.mergedAt && change.state) {
      throw new GitProblem(412, 'cannot change state of this pull request, it was already merged');
    }
    const at = this.now().toISOString();
    this.repository.keep(() => {
      Object.assign(pull, change, { updatedAt: at });
      if (change.state) pull.closedAt = change.state === 'closed' ? (pull.closedAt ?? at) : undefined;
    });
  }

  /**
   * Merges it, as somebody asked.
   *
   * @throws GitProblem 404 when it was closed, 405 when it was merged or its head is gone, 409 on a conflict or another head
   */
  merge(pull: PullRecord, merge: Merge): Promise<PullState> {
    return this.repository.write(async () => {
      if (pull.mergedAt) throw new GitProblem(405, 'The pull request has already been merged');
      if (pull.state === 'closed') throw new GitProblem(404, "The target couldn't be found.");
      const { bare } = this.repository;
      const [ours, theirs] = [await bare.branch(pull.base), await bare.branch(pull.head)];
      if (!ours || !theirs) throw new GitProblem(405, 'Please try again later');
      if (merge.expected && merge.expected !== theirs) throw new GitProblem(409, 'head out of date');
      const commits = (await bare.log(`${ours}..${theirs}`, { limit: 1_000 })).map(({ sha }) => sha);
      const mergeBase = (await bare.mergeBase(ours, theirs)) ?? '';
      const merged = await this.mergeCommit(pull, merge, ours, theirs);
      await bare.moveRef(`refs/heads/${pull.base}`, merged, ours);
      const at = this.now().toISOString();
      this.repository.keep(() => {
        Object.assign(pull, { state: 'closed', baseSha: ours, headSha: theirs, mergeBase, commits });
        Object.assign(pull, { mergedAt: at, closedAt: at, updatedAt: at, mergedBy: merge.user.login });
        pull.mergeCommit = merged;
      });
      if (merge.deleteBranch) await bare.removeRef(`refs/heads/${pull.head}`, theirs);
      return { ...pull, mergeable: false };
    });
  }

  /** The one that brought a commit in. */
  bringing(sha: string): PullRecord | undefined {
    return this.all.find(pull => pull.mergeCommit === sha || (pull.mergedAt && pull.commits?.includes(sha)));
  }

  private async mergeCommit(pull: PullRecord, merge: Merge, ours: string, theirs: string): Promise<string> {
    const { bare } = this.repository;
    if (merge.style === 'fast-forward-only') {
      if ((await bare.mergeBase(ours, theirs)) !== ours)
        throw new GitProblem(409, 'Merge is not a fast-forward');
      return theirs;
    }
    const tree = await this.treeOf(ours, theirs);
    const message = [merge.title || usualTitle(pull, merge.style), merge.body].filter(Boolean).join('\n\n');
    const { name, email } = merge.user;
    const who: Signature = { name, email, date: this.now().toISOString() };
    const parents = merge.style === 'squash' ? [ours] : [ours, theirs];
    const author = merge.style === 'squash' ? await this.authorOf(theirs, who) : who;
    return bare.commitTree({ tree, parents, message: `${message}\n`, author, committer: who });
  }

  private async treeOf(ours: string, theirs: string): Promise<string> {
    try {
      return await mergedTree(this.repository.bare, ours, theirs);
    } catch (error) {
      if (!(error instanceof MergeConflict)) throw error;
      throw new GitProblem(409, `Merge conflict: ${error.message}`);
    }
  }

  private async authorOf(sha: string, fallback: Signature): Promise<Signature> {
    const commit: CommitFacts | undefined = await this.repository.bare.commit(sha);
    return commit?.author ?? fallback;
  }

  private async merges(ours: string, theirs: string): Promise<boolean> {
    try {
      await mergedTree(this.repository.bare, ours, theirs);
      return true;
    } catch (error) {
      if (error instanceof MergeConflict) return false;
      throw error;
    }
  }

  private async branch(name: string): Promise<string> {
    const sha = await this.repository.bare.branch(name);
    if (!sha) throw new GitProblem(404, `branch does not exist [name: ${name}]`);
    return sha;
  }
}

function usualTitle(pull: PullRecord, style: MergeStyle): string {
  if (style === 'squash') return `${pull.title} (#${pull.number})`;
  return `Merge pull request '${pull.title}' (#${pull.number}) from ${pull.head} into ${pull.base}`;
}
