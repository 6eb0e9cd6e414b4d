import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import { z } from 'zod';
import type { CommitNote } from '../CommitNote';
import type { ChangeRequest, GitFile } from '../GitRepository';
import type { JsonRequest } from '../http/JsonClient';
import { sideBySide } from '../http/sideBySide';
import { encodePath } from '../names';
import type { Branches, ChangeRequestDraft, Commit, Edit, RepositoryHost } from '../RepositoryHost';
import { RestRepository } from '../RestRepository';

const noteSchema = z.object({ author_name: z.string(), message: z.string() });
const projectSchema = z.object({
  default_branch: z.string().nullish(),
  description: z.string().nullish(),
  id: z.int().optional(),
  path_with_namespace: z.string().optional(),
  marked_for_deletion_on: z.string().nullish(),
});
const branchSchema = z.object({ commit: z.object({ id: z.string() }) });
const fileSchema = z.object({
  content: z.string(),
  encoding: z.literal('base64'),
  last_commit_id: z.string(),
});
const treeSchema = z.array(
  z.object({ id: z.string(), path: z.string(), type: z.string(), mode: z.string() }),
);
const committedSchema = z.object({ id: z.string() });
const requestSchema = z.object({
  iid: z.int(),
  state: z.string(),
  sha: z.string().nullish(),
  merge_commit_sha: z.string().nullish(),
  squash_commit_sha: z.string().nullish(),
});

const LINK = '120000';
const PAGE = 100;

/** GitLab, by its REST API; commits by its commits API, which takes many files at once. */
export class GitLabRepository extends RestRepository implements RepositoryHost {
  commitUrl(sha: string): string {
    return `${this.url}/-/commit/${sha}`;
  }

  pathUrl(path: string, ref: string): string {
    return `${this.url}/-/tree/${encodePath(ref)}/${encodePath(path)}`;
  }

  async defaultBranch(signal: AbortSignal): Promise<string | undefined> {
    const project = await this.#project(signal);
    return project && (project.default_branch ?? 'main');
  }

  async description(signal: AbortSignal): Promise<string | undefined> {
    const found = await this.#project(signal);
    return found && (found.description ?? '');
  }

  async head(branch: string, signal: AbortSignal): Promise<string | undefined> {
    const at = this.at(`/repository/branches/${encodeURIComponent(branch)}`, signal);
    return (await this.json.find(at, branchSchema))?.commit.id;
  }

