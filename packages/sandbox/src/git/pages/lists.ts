import type { ApiReply, Site } from '../api/ApiCall';
import { GitProblem } from '../GitProblem';
import type { CommitFacts } from '../repositories/commits';
import type { HostedRepository } from '../repositories/HostedRepository';
import { html, type Html } from '../../pages/html';
import { moment, pageReply, type Place, repositoryHead } from './Page';

/** Every organisation with its repositories, or one. @throws GitProblem 404 */
export function repositoriesPage(site: Site, owner?: string): ApiReply {
  const owners = owner === undefined ? site.host.organizations() : [site.host.organization(owner)];
  const sections = owners.map(name => {
    if (name === undefined) throw new GitProblem(404, 'Not found');
    return section(name, site.host.list(name));
  });
  return pageReply(
    owner ?? 'Repositories',
    html`<h1>Repositories</h1>
      ${sections}`,
  );
}

function section(owner: string, repositories: HostedRepository[]): Html {
  const rows = repositories.map(({ fullName, record }) => {
    return html`<tr>
      <td><a href="/${fullName}">${record.name}</a></td>
      <td>${record.description}</td>
      <td class="aside">${moment(record.updatedAt)}</td>
    </tr>`;
  });
  return html`<h2><a href="/${owner}">${owner}</a></h2>
    <div class="card">
      ${
        rows.length > 0
          ? html`<table>
              ${rows}
            </table>`
          : html`<p>No repository yet.</p>`
      }
    </div>`;
}

/** Commits of a branch, newest first. */
export async function commitsPage(place: Place, branch: string): Promise<ApiReply> {
  const sha = await place.repository.bare.branch(branch);
  if (!sha) throw new GitProblem(404, 'Not found');
  const commits = await place.repository.bare.log(sha, { limit: 100 });
  return pageReply(
    `Commits of ${place.repository.fullName}`,
    html`${repositoryHead(place)}
      <h2>Commits of ${branch}</h2>
      ${commitTable(place.repository, commits)}`,
  );
}

export function commitTable({ fullName }: HostedRepository, commits: readonly CommitFacts[]): Html {
  const rows = commits.map(({ sha, message, author, committer }) => {
    return html`<tr>
      <td class="id">
        <a href="/${fullName}/commit/${sha}"><code>${sha.slice(0, 8)}</code></a>
      </td>
      <td>${message.split('\n')[0]}</td>
      <td class="aside">${author.name}</td>
      <td class="aside">${moment(committer.date)}</td>
    </tr>`;
  });
  return html`<div class="card">
    <table>
      ${rows}
    </table>
  </div>`;
}

/** One commit: who, why, what. @throws GitProblem 404 */
export async function commitPage(place: Place, id: string): Promise<ApiReply> {
  const { bare, fullName } = place.repository;
  const commit = await bare.commit(id);
  if (!commit) throw new GitProblem(404, 'Not found');
  const { sha, message, author, parents } = commit;
  const difference = await bare.difference(parents[0], sha);
  return pageReply(
    `${sha.slice(0, 8)} of ${fullName}`,
    html`${repositoryHead(place)}
      <h2>${message.split('\n')[0]}</h2>
      <p>${author.name} &lt;${author.email}&gt;, ${moment(author.date)}, <code>${sha}</code></p>
      <pre class="card text">${message}</pre>
      <h2>What it changes</h2>
      <pre class="card text">${difference}</pre>`,
  );
}
