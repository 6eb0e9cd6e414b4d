import type { ApiReply, Site } from '../api/ApiCall';
import type { HostedRepository } from '../repositories/HostedRepository';
import { html, type Html } from '../../pages/html';
import { page, pageHeaders } from '../../pages/look';

/** What a page is about. */
export interface Place {
  site: Site;
  repository: HostedRepository;
}

/** A page with where one is above it. */
export function pageReply(title: string, content: Html, status = 200): ApiReply {
  // With no referrer at all a browser would send forms without saying where they come from.
  const headers = { ...pageHeaders, 'referrer-policy': 'same-origin' };
  return { status, headers, bytes: Buffer.from(page(title, content, 'wide')) };
}

/** Leads a browser on after a form. */
export function seeOther(path: string): ApiReply {
  return { status: 303, headers: { location: path } };
}

/** Name and parts of a repository, on every page of it. */
export function repositoryHead({ repository }: Place): Html {
  const { owner, name, defaultBranch, pulls } = repository.record;
  const open = pulls.filter(({ state }) => state === 'open').length;
  const path = `/${owner}/${name}`;
  return html`<h1><a href="/${owner}">${owner}</a> / <a href="${path}">${name}</a></h1>
    <nav aria-label="Repository">
      <a href="${path}/src/branch/${encodeURI(defaultBranch)}">Files</a>
      <a href="${path}/commits/branch/${encodeURI(defaultBranch)}">Commits</a>
      <a href="${path}/pulls">Pull requests (${String(open)} open)</a>
    </nav>`;
}

/** A moment as people read it, without seconds. */
export function moment(date: string): string {
  return `${new Date(date).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
