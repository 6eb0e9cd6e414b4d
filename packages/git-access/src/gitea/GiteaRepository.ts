import { ConflictError } from '@backstage/errors';
import { z } from 'zod';
import type { CommitNote } from '../CommitNote';
import type { ChangeRequest, GitFile } from '../GitRepository';
import { blobId } from '../blobId';
import { sideBySide } from '../http/sideBySide';
import { encodePath, isCommitId } from '../names';
import type { Branches, ChangeRequestDraft, Commit, Edit, RepositoryHost } from '../RepositoryHost';
import { RestRepository } from '../RestRepository';

const repositorySchema = z.object({ default_branch: z.string(), description: z.string().nullish() });
const branchSchema = z.object({ commit: z.object({ id: z.string() }) });
const entry = z.object({ path: z.string(), type: z.string(), sha: z.string() });
const fileSchema = entry.extend({ content: z.string().nullish() });
const contentsSchema = z.union([z.array(entry), fileSchema]);
const committedSchema = z.object({ commit: z.object({ sha: z.string() }) });
const noteSchema = z.object({
  commit: z.object({ author: z.object({ name: z.string() }), message: z.string() }),
});
const pullSchema = z.object({
  number: z.int(),
  state: z.string(),
  merged: z.boolean().nullish(),
  merge_commit_sha: z.string().nullish(),
});
const end = z.object({ ref: z.string(), repo_id: z.int().nullish() });
const pullsSchema = z.array(pullSchema.extend({ head: end, base: end }));

/** Open pull requests that are looked through: 20 pages of 50, which is all that a server gives at once. */
const PAGES = 20;

/** Gitea (and Forgejo), by its REST API. */
export class GiteaRepository extends RestRepository implements RepositoryHost {
  commitUrl(sha: string): string {
    return `${this.url}/commit/${sha}`;
  }

  pathUrl(path: string, ref: string): string {
    return `${this.url}/src/${isCommitId(ref) ? 'commit' : 'branch'}/${encodePath(ref)}/${encodePath(path)}`;
  }

  async defaultBranch(signal: AbortSignal): Promise<string | undefined> {
    return (await this.json.find(this.at('', signal), repositorySchema))?.default_branch;
  }

  async description(signal: AbortSignal): Promise<string | undefined> {
    const found = await this.json.find(this.at('', signal), repositorySchema);
    return found && (found.description ?? '');
  }

  async head(branch: string, signal: AbortSignal): Promise<string | undefined> {
    const found = await this.json.find(this.at(`/branches/${encodePath(branch)}`, signal), branchSchema);
    return found?.commit.id;
  }

  async read(path: string, ref: string | undefined, signal: AbortSignal): Promise<Buffer | undefined> {
    const found = await this.#contents(path, ref, signal);
    if (!found || Array.isArray(found)) {
      return undefined;
    }
    if (found.type !== 'file' || typeof found.content !== 'string') {
      throw new ConflictError(
        `${path} of ${this.url} is no file that ${this.repository.host} tells the text of.`,
      );
    }
    return Buffer.from(found.content, 'base64');
  }

  /** Folder by folder: what lies below is not told otherwise. */
  async files(folder: string, ref: string, signal: AbortSignal): Promise<GitFile[]> {
    const found = await this.#contents(folder, ref, signal);
    const entries = Array.isArray(found) ? found : [];
    const below = await sideBySide(
      entries.filter(({ type }) => type === 'dir'),
      ({ path }) => this.files(path, ref, signal),
    );
    return [...entries.flatMap(readEntry), ...below.flat()];
  }

  async note(sha: string, signal: AbortSignal): Promise<CommitNote | undefined> {
    const query = { stat: 'false', verification: 'false', files: 'false' };
    const found = await this.json.find({ ...this.at(`/git/commits/${sha}`, signal), query }, noteSchema);
    return found && { message: found.commit.message, author: found.commit.author.name };
  }

  async createBranch(name: string, from: string, signal: AbortSignal): Promise<void> {
    const body = { new_branch_name: name, old_ref_name: from };
    await this.json.send(this.request('POST', '/branches', signal, body), z.unknown());
  }

  async deleteBranch(name: string, signal: AbortSignal): Promise<void> {
    await this.json.send(this.request('DELETE', `/branches/${encodePath(name)}`, signal), z.unknown());
  }

  /** A file's id of before is what Gitea compares, so that nobody's change is overwritten. */
  async commit({ branch, message, author, head, edits }: Commit, signal: AbortSignal): Promise<string> {
    const body = {
      branch,
      message,
      ...(author && { author }),
      files: edits.map(edit => operation(edit, head)),
    };
    const done = await this.json.send(this.request('POST', '/contents', signal, body), committedSchema);
    return done.commit.sha;
  }

  async createChangeRequest(draft: ChangeRequestDraft, signal: AbortSignal): Promise<ChangeRequest> {
    const { title, body, from: head, into: base } = draft;
    const request = this.request('POST', '/pulls', signal, { title, body, head, base });
    return this.#read(await this.json.send(request, pullSchema));
  }

  async findChangeRequest({ from, into }: Branches, signal: AbortSignal): Promise<ChangeRequest | undefined> {
    for (let page = 1; page <= PAGES; page += 1) {
      const query = { state: 'open', limit: '50', page: String(page) };
      const pulls = await this.json.get({ ...this.at('/pulls', signal), query }, pullsSchema);
      const found = pulls.find(
        ({ head, base }) => head.ref === from && base.ref === into && head.repo_id === base.repo_id,
      );
      if (found || pulls.length === 0) {
        return found && this.#read(found);
      }
    }
    return undefined;
  }

  async changeRequest(number: number, signal: AbortSignal): Promise<ChangeRequest> {
    return this.#read(await this.json.get(this.at(`/pulls/${number}`, signal), pullSchema));
  }

  async closeChangeRequest(number: number, signal: AbortSignal): Promise<void> {
    const request = this.request('PATCH', `/pulls/${number}`, signal, { state: 'closed' });
    await this.json.send(request, z.unknown());
  }

  async delete(signal: AbortSignal): Promise<undefined> {
    await this.json.send(this.request('DELETE', '', signal), z.unknown());
    return undefined;
  }

  async #contents(path: string, ref: string | undefined, signal: AbortSignal) {
    const at = this.at(path === '' ? '/contents' : `/contents/${encodePath(path)}`, signal);
    return this.json.find({ ...at, ...(ref && { query: { ref } }) }, contentsSchema);
  }

  #read({ number, state, merged, merge_commit_sha: sha }: z.infer<typeof pullSchema>): ChangeRequest {
    const url = `${this.url}/pulls/${number}`;
    if (merged) {
      return { number, url, state: 'merged', ...(sha && { mergedSha: sha }) };
    }
    return { number, url, state: state === 'open' ? 'open' : 'closed' };
  }

  protected pathOf(rest: string): string {
    return `/api/v1/repos/${this.repository.path}${rest}`;
  }
}

function operation({ path, before, after }: Edit, head: string) {
  const sha = before && { sha: blobId(before, head) };
  if (after === undefined) {
    return { operation: 'delete', path, ...sha };
  }
  const content = Buffer.from(after, 'utf8').toString('base64');
  return { operation: before ? 'update' : 'create', path, content, ...sha };
}

function readEntry({ path, type, sha: id }: z.infer<typeof entry>): GitFile[] {
  return type === 'file' || type === 'symlink' || type === 'submodule' ? [{ path, kind: type, id }] : [];
}
