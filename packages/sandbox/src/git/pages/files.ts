import type { ApiReply } from '../api/ApiCall';
import { encodePath } from '../api/contents';
import { GitProblem } from '../GitProblem';
import type { ResolvedRef } from '../repositories/BareRepository';
import type { TreeEntry } from '../repositories/trees';
import { html, type Html } from '../../pages/html';
import { commitTable } from './lists';
import { pageReply, type Place, repositoryHead } from './Page';

/** Where in a repository a page is. */
export interface FilePlace extends Place {
  /** As the address has it, e.g. `main`. */
  ref: string;
  resolved: ResolvedRef;
  path: string;
}

const mostShown = 256 * 1024;

/** A repository's first page: what it is, its files and its last commits. */
export async function repositoryPage(place: Place): Promise<ApiReply> {
  const { repository, site } = place;
  const { description, defaultBranch } = repository.record;
  const resolved = await repository.bare.resolve(defaultBranch);
  const clone = `git clone ${site.url}/${repository.fullName}.git`;
  return pageReply(
    repository.fullName,
    html`${repositoryHead(place)}
      <p>${description}</p>
      <p><code>${clone}</code></p>
      ${resolved ? await contents({ ...place, ref: defaultBranch, resolved, path: '' }) : html`<p>Nothing was pushed yet.</p>`}`,
  );
}

async function contents(place: FilePlace): Promise<Html> {
  const { bare } = place.repository;
  const commits = await bare.log(place.resolved.sha, { limit: 10 });
  return html`<h2>Files of ${place.ref}</h2>
    ${await directory(place)}
    <h2>Last commits</h2>
    ${commitTable(place.repository, commits)}`;
}

/** A directory or a file as of a branch, tag or commit. @throws GitProblem 404 */
export async function filePage(place: FilePlace): Promise<ApiReply> {
  const { repository, path, resolved } = place;
  const entry = path === '' ? undefined : await repository.bare.entry(resolved.sha, path);
  if (path !== '' && !entry) throw new GitProblem(404, 'Not found');
  const shown = !entry || entry.type === 'dir' ? await directory(place) : await file(place, entry);
  return pageReply(
    `${path || repository.record.name} of ${repository.fullName}`,
    html`${repositoryHead(place)}
      <h2>${place.ref}: /${path}</h2>
      ${shown}`,
  );
}

async function directory(place: FilePlace): Promise<Html> {
  const entries = await place.repository.bare.list(place.resolved.sha, place.path);
  const sorted = entries.sort((one, other) => Number(other.type === 'dir') - Number(one.type === 'dir'));
  const rows = sorted.map(({ path, type, size }) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return html`<tr>
      <td><a href="${addressOf(place, path)}">${name}${type === 'dir' ? '/' : ''}</a></td>
      <td class="aside">${type === 'file' ? `${size} bytes` : type}</td>
    </tr>`;
  });
  return html`<div class="card">
    <table>
      ${rows}
    </table>
  </div>`;
}

async function file(place: FilePlace, entry: TreeEntry): Promise<Html> {
  const { repository, resolved, ref } = place;
  const content = await repository.bare.blob(entry.sha);
  const raw = `/${repository.fullName}/raw/commit/${resolved.sha}/${encodePath(entry.path)}`;
  const edit = `/${repository.fullName}/_edit/${encodePath(ref)}/${encodePath(entry.path)}`;
  const readable = content.length <= mostShown && !content.includes(0);
  return html`<nav aria-label="File">
      <a href="${raw}">Raw</a>
      ${readable && resolved.kind === 'branch' && entry.type === 'file' ? html`<a href="${edit}">Edit</a>` : undefined}
    </nav>
    <pre class="card text">${readable ? content.toString() : 'This is no text, or too much of it.'}</pre>`;
}

function addressOf({ repository, resolved, ref }: FilePlace, path: string): string {
  return `/${repository.fullName}/src/${resolved.kind}/${encodePath(ref)}/${encodePath(path)}`;
}
