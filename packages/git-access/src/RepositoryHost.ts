import type { CommitNote } from './CommitNote';
import type { GitCommit } from './commits/GitCommits';
import type { Change, ChangeRequest, GitFile } from './GitRepository';

/** A change of one file, with what the file is at the head that the change is put upon. */
export interface Edit {
  path: string;
  /** Absent: the file shall be gone. */
  after?: string;
  /** Absent: there is no such file. */
  before?: Buffer;
}

/** A change that is ready to be sent: checked, and without what is as it shall be already. */
export type Commit = Pick<Change, 'branch' | 'message' | 'author'> & { head: string; edits: readonly Edit[] };

/**
 * What one kind of git host does with one repository; names and paths have been checked. Ends at once when the signal
 * aborts, and throws as `GitRepository` says.
 */
export interface RepositoryHost {
  commitUrl(sha: string): string;
  pathUrl(path: string, ref: string): string;
  /** `undefined`: there is no such repository. */
  defaultBranch(signal: AbortSignal): Promise<string | undefined>;
  /** `undefined`: there is no such repository. */
  description(signal: AbortSignal): Promise<string | undefined>;
  head(branch: string, signal: AbortSignal): Promise<string | undefined>;
  read(path: string, ref: string | undefined, signal: AbortSignal): Promise<Buffer | undefined>;
  files(folder: string, ref: string, signal: AbortSignal): Promise<GitFile[]>;
  note(sha: string, signal: AbortSignal): Promise<CommitNote | undefined>;
  commits(base: string, head: string, signal: AbortSignal): Promise<GitCommit[]>;
  /** `from` is a whole commit id. */
  createBranch(name: string, from: string, signal: AbortSignal): Promise<void>;
  deleteBranch(name: string, signal: AbortSignal): Promise<void>;
  commit(commit: Commit, signal: AbortSignal): Promise<string>;
  createChangeRequest(request: ChangeRequestDraft, signal: AbortSignal): Promise<ChangeRequest>;
  /** The open one of these branches. */
  findChangeRequest(branches: Branches, signal: AbortSignal): Promise<ChangeRequest | undefined>;
  changeRequest(number: number, signal: AbortSignal): Promise<ChangeRequest>;
  closeChangeRequest(number: number, signal: AbortSignal): Promise<void>;
  /** @returns what the host keeps of it all the same, in a sentence */
  delete(signal: AbortSignal): Promise<string | undefined>;
}

export interface Branches {
  from: string;
  into: string;
}

export interface ChangeRequestDraft extends Branches {
  title: string;
  body: string;
}
