import type { IncomingMessage } from 'node:http';
import { html } from '../../pages/html';
import type { ApiReply, Site } from '../api/ApiCall';
import { rawFile } from '../api/contents';
import { GitProblem } from '../GitProblem';
import { commitFromPage, editPage } from './edit';
import { filePage, type FilePlace, repositoryPage } from './files';
import { Forms } from './forms';
import { commitPage, commitsPage, repositoriesPage } from './lists';
import { pageReply, type Place } from './Page';
import { mergeFromPage, pullPage, pullsPage } from './pulls';

interface Asked extends Place {
  request: IncomingMessage;
  /** What the address has where the pattern has brackets. */
  parts: string[];
}

interface PageRoute {
  method: 'GET' | 'POST';
  /** Below the repository. */
  path: RegExp;
  answer: (asked: Asked) => ApiReply | Promise<ApiReply>;
}

/** The pages of the git host, at the addresses that Gitea has them at. */
export class Pages {
  private readonly forms = new Forms();
  private readonly routes: PageRoute[] = [
    { method: 'GET', path: /^$/, answer: repositoryPage },
    {
      method: 'GET',
      path: /^src\/(?:branch|commit|tag)\/(.+)$/,
      answer: async asked => filePage(await at(asked)),
    },
    { method: 'GET', path: /^raw\/(?:branch|commit|tag)\/(.+)$/, answer: raw },
    {
      method: 'GET',
      path: /^commits\/branch\/(.+)$/,
      answer: asked => commitsPage(asked, asked.parts[0] ?? ''),
    },
    {
      method: 'GET',
      path: /^commit\/([0-9a-f]{40})$/,
      answer: asked => commitPage(asked, asked.parts[0] ?? ''),
    },
    { method: 'GET', path: /^pulls$/, answer: pullsPage },
    { method: 'GET', path: /^pulls\/(\d+)$/, answer: asked => pullPage(asked, numberOf(asked), this.forms) },
    {
      method: 'POST',
      path: /^pulls\/(\d+)\/merge$/,
      answer: asked => mergeFromPage(asked, numberOf(asked), this.forms, asked.request),
    },
    { method: 'GET', path: /^_edit\/(.+)$/, answer: async asked => editPage(await at(asked), this.forms) },
    {
      method: 'POST',
      path: /^_edit\/(.+)$/,
      answer: async asked => commitFromPage(await at(asked), this.forms, asked.request),
    },
  ];

  /** @throws GitProblem that is no page */
  async answer(site: Site, request: IncomingMessage, url: URL): Promise<ApiReply> {
    const [owner, name, ...rest] = decoded(url.pathname);
    if (owner === undefined || name === undefined) return repositoriesPage(site, owner);
    const repository = site.host.find(owner, name.replace(/\.git$/, ''));
    if (!repository) throw new GitProblem(404, 'Not found');
    const path = rest.join('/');
    const found = this.routes.filter(route => route.path.test(path));
    if (found.length === 0) throw new GitProblem(404, 'Not found');
    const route = found.find(({ method }) => method === request.method);
    if (!route) throw new GitProblem(405, 'Not like this');
    const [, ...parts] = route.path.exec(path) ?? [];
    return route.answer({ site, repository, request, parts });
  }
}

/** A problem as a page. */
export function problemPage({ status, message }: GitProblem): ApiReply {
  return pageReply(
    message,
    html`<h1>${message}</h1>
      <p><a href="/">All repositories</a></p>`,
    status,
  );
}

function numberOf({ parts }: Asked): number {
  return Number(parts[0]);
}

/** `feature/one/README.md`: a branch may have slashes in its name, so the shortest that there is counts. */
async function at({ site, repository, parts }: Asked): Promise<FilePlace> {
  const names = (parts[0] ?? '').split('/').filter(Boolean);
  for (const [index] of names.entries()) {
    const ref = names.slice(0, index + 1).join('/');
    const resolved = await repository.bare.resolve(ref);
    if (resolved) return { site, repository, ref, resolved, path: names.slice(index + 1).join('/') };
  }
  throw new GitProblem(404, 'Not found');
}

async function raw(asked: Asked): Promise<ApiReply> {
  const { repository, resolved, path } = await at(asked);
  const entry = path ? await repository.bare.entry(resolved.sha, path) : undefined;
  if (!entry) throw new GitProblem(404, 'Not found');
  return rawFile(repository, entry);
}

function decoded(pathname: string): string[] {
  try {
    return pathname.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    throw new GitProblem(400, 'The address is not encoded as it should be.');
  }
}
