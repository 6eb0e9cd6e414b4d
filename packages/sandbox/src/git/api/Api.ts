import type { IncomingMessage } from 'node:http';
import { GitProblem } from '../GitProblem';
import type { ApiReply, ApiRoute, Site } from './ApiCall';
import { branchRoutes } from './branches';
import { contentRoutes } from './contents';
import { organizationRoutes } from './organizations';
import { pullRoutes } from './pulls';
import { readJson } from './readJson';

interface CompiledRoute extends ApiRoute {
  pattern: RegExp;
}

const routes: CompiledRoute[] = [...organizationRoutes, ...contentRoutes, ...branchRoutes, ...pullRoutes].map(
  route => ({ ...route, pattern: patternOf(route.path) }),
);

/** `:name` is one part of a path, `*name` all that is left. */
function patternOf(path: string): RegExp {
  const source = path.replace(/:(\w+)/g, '(?<$1>[^/]+)').replace(/\*(\w+)/g, '(?<$1>.+)');
  return new RegExp(`^${source}$`);
}

/**
 * Answers one request below `/api/v1`.
 *
 * @throws GitProblem with what Gitea would answer
 */
export async function answerApi(site: Site, request: IncomingMessage, url: URL): Promise<ApiReply> {
  const path = url.pathname.slice('/api/v1'.length).replace(/\/+$/, '');
  const found = routes.filter(({ pattern }) => pattern.test(path));
  if (found.length === 0) throw new GitProblem(404, "The target couldn't be found.");
  const route = found.find(({ method }) => method === request.method);
  if (!route) throw new GitProblem(405, 'Method Not Allowed');
  const user = site.accounts.callerOf(request);
  const body = route.method === 'GET' ? undefined : await readJson(request);
  const params = decoded(route.pattern.exec(path)?.groups ?? {});
  return route.answer({ site, params, query: url.searchParams, user, body });
}

function decoded(params: Record<string, string>): Record<string, string> {
  try {
    return Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
  } catch {
    throw new GitProblem(400, 'The address is not encoded as it should be.');
  }
}
