import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import type { GitUser } from '../accounts';
import type { HostedRepository } from '../repositories/HostedRepository';
import { startGit } from '../runGit';
import { CgiAnswer } from './CgiAnswer';

/** What a git client asks for. */
export interface SmartCall {
  service: 'git-upload-pack' | 'git-receive-pack';
  /** Below the repository. */
  path: 'info/refs' | 'git-upload-pack' | 'git-receive-pack';
  query: string;
}

const services = ['git-upload-pack', 'git-receive-pack'] as const;

/** Reads the path below a repository and the query; undefined for what no git client of today asks. */
export function smartCall(method: string, path: string, query: string): SmartCall | undefined {
  if (path === 'info/refs' && method === 'GET') {
    const asked = new URLSearchParams(query).get('service');
    const service = services.find(name => name === asked);
    return service && { service, path, query };
  }
  const service = services.find(name => name === path);
  return service && method === 'POST' ? { service, path: service, query } : undefined;
}

export interface SmartExchange {
  request: IncomingMessage;
  response: ServerResponse;
  repository: HostedRepository;
  call: SmartCall;
  /** Required to push. */
  user: GitUser | undefined;
}

/**
 * Has the machine's `git http-backend` answer. A push has the repository to itself, and its client hears the end of it
 * when everybody who follows pushes has been told.
 */
export async function serveGit(exchange: SmartExchange): Promise<void> {
  const { call, repository, response } = exchange;
  const answer = new CgiAnswer(response);
  const run = () => runBackend(exchange, answer);
  await (call.path === 'git-receive-pack' ? repository.write(run) : run());
  answer.end();
}

function runBackend(
  { request, response, repository, call, user }: SmartExchange,
  answer: CgiAnswer,
): Promise<void> {
  const { directory } = repository.bare;
  const child = startGit(['http-backend'], {
    environment: {
      GIT_PROJECT_ROOT: dirname(directory),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `${directory.slice(dirname(directory).length)}/${call.path}`,
      QUERY_STRING: call.query,
      REQUEST_METHOD: request.method ?? 'GET',
      REMOTE_ADDR: '127.0.0.1',
      ...(user && { REMOTE_USER: user.login }),
      ...fromHeaders(request),
    },
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.stdout.on('data', (part: Buffer) => {
      if (!answer.take(part)) pauseUntilDrained(child.stdout, response);
    });
    child.stderr.on('data', (part: Buffer) => console.error(`git http-backend: ${part.toString().trim()}`));
    child.stdin.on('error', () => undefined);
    request.pipe(child.stdin);
    // A client that goes away ends the backend too, so that nothing is held for nobody.
    response.on('close', () => response.writableFinished || child.kill());
    child.on('close', () => resolve());
  });
}

function pauseUntilDrained(source: NodeJS.ReadableStream, response: ServerResponse): void {
  source.pause();
  response.once('drain', () => source.resume());
}

/** Header lines of a client become settings of a process: only those that git reads, and only as they may look. */
function fromHeaders({ headers }: IncomingMessage): Record<string, string> {
  const encoding = headers['content-encoding'];
  const protocol = headers['git-protocol'];
  const length = headers['content-length'];
  return {
    CONTENT_TYPE: headers['content-type'] ?? '',
    ...(length !== undefined && { CONTENT_LENGTH: length }),
    ...(encoding !== undefined && { HTTP_CONTENT_ENCODING: encoding }),
    ...(typeof protocol === 'string' && /^[\w=:.-]{1,100}$/.test(protocol) && { GIT_PROTOCOL: protocol }),
  };
}
