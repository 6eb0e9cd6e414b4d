import { GitProblem } from '../GitProblem';
import { pathProblem } from '../names';
import type { HostedRepository } from '../repositories/HostedRepository';
import type { ResolvedRef } from '../repositories/BareRepository';
import type { TreeEntry } from '../repositories/trees';
import { type ApiCall, type ApiReply, type ApiRoute, repositoryOf, type Site } from './ApiCall';
import { changeFiles, changeOneFile } from './changes';
import { apiUrl } from './shapes';

/** Files: what they hold, and changing them. */
export const contentRoutes: ApiRoute[] = [
  { method: 'GET', path: '/repos/:owner/:repo/contents', answer: getContents },
  { method: 'GET', path: '/repos/:owner/:repo/contents/*path', answer: getContents },
  { method: 'POST', path: '/repos/:owner/:repo/contents', answer: changeFiles },
  {
    method: 'POST',
    path: '/repos/:owner/:repo/contents/*path',
    answer: call => changeOneFile(call, 'create'),
  },
  {
    method: 'PUT',
    path: '/repos/:owner/:repo/contents/*path',
    answer: call => changeOneFile(call, 'update'),
  },
  {
    method: 'DELETE',
    path: '/repos/:owner/:repo/contents/*path',
    answer: call => changeOneFile(call, 'delete'),
  },
  { method: 'GET', path: '/repos/:owner/:repo/raw/*path', answer: getRaw },
  { method: 'GET', path: '/repos/:owner/:repo/archive/*archive', answer: getArchive },
  { method: 'GET', path: '/repos/:owner/:repo/git/trees/:sha', answer: getTree },
];

/** @throws GitProblem 404 */
export async function refOf(repository: HostedRepository, name: string | null): Promise<ResolvedRef> {
  const wanted = name || repository.record.defaultBranch;
  const found = await repository.bare.resolve(wanted.replace(/^refs\/(heads|tags)\//, ''));
  if (!found) throw new GitProblem(404, `object does not exist [id: ${wanted}, rel_path: ]`);
  return found;
}

async function getContents(call: ApiCall): Promise<ApiReply> {
  const repository = repositoryOf(call);
  const ref = await refOf(repository, call.query.get('ref'));
  const path = (call.params.path ?? '').replace(/\/+$/, '');
  const place = { site: call.site, repository, ref };
  if (path === '') return { status: 200, json: await listShape(place, '') };
  const entry = await entryAt(repository, ref.sha, path);
  if (entry.type === 'dir') return { status: 200, json: await listShape(place, path) };
  const shape = contentShape(place, entry, await repository.bare.blob(entry.sha));
  return { status: 200, json: shape };
}

/** @throws GitProblem 404 for a path that is not there, and for one that could not be */
async function entryAt(repository: HostedRepository, commit: string, path: string): Promise<TreeEntry> {
  const entry = pathProblem(path) ? undefined : await repository.bare.entry(commit, path);
  if (!entry) throw new GitProblem(404, `object does not exist [id: , rel_path: ${path}]`);
  return entry;
}

export interface Place {
  site: Site;
  repository: HostedRepository;
  ref: ResolvedRef;
}

async function listShape(place: Place, directory: string) {
  const entries = await place.repository.bare.list(place.ref.sha, directory);
  return entries.map(entry => contentShape(place, entry));
}

/** One entry; `content` is that of a file, or where a link leads. */
export function contentShape({ site, repository, ref }: Place, entry: TreeEntry, content?: Buffer) {
  const { path, sha, type, size } = entry;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const at = `${ref.kind}/${ref.sha}`;
  const where = encodePath(path);
  const url = `${apiUrl(site, repository)}/contents/${where}?ref=${ref.sha}`;
  const html = `${site.url}/${repository.fullName}/src/${at.replace(/^\w+/, 'commit')}/${where}`;
  const gitUrl = `${apiUrl(site, repository)}/git/${type === 'dir' ? 'trees' : 'blobs'}/${sha}`;
  const raw = `${site.url}/${repository.fullName}/raw/commit/${ref.sha}/${where}`;
  return {
    name,
    path,
    sha,
    last_commit_sha: ref.sha,
    type,
    size,
    encoding: type === 'file' && content ? 'base64' : null,
    content: type === 'file' && content ? content.toString('base64') : null,
    target: type === 'symlink' && content ? content.toString() : null,
    url,
    html_url: html,
    git_url: gitUrl,
    download_url: type === 'file' || type === 'symlink' ? raw : null,
    submodule_git_url: null,
    _links: { self: url, git: gitUrl, html },
  };
}

/** For an address: slashes stay. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

async function getRaw(call: ApiCall): Promise<ApiReply> {
  const repository = repositoryOf(call);
  const ref = await refOf(repository, call.query.get('ref'));
  const entry = await entryAt(repository, ref.sha, call.params.path ?? '');
  return rawFile(repository, entry);
}

/** A file as it is, and never as something a browser would run. A link is what git stores: the text of where it leads. */
export async function rawFile(repository: HostedRepository, entry: TreeEntry): Promise<ApiReply> {
  if (entry.type === 'dir' || entry.type === 'submodule') {
    throw new GitProblem(404, `object does not exist [id: , rel_path: ${entry.path}]`);
  }
  return { status: 200, bytes: await repository.bare.blob(entry.sha), headers: rawHeaders };
}

const rawHeaders = {
  'content-type': 'text/plain; charset=utf-8',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
};

const formats: [string, string, string][] = [
  ['.tar.gz', 'tar.gz', 'application/gzip'],
  ['.zip', 'zip', 'application/zip'],
];

async function getArchive(call: ApiCall): Promise<ApiReply> {
  const repository = repositoryOf(call);
  const asked = call.params.archive ?? '';
  const [end, format, type] = formats.find(([ending]) => asked.endsWith(ending)) ?? [];
  if (!end || !format) throw new GitProblem(404, `Unknown format of archive: ${asked}`);
  const ref = await refOf(repository, asked.slice(0, -end.length));
  // Gitea's archives have one folder, named after the repository.
  const child = repository.bare.archive(ref.sha, format, repository.record.name.toLowerCase());
  child.stdin.end();
  const name = `${repository.record.name}-${asked.slice(0, -end.length).replaceAll('/', '-')}${end}`;
  return {
    status: 200,
    bytes: child.stdout,
    headers: {
      'content-type': type ?? 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  };
}

async function getTree(call: ApiCall): Promise<ApiReply> {
  const repository = repositoryOf(call);
  const { sha } = await refOf(repository, call.params.sha ?? '');
  const entries = await repository.bare.tree(sha, call.query.get('recursive') === 'true');
  const tree = entries.map(({ path, sha: id, type, executable, size }) => ({
    path,
    mode: modes[type] ?? (executable ? '100755' : '100644'),
    type: kinds[type] ?? 'blob',
    size,
    sha: id,
    url: `${apiUrl(call.site, repository)}/git/${type === 'dir' ? 'trees' : 'blobs'}/${id}`,
  }));
  const url = `${apiUrl(call.site, repository)}/git/trees/${sha}`;
  return { status: 200, json: { sha, url, tree, truncated: false, page: 1, total_count: tree.length } };
}

const kinds: Partial<Record<TreeEntry['type'], string>> = { dir: 'tree', submodule: 'commit' };
const modes: Partial<Record<TreeEntry['type'], string>> = {
  dir: '040000',
  symlink: '120000',
  submodule: '160000',
};
