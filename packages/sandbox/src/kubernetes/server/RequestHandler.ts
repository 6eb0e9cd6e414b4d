import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from '../faults/Faults';
import { StatusError } from '../StatusError';
import type { ResourceDefinition } from '../types';
import { managerOf, type ApiRequest } from './ApiRequest';
import { reviewDefinition } from './accessReviews';
import type { User, Users } from './authentication';
import { actingUser } from './impersonation';
import { followLog, isFollowed } from './logs/podLog';
import { formatOf, json, plainText, type Answer } from './negotiation';
import type { RequestCounters } from './RequestCounters';
import { requestInfo, type RequestInfo, type ResourcePath } from './requestInfo';
import { decodeProtobuf } from './protobuf/decode';
import { requestBody } from './requestBody';
import { answerObject, answerPath, answerReview, openWatch, type Backend } from './router';
import { definitionOf } from './routing';

/** What decides over a request beside its content. */
export interface Gate {
  users: Users;
  faults: Faults;
  counters: RequestCounters;
  /** Whether this connection leads nowhere. */
  isDead(request: IncomingMessage): boolean;
  /** Called before a request is looked at. */
  wake(): void;
}

const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** One request from its first byte to its answer: who, what, may they, and then the work. */
export class RequestHandler {
  constructor(
    private readonly backend: Backend,
    private readonly gate: Gate,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await requestBody(request);
      await this.#delays();
      if (this.gate.isDead(request)) return;
      this.gate.wake();
      const answer = await this.#answer(request, response, body);
      if (answer) send(response, answer);
    } catch (error) {
      // Whoever went away while being answered is not interested in why.
      if (!request.socket.destroyed && !this.gate.isDead(request)) send(response, failure(error));
    }
  }

  async #delays(): Promise<void> {
    await this.gate.faults.untilResponsive();
    const slow = this.gate.faults.get('slow');
    if (slow) await new Promise(resolve => setTimeout(resolve, slow.milliseconds ?? 2000));
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
  ): Promise<Answer | undefined> {
    const { method = 'GET', url = '/', headers } = request;
    if (this.gate.faults.get('too-many-requests')) return tooManyRequests();
    const info = requestInfo(method, url);
    const caller = this.#authenticated(headers.authorization);
    const user = actingUser(caller, headers, this.backend.authorizer);
    this.gate.counters.count(caller, info);
    this.backend.authorizer.check(user, info);
    if (!isAboutObjects(info)) return this.#pathAnswer(info, method, headers.accept);
    if (method === 'HEAD') throw StatusError.methodNotAllowed();
    const review = reviewDefinition(info);
    const definition = review ?? this.#definition(info);
    if (!definition) return notFoundText();
    const asked = apiRequest({ request, info, user, body, definition });
    if (review) return answerReview(this.backend, asked);
    if (isFollowed(asked)) {
      followLog(this.backend, asked, this.backend.logs, response);
      return undefined;
    }
    if (info.verb !== 'watch') return this.#warned(asked, response);
    response.once('close', this.gate.counters.opened(caller, info));
    openWatch(this.backend, asked, response);
    return undefined;
  }

  /** Groups without any resource answer as any path that is not there, with a plain text. */
  #definition(info: AboutObjects): ResourceDefinition | undefined {
    const { registry } = this.backend.store;
    const { group } = info.resource;
    const core = group === '' || registry.all().some(each => each.group === group && !each.custom);
    const custom = registry.find(group, info.resource.version, info.resource.resource);
    return core || custom ? definitionOf(registry, info) : undefined;
  }

  #authenticated(authorization: string | undefined): User {
    const user = this.gate.users.of(authorization);
    const refused = this.gate.faults.get('unauthorized');
    if (refused && (refused.user === undefined || refused.user === user.name))
      throw StatusError.unauthorized();
    return user;
  }

  #pathAnswer(info: RequestInfo, method: string, accept: string | undefined): Answer {
    if (method !== 'GET' && method !== 'HEAD') throw StatusError.methodNotAllowed();
    return answerPath(this.backend, info, accept);
  }

  /** Refusals carry the warnings too. */
  async #warned(asked: ApiRequest, response: ServerResponse): Promise<Answer> {
    try {
      return await this.#objectAnswer(asked);
    } finally {
      const lines = asked.warnings.map(text => `299 - ${JSON.stringify(text)}`);
      if (lines.length && !response.headersSent) response.setHeader('Warning', lines);
    }
  }

  async #objectAnswer(asked: ApiRequest): Promise<Answer> {
    const answer = await answerObject(this.backend, asked);
    const truncated = asked.info.verb === 'list' && this.gate.faults.get('truncate');
    return truncated ? { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) } : answer;
  }
}

type AboutObjects = RequestInfo & { resource: ResourcePath };

function isAboutObjects(info: RequestInfo): info is AboutObjects {
  return info.resource !== undefined;
}

function apiRequest(parts: {
  request: IncomingMessage;
  info: AboutObjects;
  user: User;
  body: Buffer;
  definition: ResourceDefinition;
}): ApiRequest {
  const { request, body, ...rest } = parts;
  const { headers } = request;
  const { query } = rest.info;
  return {
    ...rest,
    ...readable(headers['content-type'] ?? '', body),
    format: formatOf(headers.accept, query),
    manager: managerOf(query, headers['user-agent']),
    warnings: [],
  };
}

/** The body as text; protobuf is turned into the JSON that it stands for. */
function readable(header: string, bytes: Buffer): Pick<ApiRequest, 'contentType' | 'body'> {
  const contentType = header.split(';')[0]?.trim() ?? '';
  if (contentType !== PROTOBUF) return { contentType, body: bytes.toString('utf8') };
  const body = bytes.length ? JSON.stringify(decodeProtobuf(bytes)) : '';
  return { contentType: 'application/json', body };
}

function tooManyRequests(): Answer {
  return plainText(429, 'Too many requests, please try again later.\n', { 'Retry-After': '1' });
}

function notFoundText(): Answer {
  return plainText(404, '404 page not found\n');
}

function failure(error: unknown): Answer {
  const known = error instanceof StatusError ? error : StatusError.internal(String(error));
  if (!(error instanceof StatusError)) console.error('kubernetes API server:', error);
  return json(known.code, `${JSON.stringify(known.body)}\n`, known.headers);
}

function send(response: ServerResponse, { code, type, body, headers }: Answer): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const bytes = Buffer.from(body);
  response.writeHead(code, {
    'Content-Type': type,
    'Content-Length': bytes.length,
    'Cache-Control': 'no-cache, private',
    ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}
