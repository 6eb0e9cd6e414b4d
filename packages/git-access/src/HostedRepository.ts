import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { CommitNote } from './CommitNote';
import type { GitCommit } from './commits/GitCommits';
import { short } from './commits/range';
import type { Change, ChangeRequest, FileChange, GitFile, GitRepository } from './GitRepository';
import { sideBySide } from './http/sideBySide';
import { isCommitId, mustBeBranch, mustBePath } from './names';
import type { ChangeRequestDraft, Edit, RepositoryHost } from './RepositoryHost';

export interface HostedRepositoryOptions {
  url: string;
  host: RepositoryHost;
  /** No method takes longer. */
  timeoutMs: number;
}

/** A repository, whatever host it is at: what is asked is checked here, and what was refused is read again here. */
export class HostedRepository implements GitRepository {
  readonly url: string;
  readonly #host: RepositoryHost;
  readonly #timeoutMs: number;

  constructor({ url, host, timeoutMs }: HostedRepositoryOptions) {
    this.url = url;
    this.#host = host;
    this.#timeoutMs = timeoutMs;
  }

  commitUrl(sha: string): string {
    return this.#host.commitUrl(encodeURIComponent(sha));
  }

  pathUrl(path: string, ref: string): string {
    return this.#host.pathUrl(path, ref);
  }

