import { ConflictError } from '@backstage/errors';
import { z } from 'zod';
import type { CommitNote } from '../CommitNote';
import type { ChangeRequest, GitFile } from '../GitRepository';
import { encodePath } from '../names';
import type { Branches, ChangeRequestDraft, Commit, Edit, RepositoryHost } from '../RepositoryHost';
import { RestRepository } from '../RestRepository';

const noteSchema = z.object({
  commit: z.object({ author: z.object({ name: z.string() }), message: z.string() }),
});
const repositorySchema = z.object({ default_branch: z.string(), description: z.string().nullish() });
const refSchema = z.object({ object: z.object({ sha: z.string() }) });
const madeSchema = z.object({ sha: z.string() });
const treeSchema = z.object({
  sha: z.string(),
  truncated: z.boolean(),
  tree: z.array(z.object({ path: z.string(), mode: z.string(), type: z.string(), sha: z.string() })),
});
const fileSchema = z.object({
  type: z.string(),
  sha: z.string(),
  content: z.string().optional(),
  encoding: z.string().optional(),
});
const contentsSchema = z.union([z.array(z.unknown()), fileSchema]);
const blobSchema = z.object({ content: z.string(), encoding: z.literal('base64') });
const pullSchema = z.object({
  number: z.int(),
  state: z.string(),
  merged_at: z.string().nullish(),
  merge_commit_sha: z.string().nullish(),
});

const FILE = '100644';
const LINK = '120000';

/** GitHub and GitHub Enterprise Server, by their REST API; commits by its git data part, so that one has many files. */
export class GitHubRepository extends RestRepository implements RepositoryHost {
  commitUrl(sha: string): string {
    return `${this.url}/commit/${sha}`;
  }

  pathUrl(path: string, ref: string): string {
    return `${this.url}/tree/${encodePath(ref)}/${encodePath(path)}`;
  }

  async defaultBranch(signal: AbortSignal): Promise<string | undefined> {
    return (await this.json.find(this.at('', signal), repositorySchema))?.default_branch;
  }

  async description(signal: AbortSignal): Promise<string | undefined> {
    const found = await this.json.find(this.at('', signal), repositorySchema);
    return found && (found.description ?? '');
  }

  async head(branch: string, signal: AbortSignal): Promise<string | undefined> {
    return (await this.json.find(this.at(`/git/ref/heads/${encodePath(branch)}`, signal), refSchema))?.object
      .sha;
  }

  /** A file over 1 MB comes without its content, which is then asked for by its id. */
  async read(path: string, ref: string | undefined, signal: AbortSignal): Promise<Buffer | undefined> {
    const at = this.at(`/contents/${encodePath(path)}`, signal);
    const found = await this.json.find({ ...at, ...(ref && { query: { ref } }) }, contentsSchema);
    if (!found || Array.isArray(found)) {
      return undefined;
    }
    if (found.type !== 'file') {
      throw new ConflictError(`${path} of ${this.url} is no file but a ${found.type}.`);
    }
    const { content } =
      found.encoding === 'base64' && found.content !== undefined
        ? { content: found.content }
        : await this.json.get(this.at(`/git/blobs/${found.sha}`, signal), blobSchema);
    return Buffer.from(content, 'base64');
  }

  async files(folder: string, ref: string, signal: AbortSignal): Promise<GitFile[]> {
    const { tree, truncated } = await this.#tree(ref, signal);
    if (truncated) {
      throw new ConflictError(`${this.url} has more files than ${this.repository.host} tells at once.`);
    }
    return tree.filter(({ path }) => folder === '' || path.startsWith(`${folder}/`)).flatMap(readEntry);
  }

  async note(sha: string, signal: AbortSignal): Promise<CommitNote | undefined> {
    const found = await this.json.find(this.at(`/commits/${sha}`, signal), noteSchema);
    return found && { message: found.commit.message, author: found.commit.author.name };
  }

  async createBranch(name: string, from: string, signal: AbortSignal): Promise<void> {
    const body = { ref: `refs/heads/${name}`, sha: from };
    await this.json.send(this.request('POST', '/git/refs', signal, body), z.unknown());
  }

  async deleteBranch(name: string, signal: AbortSignal): Promise<void> {
    await this.json.send(this.request('DELETE', `/git/refs/heads/${encodePath(name)}`, signal), z.unknown());
  }

  /** The branch is only moved forward from the head, so that nobody's commit is lost. */
  async commit({ branch, message, author, head, edits }: Commit, signal: AbortSignal): Promise<string> {
    const before = await this.#tree(head, signal);
    const modes = new Map(before.tree.map(({ path, mode }) => [path, mode]));
    const tree = edits.map(edit => entryOf(edit, modes.get(edit.path)));
    const made = await this.#make('/git/trees', { base_tree: before.sha, tree }, signal);
    const commit = { message, tree: made, parents: [head], ...(author && { author }) };
    const sha = await this.#make('/git/commits', commit, signal);
    const move = this.request('PATCH', `/git/refs/heads/${encodePath(branch)}`, signal, {
      sha,
      force: false,
    });
    await this.json.send(move, z.unknown());
    return sha;
  }

  async createChangeRequest(draft: ChangeRequestDraft, signal: AbortSignal): Promise<ChangeRequest> {
    const { title, body, from: head, into: base } = draft;
    const request = this.request('POST', '/pulls', signal, { title, body, head, base });
    return this.#read(await this.json.send(request, pullSchema));
  }

  async findChangeRequest({ from, into }: Branches, signal: AbortSignal): Promise<ChangeRequest | undefined> {
    const [owner] = this.repository.path.split('/');
    const query = { state: 'open', head: `${owner}:${from}`, base: into };
    const pulls = await this.json.get({ ...this.at('/pulls', signal), query }, z.array(pullSchema));
    return pulls[0] && this.#read(pulls[0]);
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

  async #tree(ref: string, signal: AbortSignal) {
    const at = this.at(`/git/trees/${encodePath(ref)}`, signal);
    return this.json.get({ ...at, query: { recursive: '1' } }, treeSchema);
  }

  async #make(rest: string, body: object, signal: AbortSignal): Promise<string> {
    return (await this.json.send(this.request('POST', rest, signal, body), madeSchema)).sha;
  }

  /** `merge_commit_sha` of an open one is a commit that GitHub only tries the merge with. */
  #read({
    number,
    state,
    merged_at: mergedAt,
    merge_commit_sha: sha,
  }: z.infer<typeof pullSchema>): ChangeRequest {
    const url = `${this.url}/pull/${number}`;
    if (mergedAt) {
      return { number, url, state: 'merged', ...(sha && { mergedSha: sha }) };
    }
    return { number, url, state: state === 'open' ? 'open' : 'closed' };
  }

  protected pathOf(rest: string): string {
    return `/repos/${this.repository.path}${rest}`;
  }
}

/** A file that may be run stays so. */
function entryOf({ path, after }: Edit, mode = FILE) {
  const entry = { path, mode, type: 'blob' };
  return after === undefined ? { ...entry, sha: null } : { ...entry, content: after };
}

function readEntry({ path, mode, type, sha: id }: z.infer<typeof treeSchema>['tree'][number]): GitFile[] {
  if (type === 'commit') {
    return [{ path, kind: 'submodule', id }];
  }
  return type === 'blob' ? [{ path, kind: mode === LINK ? 'symlink' : 'file', id }] : [];
}
