import { KubeConfig } from '@kubernetes/client-node';
import type { RequestOptions } from 'node:https';
import { Agent, request } from 'undici';
import { z } from 'zod';

/** Who asks which server: all of it can be had from a kubeconfig. */
export interface Access {
  url: string;
  /** PEM. */
  ca: string;
  /** Absent: a client certificate, or nobody. */
  token?: string;
  cert?: string;
  key?: string;
}

export interface Asked {
  method?: string;
  path: string;
  query?: Record<string, string>;
  /** Sent as JSON, unless it is text already. */
  body?: unknown;
  contentType?: string;
  accept?: string;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** The text as JSON; `undefined` when it is none. */
  body: unknown;
}

export const patchTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

/** As far as the suite looks into objects by itself. */
export const kubeObject = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    uid: z.string(),
    resourceVersion: z.string(),
    generation: z.number().optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
});
export type KubeObject = z.infer<typeof kubeObject>;

/** What a server refused that the suite needed. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  constructor(
    asked: Asked,
    readonly answer: Answer,
  ) {
    super(`${asked.method ?? 'GET'} ${asked.path}: ${answer.status} ${answer.text.slice(0, 500)}`);
  }
}

/** One server as one user: requests as they go over the wire, and nothing made easier than it is. */
export class Api {
  readonly #agent: Agent;

  constructor(readonly access: Access) {
    const { ca, cert, key } = access;
    this.#agent = new Agent({
      connect: { ca, cert, key },
      connections: 64,
      headersTimeout: 20_000,
      bodyTimeout: 60_000,
    });
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }

  /** The same server as somebody else, or without a token as nobody. */
  as(token: string | undefined): Api {
    const { url, ca } = this.access;
    return new Api({ url, ca, ...(token === undefined ? {} : { token }) });
  }

  /** Whatever is answered. @throws when nothing is */
  async ask(asked: Asked): Promise<Answer> {
    const { statusCode, headers, body } = await this.open(asked);
    const text = await body.text();
    return { status: statusCode, headers, text, body: parsed(text) };
  }

  /** The answer as it comes in. */
  open({ method = 'GET', path, query, body, contentType, accept, headers }: Asked, signal?: AbortSignal) {
    const { url, token } = this.access;
    const search = query ? `?${new URLSearchParams(query)}` : '';
    return request(`${url}${path}${search}`, {
      method: methodOf(method),
      dispatcher: this.#agent,
      signal,
      headers: {
        accept: accept ?? 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': contentType ?? 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  /** @throws ApiRefusal for any status that is not 2xx */
  async must(asked: Asked): Promise<unknown> {
    const answer = await this.ask(asked);
    if (answer.status < 200 || answer.status > 299) {
      throw new ApiRefusal(asked, answer);
    }
    return answer.body;
  }

  async get(path: string): Promise<KubeObject> {
    return kubeObject.parse(await this.must({ path }));
  }

  async list(path: string, query?: Record<string, string>): Promise<KubeObject[]> {
    const answer = await this.must({ path, query });
    return z
      .object({ items: z.array(itemSchema) })
      .parse(answer)
      .items.map(item => kubeObject.parse(item));
  }

  async create(path: string, body: unknown): Promise<KubeObject> {
    return kubeObject.parse(await this.must({ method: 'POST', path, body }));
  }

  async patch(path: string, body: unknown, type: keyof typeof patchTypes = 'merge'): Promise<KubeObject> {
    const contentType = patchTypes[type];
    return kubeObject.parse(await this.must({ method: 'PATCH', path, body, contentType }));
  }

  async delete(path: string, body?: unknown): Promise<unknown> {
    return this.must({ method: 'DELETE', path, body });
  }
}

/** Items of built-in lists do not name their kind. */
const itemSchema = z.looseObject({}).transform(item => ({ apiVersion: '', kind: '', ...item }));

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

function methodOf(method: string): (typeof methods)[number] {
  return z.enum(methods).parse(method);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The access that a kubeconfig's context gives, exec plug-ins included. */
export async function accessOf(file: string, context: string): Promise<Access> {
  const config = new KubeConfig();
  config.loadFromFile(file);
  config.setCurrentContext(context);
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const bearer = textOf(new Headers(headersOf(options.headers)).get('authorization') ?? '');
  return {
    url: config.getCurrentCluster()?.server ?? '',
    ca: pem(options.ca) ?? '',
    token: bearer?.replace(/^Bearer /, ''),
    cert: pem(options.cert),
    key: pem(options.key),
  };
}

function headersOf(headers: unknown): Record<string, string> {
  return z.record(z.string(), z.string()).catch({}).parse(headers);
}

function textOf(text: string): string | undefined {
  return text === '' ? undefined : text;
}

function pem(value: unknown): string | undefined {
  if (Buffer.isBuffer(value)) {
    return value.toString('utf8');
  }
  return typeof value === 'string' ? value : undefined;
}