  async exists(): Promise<boolean> {
    return (await this.#host.defaultBranch(this.#signal())) !== undefined;
  }

  async description(): Promise<string | undefined> {
    return this.#host.description(this.#signal());
  }

  async defaultBranch(): Promise<string> {
    const branch = await this.#host.defaultBranch(this.#signal());
    if (branch === undefined) {
      throw new NotFoundError(`There is no repository ${this.url}, or it is not shown to the portal.`);
    }
    return branch;
  }

  async headOf(branch: string): Promise<string | undefined> {
    return this.#host.head(mustBeBranch(branch), this.#signal());
  }

  async readFile(path: string, ref?: string): Promise<string | undefined> {
    const content = await this.#host.read(mustBePath(path), ref && mustBeRef(ref), this.#signal());
    return content && this.#text(path, content);
  }

  async files(folder: string, ref: string): Promise<GitFile[]> {
    return this.#host.files(folder === '' ? '' : mustBePath(folder), mustBeRef(ref), this.#signal());
  }

  async noteOf(sha: string): Promise<CommitNote | undefined> {
    if (!isCommitId(sha)) {
      throw new InputError('A commit is named by its whole id.');
    }
    return this.#host.note(sha, this.#signal());
  }

  async commitsBetween(base: string, head: string): Promise<GitCommit[]> {
    if (!isCommitId(base) || !isCommitId(head)) {
      throw new InputError('A range of commits is from one whole commit id to another.');
    }
    return base === head ? [] : this.#host.commits(base, head, this.#signal());
  }

  async createBranch(name: string, from: string): Promise<void> {
    const signal = this.#signal();
    mustBeBranch(name);
    const sha = isCommitId(from) ? from : await this.#headOf(mustBeBranch(from), signal);
    try {
      await this.#host.createBranch(name, sha, signal);
    } catch (error) {
      if (error instanceof InputError && (await this.#host.head(name, signal)) !== undefined) {
        throw new ConflictError(`${this.url} has a branch ${name} already.`);
      }
      throw error;
    }
  }

  async deleteBranch(name: string): Promise<void> {
    const signal = this.#signal();
    try {
      await this.#host.deleteBranch(mustBeBranch(name), signal);
    } catch (error) {
      const isRefused = error instanceof InputError || error instanceof NotFoundError;
      if (!isRefused || (await this.#host.head(name, signal)) !== undefined) {
        throw error;
      }
    }
  }

  async commit(change: Change): Promise<{ sha: string }> {
    mustBeCommit(change);
    const signal = this.#signal();
    const head = await this.#headOf(change.branch, signal);
    if (change.expectedHead !== undefined && change.expectedHead !== head) {
      throw this.#moved(change.branch, change.expectedHead, head);
    }
    const edits = await sideBySide(change.files, file => this.#edit(file, head, signal));
    const needed = edits.filter(({ before, after }) => before?.toString('utf8') !== after);
    if (needed.length === 0) {
      return { sha: head };
    }
    const { branch, message, author } = change;
    try {
      return { sha: await this.#host.commit({ branch, message, author, head, edits: needed }, signal) };
    } catch (error) {
      throw await this.#whyRefused(error, { branch, head }, signal);
    }
  }

  async openChangeRequest(request: ChangeRequestDraft): Promise<ChangeRequest> {
    const signal = this.#signal();
    mustBeBranch(request.from);
    mustBeBranch(request.into);
    try {
      return await this.#host.createChangeRequest(request, signal);
    } catch (error) {
      const isRefused = error instanceof ConflictError || error instanceof InputError;
      const open = isRefused ? await this.#host.findChangeRequest(request, signal) : undefined;
      if (!open) {
        throw error;
      }
      return open;
    }
  }

  async findChangeRequest(branches: { from: string; into: string }): Promise<ChangeRequest | undefined> {
    mustBeBranch(branches.from);
    mustBeBranch(branches.into);
    return this.#host.findChangeRequest(branches, this.#signal());
  }

  async closeChangeRequest(number: number): Promise<void> {
    const signal = this.#signal();
    const { state } = await this.#host.changeRequest(number, signal);
    if (state === 'open') {
      await this.#host.closeChangeRequest(number, signal);
    }
  }

  async changeRequest(number: number): Promise<ChangeRequest> {
    return this.#host.changeRequest(number, this.#signal());
  }

  async delete(): Promise<string | undefined> {
    try {
      return await this.#host.delete(this.#signal());
    } catch (error) {
      if (!(error instanceof NotFoundError)) {
        throw error;
      }
      return undefined;
    }
  }

  #signal(): AbortSignal {
    return AbortSignal.timeout(this.#timeoutMs);
  }

  async #headOf(branch: string, signal: AbortSignal): Promise<string> {
    const head = await this.#host.head(branch, signal);
    if (head === undefined) {
      throw new NotFoundError(`${this.url} has no branch ${branch}, or is not shown to the portal.`);
    }
    return head;
  }

  async #edit(file: FileChange, head: string, signal: AbortSignal): Promise<Edit> {
    const before = await this.#host.read(file.path, head, signal);
    return { path: file.path, before, ...('content' in file && { after: file.content }) };
  }

  /** A host does not always say that somebody was faster, so the branch is read again. */
  async #whyRefused(
    error: unknown,
    { branch, head }: { branch: string; head: string },
    signal: AbortSignal,
  ): Promise<unknown> {
    if (!(error instanceof InputError)) {
      return error;
    }
    const now = await this.#host.head(branch, signal);
    return now === head ? error : this.#moved(branch, head, now);
  }

  #moved(branch: string, expected: string, now: string | undefined): ConflictError {
    const is = now === undefined ? 'is gone' : `is at ${short(now)}`;
    return new ConflictError(`Branch ${branch} of ${this.url} ${is}, not at ${short(expected)} any more.`);
  }

  #text(path: string, content: Buffer): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
    } catch {
      throw new ConflictError(`${path} of ${this.url} is no text.`);
    }
  }
}

function mustBeRef(ref: string): string {
  return isCommitId(ref) ? ref : mustBeBranch(ref);
}

function mustBeCommit({ branch, message, files }: Change): void {
  mustBeBranch(branch);
  files.forEach(({ path }) => mustBePath(path));
  if (message.trim() === '') {
    throw new InputError('A commit needs a message.');
  }
  if (new Set(files.map(({ path }) => path)).size < files.length) {
    throw new InputError('A commit names no file twice.');
  }
}
