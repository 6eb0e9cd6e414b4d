import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { bytesOf } from './bytesOf';

export type Publisher = 'github' | 'gitlab';

/** What each host calls who pushes with a token. */
const pushers: Record<Publisher, string> = { github: 'x-access-token', gitlab: 'oauth2' };
const TOKEN = 'a-token-of-the-publisher';

const wishSchema = z.looseObject({ name: z.string(), description: z.string().optional() });
const repositorySchema = z.looseObject({ description: z.string() });

/** What was asked of the host besides pushes, in order. */
export interface AskedOfHost {
  line: string;
  body: Record<string, unknown>;
}

/**
 * GitHub or GitLab as their publish actions and `git-access` meet them, over a real socket: the calls of their REST APIs
 * that publishing makes, and pushes. The repositories themselves are the sandbox's.
 */
export class PublishingHost {
  readonly asked: AskedOfHost[] = [];

  private constructor(
    private readonly server: Server,
    private readonly kind: Publisher,
    private readonly behind: { url: string; password: string },
  ) {}

  static async start(kind: Publisher, behind: { url: string; password: string }): Promise<PublishingHost> {
    const server = createServer();
    const host = new PublishingHost(server, kind, behind);
    server.on('request', (incoming, response) => void host.answer(incoming, response));
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return host;
  }

  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** As configuration names it. GitLab's publisher speaks to where its pages are. */
  get host(): string {
    return this.kind === 'gitlab' ? new URL(this.url).host : 'github.test';
  }

  /** Where its pages are. */
  get pages(): string {
    return this.kind === 'gitlab' ? this.url : `https://${this.host}`;
  }

  /** Its entry in `integrations`. */
  get integration() {
    const api =
      this.kind === 'gitlab'
        ? { baseUrl: this.url, apiBaseUrl: `${this.url}/api/v4` }
        : { apiBaseUrl: `${this.url}/api/v3` };
    return { [this.kind]: [{ host: this.host, token: TOKEN, ...api }] };
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise(resolve => {
      this.server.close(() => resolve());
    });
  }

  private async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(incoming);
    const { method = 'GET', url = '/' } = incoming;
    if (!url.startsWith('/api/')) {
      await this.forward(incoming, body, response);
      return;
    }
    const path = decodeURIComponent(new URL(url, this.url).pathname.replace(/^\/api\/v\d/, ''));
    const wish = body.length > 0 ? z.record(z.string(), z.unknown()).parse(JSON.parse(body.toString())) : {};
    this.asked.push({ line: `${method} ${path}`, body: wish });
    const [status, told] = await this.rest(method, path, wish);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(told));
  }

  private async rest(method: string, path: string, wish: object): Promise<[number, unknown]> {
    const known: Record<string, unknown> = {
      '/users/storefront': { login: 'storefront', type: 'Organization' },
      '/namespaces/storefront': { id: 7, kind: 'group' },
      '/user': { id: 1, username: 'greenroom' },
      '/groups/storefront/projects': [],
      '/groups/7/projects': [],
    };
    const name = /^\/(?:repos|projects)\/storefront\/([\w-]+)$/.exec(path)?.[1];
    if (name !== undefined) {
      return method === 'DELETE' ? this.delete(name) : this.find(name);
    }
    if (method === 'POST' && ['/orgs/storefront/repos', '/projects'].includes(path)) {
      return this.make(wishSchema.parse(wish));
    }
    if (/\/branches\/main\/protection$/.test(path)) {
      return [200, {}];
    }
    return path in known ? [200, known[path]] : [404, { message: `404 ${path}` }];
  }

  private async make({ name, description = '' }: z.infer<typeof wishSchema>): Promise<[number, unknown]> {
    const answer = await this.ask('POST', '/orgs/storefront/repos', { name, description });
    const clone = `${this.url}/storefront/${name}.git`;
    return [
      answer.status,
      { id: 11, name, clone_url: clone, http_url_to_repo: clone, full_name: `storefront/${name}` },
    ];
  }

  private async find(name: string): Promise<[number, unknown]> {
    const answer = await this.ask('GET', `/repos/storefront/${name}`);
    if (!answer.ok) {
      return [404, { message: 'Not Found' }];
    }
    const { description } = repositorySchema.parse(await answer.json());
    return [200, { description, default_branch: 'main' }];
  }

  private async delete(name: string): Promise<[number, unknown]> {
    const { status } = await this.ask('DELETE', `/repos/storefront/${name}`);
    return [status === 204 ? 200 : status, {}];
  }

  private ask(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`${this.behind.url}/api/v1${path}`, {
      method,
      headers: { authorization: this.credentials(), 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
  }

  private credentials(): string {
    return `Basic ${Buffer.from(`greenroom:${this.behind.password}`).toString('base64')}`;
  }

  /** A push: with its own credentials here, with the sandbox's behind. */
  private async forward(incoming: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const own = `Basic ${Buffer.from(`${pushers[this.kind]}:${TOKEN}`).toString('base64')}`;
    const { method, url, headers } = incoming;
    const { authorization, ...others } = headers;
    const right = authorization?.toLowerCase() === own.toLowerCase();
    const { hostname, port, host } = new URL(this.behind.url);
    const behind = { ...others, host, ...(right && { authorization: this.credentials() }) };
    const onward = request({ hostname, port, method, path: url, headers: behind }, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    onward.end(body);
  }
}
