import type { CommitNote } from './CommitNote';
import type { GitCommit } from './commits/GitCommits';

/** A pull request, or what else a host calls it. */
export interface ChangeRequest {
  number: number;
  /** Its page. */
  url: string;
  state: 'open' | 'merged' | 'closed';
  /** The commit that its target branch got by it; only once it is merged. */
  mergedSha?: string;
}

/** A file as it shall be afterwards, or that it shall be gone. */
export type FileChange = { path: string; content: string } | { path: string; deleted: true };

export interface Change {
  /** An existing one. */
  branch: string;
  message: string;
  files: readonly FileChange[];
  /** Who is named as the author; without: the portal's account at the host. */
  author?: { name: string; email: string };
  /** The commit that the branch must be at. */
  expectedHead?: string;
}

export interface GitFile {
  /** From the root of the repository. */
  path: string;
  /** What cannot be read or written as a file's text is told apart. */
  kind: 'file' | 'symlink' | 'submodule';
  /** Id of the content: the same for the same content. */
  id: string;
}

/**
 * A repository at a git host, by the API of that host. Every method takes no longer than a time that ends it, and throws
 * classes of `@backstage/errors` whose message says whose fault it is: `AuthenticationError` and `NotAllowedError` (the
 * host refuses the portal), `NotFoundError`, `ConflictError` (what is there is not what was assumed), `InputError` (a path
 * or a name that no host takes), `ServiceUnavailableError`. No message names credentials.
 */
export interface GitRepository {
  /** Its page, without credentials. */
  readonly url: string;
  /** The page of a commit. */
  commitUrl(sha: string): string;
  /** The page of a folder or a file as it is at a branch or commit. */
  pathUrl(path: string, ref: string): string;

  /** Whether the host shows it to the portal. */
  exists(): Promise<boolean>;
  /** What its page says of it, perhaps nothing; `undefined` when the host shows no such repository. */
  description(): Promise<string | undefined>;
  defaultBranch(): Promise<string>;
  /** The commit that a branch is at; `undefined` when there is no such branch, or no such repository. */
  headOf(branch: string): Promise<string | undefined>;
  /**
   * The text of a file at a branch, tag or commit (the default branch, if none is given); `undefined` when there is none.
   * @throws ConflictError for what is no text
   */
  readFile(path: string, ref?: string): Promise<string | undefined>;
  /** Everything below a folder (`''`: the root) at a branch, tag or commit; nothing when there is no such folder. */
  files(folder: string, ref: string): Promise<GitFile[]>;
  /** What a commit says of itself, by its whole id; `undefined` when the host shows no such one. */
  noteOf(sha: string): Promise<CommitNote | undefined>;
  /** The commits that `head` has and `base` does not; both are whole ids. At most 250, else ConflictError. */
  commitsBetween(base: string, head: string): Promise<GitCommit[]>;

  /** `from`: a branch or a whole commit id. ConflictError when there is a branch of that name already. */
  createBranch(name: string, from: string): Promise<void>;
  /** A branch that is gone already is no failure. */
  deleteBranch(name: string): Promise<void>;
  /**
   * One commit with all changes. Nothing is committed, and the head answered, where all files are already as they shall
   * be, so that asking again does no harm. Where the host can not compare the head in the same step (Gitea, GitLab),
   * `expectedHead` is compared just before, and each changed file by the host itself.
   * @throws ConflictError when the branch is somewhere else, or a file was changed by somebody else meanwhile
   */
  commit(change: Change): Promise<{ sha: string }>;

  /** The open one of the same branches, if there is one. */
  openChangeRequest(request: {
    title: string;
    body: string;
    from: string;
    into: string;
  }): Promise<ChangeRequest>;
  /** The open one of these branches. */
  findChangeRequest(branches: { from: string; into: string }): Promise<ChangeRequest | undefined>;
  changeRequest(number: number): Promise<ChangeRequest>;
  /** Without merging it. One that is merged or closed already stays as it is. */
  closeChangeRequest(number: number): Promise<void>;

  /**
   * Takes the whole repository away; one that is gone already is no failure. Its path is free then.
   * @returns what the host keeps of it for a time all the same, in a sentence
   */
  delete(): Promise<string | undefined>;
}
