import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SandboxError } from '../SandboxError';
import { answerApi } from './api/Api';
import type { ApiReply, Site } from './api/ApiCall';
import type { GitFaults } from './GitFaults';
import { GitProblem } from './GitProblem';
import { Pages, problemPage } from './pages/Pages';
import { serveGit, smartCall } from './smartHttp/smartHttp';

type Door = 'api' | 'git' | 'page';

/** Answers any request: to the API, of a git client, or for a page. */
export class Answering {
  private readonly pages = new Pages();

  constructor(
    private readonly site: Site,
    private readonly faults: GitFaults,
  ) {}

  /** Never rejects. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { site, faults } = this;
    const url = new URL(request.url ?? '/', site.url);
    const door = doorOf(url.pathname);
    try {
      await faults.delay();
      mustComeFromHere(request);
      faults.check({
        credentials: request.headers.authorization !== undefined,
        writes: writes(request, url),
      });
      await site.host.open();
      if (door === 'git') await answerGit(site, { request, response, url });
      else await send(response, await this.reply(door, request, url));
    } catch (error) {
      tell(response, error, { door, site });
    }
  }

  private reply(door: Door, request: IncomingMessage, url: URL): Promise<ApiReply> {
    return door === 'api' ? answerApi(this.site, request, url) : this.pages.answer(this.site, request, url);
  }
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
}

const gitPath = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

function doorOf(path: string): Door {
  if (path.startsWith('/api/v1/')) return 'api';
  return gitPath.test(path) ? 'git' : 'page';
}

/** What would change something: a push, from its first request on, and every call that is no question. */
function writes(request: IncomingMessage, url: URL): boolean {
  if (gitPath.test(url.pathname)) return `${url.pathname}${url.search}`.includes('git-receive-pack');
  return request.method !== 'GET' && request.method !== 'HEAD';
}

/** A page of another site may have a browser send what it likes, but never without saying where it comes from. */
function mustComeFromHere({ headers, method }: IncomingMessage): void {
  if (method === 'GET' || headers.origin === undefined || headers.origin === `http://${headers.host}`) return;
  throw new GitProblem(403, `Pages of ${headers.origin} may not use the git host.`);
}

async function answerGit(site: Site, { request, response, url }: Exchange): Promise<void> {
  const [, owner = '', name = '', path = ''] = gitPath.exec(url.pathname) ?? [];
  const call = smartCall(request.method ?? '', path, url.search.slice(1));
  if (!call) throw new GitProblem(403, 'Only the smart HTTP protocol is spoken here.');
  const user = site.accounts.callerOf(request);
  if (call.service === 'git-receive-pack' && !user) throw new GitProblem(401, 'Sign in to push');
  const repository = site.host.find(decodeURIComponent(owner), decodeURIComponent(name));
  if (!repository) throw new GitProblem(404, 'Repository not found');
  await serveGit({ request, response, repository, call, user });
}

async function send(response: ServerResponse, { status, json, bytes, headers }: ApiReply): Promise<void> {
  const type = json === undefined ? {} : { 'content-type': 'application/json;charset=utf-8' };
  response.writeHead(status, { 'cache-control': 'no-store', ...type, ...headers });
  if (bytes instanceof Readable) await pipeline(bytes, response);
  else response.end(bytes ?? (json === undefined ? undefined : JSON.stringify(json)));
}

function tell(response: ServerResponse, error: unknown, { door, site }: { door: Door; site: Site }): void {
  const problem = error instanceof GitProblem ? error : undefined;
  if (!problem && !(error instanceof SandboxError)) console.error('Git host:', error);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (problem && door === 'page') {
    void send(response, problemPage(problem));
    return;
  }
  const status = problem?.status ?? 500;
  const message = problem?.message ?? 'The git host failed; the output of the sandbox says why.';
  if (status === 401) response.setHeader('www-authenticate', 'Basic realm="Gitea"');
  const json = door === 'api' ? { message, url: `${site.url}/api/swagger` } : undefined;
  const type = json ? 'application/json;charset=utf-8' : 'text/plain; charset=utf-8';
  response.writeHead(status, { 'content-type': type, 'x-content-type-options': 'nosniff' });
  response.end(json ? JSON.stringify(json) : `${message}\n`);
}