  async read(path: string, ref: string | undefined, signal: AbortSignal): Promise<Buffer | undefined> {
    const found = await this.json.find(this.#fileAt(path, ref, signal), fileSchema);
    return found && Buffer.from(found.content, 'base64');
  }

  async files(folder: string, ref: string, signal: AbortSignal): Promise<GitFile[]> {
    const found: GitFile[] = [];
    for (let page = 1; ; page += 1) {
      const query = { path: folder, ref, recursive: 'true', per_page: String(PAGE), page: String(page) };
      const entries = await this.json.find({ ...this.at('/repository/tree', signal), query }, treeSchema);
      found.push(...(entries ?? []).flatMap(readEntry));
      if (!entries || entries.length < PAGE) {
        return found;
      }
    }
  }

  async note(sha: string, signal: AbortSignal): Promise<CommitNote | undefined> {
    const found = await this.json.find(this.at(`/repository/commits/${sha}`, signal), noteSchema);
    return found && { message: found.message, author: found.author_name };
  }

  async createBranch(branch: string, ref: string, signal: AbortSignal): Promise<void> {
    await this.json.send(this.request('POST', '/repository/branches', signal, { branch, ref }), z.unknown());
  }

  async deleteBranch(name: string, signal: AbortSignal): Promise<void> {
    const at = `/repository/branches/${encodeURIComponent(name)}`;
    await this.json.send(this.request('DELETE', at, signal), z.unknown());
  }

  /** The last commit of each file is what GitLab compares, so that nobody's change is overwritten. */
  async commit({ branch, message, author, head, edits }: Commit, signal: AbortSignal): Promise<string> {
    const actions = await sideBySide(edits, edit => this.#action(edit, head, signal));
    const body = {
      branch,
      commit_message: message,
      actions,
      ...(author && { author_name: author.name, author_email: author.email }),
    };
    const done = await this.json.send(
      this.request('POST', '/repository/commits', signal, body),
      committedSchema,
    );
    return done.id;
  }

  async createChangeRequest(draft: ChangeRequestDraft, signal: AbortSignal): Promise<ChangeRequest> {
    const { title, body: description, from, into } = draft;
    const body = { title, description, source_branch: from, target_branch: into };
    return this.#read(
      await this.json.send(this.request('POST', '/merge_requests', signal, body), requestSchema),
    );
  }

  async findChangeRequest({ from, into }: Branches, signal: AbortSignal): Promise<ChangeRequest | undefined> {
    const query = { state: 'opened', source_branch: from, target_branch: into };
    const found = await this.json.get(
      { ...this.at('/merge_requests', signal), query },
      z.array(requestSchema),
    );
    return found[0] && this.#read(found[0]);
  }

  async changeRequest(number: number, signal: AbortSignal): Promise<ChangeRequest> {
    return this.#read(await this.json.get(this.at(`/merge_requests/${number}`, signal), requestSchema));
  }

  async closeChangeRequest(number: number, signal: AbortSignal): Promise<void> {
    const request = this.request('PUT', `/merge_requests/${number}`, signal, { state_event: 'close' });
    await this.json.send(request, z.unknown());
  }

  /**
   * GitLab (from 18 on, everywhere) only marks a project that is deleted, under another path, and takes it away after days
   * or when it is told to once more, then by its number and by the path that it has got. Where the instance permits nobody
   * that (400; on gitlab.com nobody is), the project stays marked, and its path is free all the same. In a group that is
   * marked itself GitLab takes the deletion and does nothing. (`lib/api/projects.rb` and `Projects::MarkForDeletionService`
   * of GitLab's source.)
   * @throws ConflictError where it is still there as it was
   */
  async delete(signal: AbortSignal): Promise<string | undefined> {
    const project = await this.#project(signal);
    await this.json.send(this.request('DELETE', '', signal), z.unknown());
    const left = project?.id === undefined ? undefined : await this.#left(project.id, signal);
    if (!left) {
      return undefined;
    }
    if (!left.isMarked) {
      throw new ConflictError(
        `GitLab took the deletion of ${this.url}, and still has it: it does so in a group that is marked for deletion itself.`,
      );
    }
    return (await this.#isRemoved(left, signal))
      ? undefined
      : `GitLab keeps it as ${left.path}, marked for deletion, until its days are over.`;
  }

  async #isRemoved({ id, path }: { id: number; path: string }, signal: AbortSignal): Promise<boolean> {
    const query = { permanently_remove: 'true', full_path: path };
    const { about } = this.at('', signal);
    const request: JsonRequest = { method: 'DELETE', path: `/projects/${id}`, query, about, signal };
    try {
      await this.json.send(request, z.unknown());
      return true;
    } catch (error) {
      const isRefused = error instanceof InputError || error instanceof NotAllowedError;
      if (!isRefused || this.#isOwnPath(path)) {
        throw error;
      }
      return false;
    }
  }

  /** The project that still is there after it was deleted. */
  async #left(id: number, signal: AbortSignal) {
    const at = { ...this.at('', signal), path: `/projects/${id}` };
    const found = await this.json.find(at, projectSchema);
    return (
      found && { id, path: found.path_with_namespace ?? '', isMarked: Boolean(found.marked_for_deletion_on) }
    );
  }

  /** GitLab leads from a path to what has moved away from it: what was deleted is not there any more. */
  async #project(signal: AbortSignal) {
    const found = await this.json.find(this.at('', signal), projectSchema);
    const isGone = found?.marked_for_deletion_on && !this.#isOwnPath(found.path_with_namespace ?? '');
    return isGone ? undefined : found;
  }

  #isOwnPath(path: string): boolean {
    return path.toLowerCase() === this.repository.path.toLowerCase();
  }

  async #action({ path: file_path, before, after }: Edit, head: string, signal: AbortSignal) {
    const action = after === undefined ? 'delete' : 'update';
    const found = before && (await this.json.find(this.#fileAt(file_path, head, signal), fileSchema));
    return {
      action: before ? action : 'create',
      file_path,
      ...(after !== undefined && { content: after }),
      ...(found && { last_commit_id: found.last_commit_id }),
    };
  }

  /** `sha` is the branch's head, which is what the target gets when it is only moved forward. */
  #read(request: z.infer<typeof requestSchema>): ChangeRequest {
    const { iid: number, state, merge_commit_sha: merge, squash_commit_sha: squash, sha } = request;
    const url = `${this.url}/-/merge_requests/${number}`;
    if (state === 'merged') {
      const mergedSha = merge ?? squash ?? sha;
      return { number, url, state, ...(mergedSha && { mergedSha }) };
    }
    return { number, url, state: state === 'closed' ? 'closed' : 'open' };
  }

  #fileAt(path: string, ref: string | undefined, signal: AbortSignal) {
    const at = this.at(`/repository/files/${encodeURIComponent(path)}`, signal);
    return { ...at, query: { ref: ref ?? 'HEAD' } };
  }

  protected pathOf(rest: string): string {
    return `/projects/${encodeURIComponent(this.repository.path)}${rest}`;
  }
}

function readEntry({ id, path, type, mode }: z.infer<typeof treeSchema>[number]): GitFile[] {
  if (type === 'commit') {
    return [{ path, kind: 'submodule', id }];
  }
  return type === 'blob' ? [{ path, kind: mode === LINK ? 'symlink' : 'file', id }] : [];
}
