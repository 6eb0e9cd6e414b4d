import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '@greenroom/sandbox';
import { bytesOf } from '../bytesOf';
import { ForgeRepository } from './ForgeRepository';

export interface Call {
  /** The groups of the route's pattern, decoded. */
  params: string[];
  query: URLSearchParams;
  body: unknown;
}

export interface Reply {
  status?: number;
  body?: unknown;
}

export type Route = [method: string, path: RegExp, answer: (call: Call) => Reply | Promise<Reply>];

export interface ForgeOptions {
  sandbox: Sandbox;
  token: string;
  /** What git asks a push for besides the token. */
  username: string;
}

/** A change request, as all hosts have them. */
export interface Pull {
  number: number;
  head: string;
  base: string;
  open: boolean;
}

const missing: Reply = { status: 404, body: { message: 'Not Found' } };

/**
 * A git host of another kind, before the sandbox's: its REST API as far as it is asked here, and smart HTTP that goes on to
 * the sandbox's git. Nothing is answered without the token.
 */
export abstract class Forge {
  /** Where clones come from; other than `url` when something stands before it. */
  publicUrl = '';
  /** What it was asked, `<method> <path>`, with what it answered. */
  readonly asked: string[] = [];
  readonly #server: Server = createServer();
  readonly #pulls = new Map<string, Pull[]>();

  protected constructor(protected readonly options: ForgeOptions) {
    this.#server.on('request', (incoming, response) => void this.#answer(incoming, response));
  }

  protected abstract readonly routes: Route[];
  /** Whether a request of the API carries the token. */
  protected abstract isKnown(headers: IncomingMessage['headers']): boolean;

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    await new Promise<void>(resolve => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    await this.options.sandbox.git.host.open();
    return this;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise(resolve => {
      this.#server.close(() => resolve());
    });
  }

  protected find(path: string): ForgeRepository | undefined {
    const [owner = '', name = ''] = path.split('/');
    const hosted = this.options.sandbox.git.host.find(owner, name);
    return hosted && new ForgeRepository(hosted, () => new Date());
  }

  /** Answers for a repository that is there. */
  protected async of(
    path: string,
    answer: (repository: ForgeRepository, path: string) => Reply | Promise<Reply>,
  ): Promise<Reply> {
    const repository = this.find(path);
    return repository ? answer(repository, path) : missing;
  }

  protected async make(
    owner: string,
    name: string,
    description: string,
  ): Promise<ForgeRepository | undefined> {
    const { host } = this.options.sandbox.git;
    if (host.find(owner, name)) {
      return undefined;
    }
    const hosted = await host.create({ owner, name, description });
    return new ForgeRepository(hosted, () => new Date());
  }

  protected async delete({ hosted }: ForgeRepository): Promise<void> {
    await this.options.sandbox.git.host.delete(hosted);
  }

  protected pulls(path: string): Pull[] {
    const pulls = this.#pulls.get(path) ?? [];
    this.#pulls.set(path, pulls);
    return pulls;
  }

  protected open(path: string, head: string, base: string): Pull {
    const pulls = this.pulls(path);
    const pull = { number: pulls.length + 1, head, base, open: true };
    pulls.push(pull);
    return pull;
  }

  /** Open change requests of a repository, by the branch that they come from. */
  openPulls(path: string): string[] {
    return this.pulls(path).flatMap(({ head, open }) => (open ? [head] : []));
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '', this.url);
    const bytes = await bytesOf(incoming);
    if (/\.git\/(info\/refs|git-(upload|receive)-pack)$/.test(url.pathname)) {
      this.#git(incoming, bytes, response);
      return;
    }
    const { status = 200, body } = await this.#reply(incoming, url, bytes).catch(error => broken(error));
    this.asked.push(`${incoming.method} ${url.pathname} ${status}`);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(status === 204 ? undefined : JSON.stringify(body ?? {}));
  }

  async #reply({ method, headers }: IncomingMessage, url: URL, bytes: Buffer): Promise<Reply> {
    if (!this.isKnown(headers)) {
      return { status: 401, body: { message: 'Bad credentials' } };
    }
    for (const [asked, pattern, answer] of this.routes) {
      const found = asked === method ? pattern.exec(url.pathname) : null;
      if (found) {
        const params = found.slice(1).map(part => decodeURIComponent(part));
        const body: unknown = bytes.length === 0 ? undefined : JSON.parse(bytes.toString());
        return answer({ params, query: url.searchParams, body });
      }
    }
    return { status: 501, body: { message: `no such route here: ${method} ${url.pathname}` } };
  }

  /** The sandbox knows another account: the token is for this host. */
  #git({ method, url, headers }: IncomingMessage, bytes: Buffer, response: ServerResponse): void {
    const { sandbox, token, username } = this.options;
    if (headers.authorization !== basic(username, token)) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="forge"' }).end();
      return;
    }
    const { hostname, port, host } = new URL(sandbox.git.url);
    const authorization = basic('greenroom', sandbox.git.password);
    const options = { hostname, port, method, path: url, headers: { ...headers, host, authorization } };
    const onward = request(options, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    onward.end(bytes);
  }
}

/** What a test sees in the log of a run. */
function broken(error: unknown): Reply {
  return { status: 500, body: { message: String(error) } };
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
