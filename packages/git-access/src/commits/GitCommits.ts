import type { Repository } from '../repository';

/** Somebody as a git host or a commit names them. At least one of the two is there. */
export interface GitPerson {
  email?: string;
  /** The account at the host. */
  login?: string;
}

/** A commit and whoever made it: its author, its committer, and those its message calls co-authors. */
export interface GitCommit {
  /** Its whole id. */
  sha: string;
  /** Ids; the first is what it was merged into or put upon. */
  parents: readonly string[];
  people: readonly GitPerson[];
  message: string;
}

/** A range of commits: those that `head` has and `base` does not. Both are full ids. */
export interface CommitRange {
  repository: Repository;
  base: string;
  head: string;
}

/** No range that is longer is read: neither people nor hosts look through more. */
export const MOST_COMMITS = 250;

/**
 * How one kind of git host is asked about commits. Every method throws classes of `@backstage/errors` whose message says
 * whose fault it is, and ends at once when the signal aborts.
 */
export interface GitCommits {
  /** Every commit of the range, in any order. */
  commits(range: CommitRange, signal: AbortSignal): Promise<GitCommit[]>;
  /** Who merged what brought these commits in; nobody for what was pushed. */
  mergers(repository: Repository, commits: readonly string[], signal: AbortSignal): Promise<GitPerson[]>;
}
