import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Accounts, GitUser } from '../accounts';
import type { GitHost } from '../GitHost';
import { GitProblem } from '../GitProblem';
import type { HostedRepository } from '../repositories/HostedRepository';

/** The git host as its API and pages see it. */
export interface Site {
  host: GitHost;
  accounts: Accounts;
  /** Without a slash at the end. */
  url: string;
  now: () => Date;
}

/** One request to the API, read as far as every route needs it. */
export interface ApiCall {
  site: Site;
  /** Parts of the path by the name that the route has for them. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  user: GitUser | undefined;
  /** The body, if it was JSON. */
  body: unknown;
}

export interface ApiReply {
  status: number;
  json?: unknown;
  headers?: Record<string, string>;
  /** Instead of `json`. */
  bytes?: Buffer | Readable;
}

export interface ApiRoute {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`; `:name` is one part of the path, `*name` the rest of it. */
  path: string;
  answer: (call: ApiCall) => ApiReply | Promise<ApiReply>;
}

/** @throws GitProblem 422, as Gitea answers what it cannot read */
export function read<Body>(schema: z.ZodType<Body>, { body }: ApiCall): Body {
  const found = schema.safeParse(body ?? {});
  if (found.success) return found.data;
  const causes = found.error.issues.map(({ path, message }) => `[${path.join('.')}]: ${message}`);
  throw new GitProblem(422, causes.join(', '));
}

/** @throws GitProblem 401 when nobody in particular asks */
export function caller({ user }: ApiCall): GitUser {
  if (!user) throw new GitProblem(401, 'token is required');
  return user;
}

/** @throws GitProblem 404 */
export function repositoryOf({ site, params: { owner = '', repo = '' } }: ApiCall): HostedRepository {
  const found = site.host.find(owner, repo);
  if (!found) throw new GitProblem(404, "The target couldn't be found.");
  return found;
}

/** Page and size as Gitea's lists have them. */
export function pageOf({ query }: ApiCall): { skip: number; limit: number } {
  const number = (name: string, usual: number) =>
    Math.max(1, Number.parseInt(query.get(name) ?? '', 10) || usual);
  const limit = Math.min(50, number('limit', 30));
  return { skip: (number('page', 1) - 1) * limit, limit };
}
