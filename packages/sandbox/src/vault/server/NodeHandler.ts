import type { IncomingMessage, ServerResponse } from 'node:http';
import { isOwnHost, loopbackHosts } from '../../loopback/guard';
import type { VaultNode } from '../cluster/VaultNode';
import type { VaultCore } from '../VaultCore';
import { bodyOf, type Reply } from '../wire/Reply';
import { VaultError } from '../wire/VaultError';
import type { VaultRequest } from '../wire/VaultRequest';
import { health, leader, sealStatus } from './nodeAnswers';
import { headerOf, methodOf, readRequest } from './readRequest';
import { unseal } from './sealing';

interface Serving {
  core: VaultCore;
  node: VaultNode;
  unsealKeys: readonly string[];
  /** How often each path was asked for, by operation. */
  requests: Map<string, number>;
}

/** Answers what one node is asked, in the order of Vault's own checks. */
export class NodeHandler {
  constructor(private readonly serving: Serving) {}

  /** Never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { port } = this.serving.node;
    if (!isOwnHost(request, loopbackHosts(port))) {
      response.writeHead(421, { 'content-type': 'text/plain' }).end("This is the sandbox's Vault.\n");
      return;
    }
    try {
      await this.route(request, response);
    } catch (error) {
      if (!(error instanceof VaultError)) console.error('Vault:', error);
      const told = error instanceof VaultError ? error : new VaultError(500, ['internal error']);
      send(response, told.status, { errors: told.errors }, told.headers);
    }
  }

  private async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'https://localhost');
    if (!url.pathname.startsWith('/v1/')) throw VaultError.notFound();
    this.count(request, url.pathname);
    if (this.ofNode(url, request, response)) return;
    const { core, node } = this.serving;
    const isClosed = !node.isInitialized || node.isSealed;
    if (isClosed && url.pathname !== '/v1/sys/unseal') {
      await drain(request);
      throw new VaultError(503, ['Vault is sealed']);
    }
    const read = await readRequest(request, url, core.namespaces);
    if (['sys/unseal', 'sys/seal', 'sys/step-down'].includes(read.path) && read.operation === 'update') {
      await this.seal(read, response);
      return;
    }
    this.limit(read);
    if (this.redirects(request, read, url, response)) return;
    await this.answer(read, response);
  }

  private count(request: IncomingMessage, pathname: string): void {
    const key = `${methodOf(request)} ${pathname.replace(/\/(creds|lookup|static-creds|cert)\/.*$/, '/$1/…')}`;
    this.serving.requests.set(key, (this.serving.requests.get(key) ?? 0) + 1);
  }

  /** What every node tells by itself, sealed or not. */
  private ofNode(url: URL, request: IncomingMessage, response: ServerResponse): boolean {
    const { core, node } = this.serving;
    const path = url.pathname.slice('/v1/'.length);
    const isRead = ['GET', 'HEAD'].includes(request.method ?? '');
    if (!ownPaths.includes(path) || !isRead) return false;
    if (path === 'sys/health' && headerOf(request, 'x-vault-namespace'))
      throw VaultError.badRequest('operation unavailable in namespaces');
    const asked = { core, node, query: url.searchParams };
    const isOpen = node.isInitialized && !node.isSealed;
    if (path === 'sys/health') {
      const told = health(asked);
      send(response, told.status, told.body);
    } else if (path === 'sys/seal-status') send(response, 200, sealStatus(asked));
    else if (path === 'sys/init') send(response, 200, { initialized: node.isInitialized });
    else if (!isOpen) throw new VaultError(503, ['Vault is sealed']);
    else send(response, 200, leader(asked));
    return true;
  }

  private async seal(read: VaultRequest, response: ServerResponse): Promise<void> {
    const { core, node, unsealKeys } = this.serving;
    if (read.path === 'sys/unseal') {
      send(response, 200, unseal(core, node, read.data, unsealKeys));
      return;
    }
    const token = core.tokens.find(read.token);
    if (!token) throw VaultError.noToken();
    if (!core.aclOf(token).allows('update', read.path, true)) throw VaultError.forbidden();
    if (read.path === 'sys/seal') core.raft.seal(node);
    // A standby passes it on.
    else core.raft.stepDown();
    response.writeHead(204, jsonHeaders).end();
  }

  private limit({ path, namespace, remoteAddress }: VaultRequest): void {
    const { core } = this.serving;
    const full = `${namespace}${path}`;
    const mount = core.namespaceAt(namespace).mountOf(path);
    if (core.quotas.allows(full, `${namespace}${mount?.path ?? ''}`, remoteAddress)) return;
    throw new VaultError(429, [`request path ${JSON.stringify(full)}: rate limit quota exceeded`]);
  }

  /** A standby serves what only reads; the rest is the active node's, by forwarding or, if that is not wanted, by a redirect. */
  private redirects(
    request: IncomingMessage,
    read: VaultRequest,
    url: URL,
    response: ServerResponse,
  ): boolean {
    const { core, node } = this.serving;
    const { leader: active } = core.raft;
    if (active === node || !this.needsActive(read)) return false;
    if (!active) throw new VaultError(500, ['local node not active but active cluster node not found']);
    if (!headerOf(request, 'x-vault-no-request-forwarding')) return false;
    const location = `${active.address}${url.pathname}${url.search}`;
    response.writeHead(307, { ...headers, location }).end();
    return true;
  }

  private needsActive({ path, namespace, operation, token, wrapSeconds }: VaultRequest): boolean {
    const { core } = this.serving;
    if (core.options.flavour.product === 'vault' || wrapSeconds) return true;
    if ((core.tokens.find(token)?.usesLeft ?? 0) > 0) return true;
    const mount = core.namespaces.get(namespace)?.mountOf(path);
    const rest = path.slice(mount?.path.length ?? 0);
    if (mount?.backend.activeOnly?.some(pattern => pattern.test(rest))) return true;
    return ['update', 'delete', 'patch'].includes(operation) && !readingWrites.includes(path);
  }

  private async answer(read: VaultRequest, response: ServerResponse): Promise<void> {
    const { core, node } = this.serving;
    const isForwarded = core.raft.leader !== node && this.needsActive(read);
    const isActive = core.raft.leader === node || isForwarded;
    const reply = await core.handle(read, { isActive });
    core.audit.write(read, reply);
    this.reply(read, reply, response);
  }

  private reply(read: VaultRequest, reply: Reply | undefined, response: ServerResponse): void {
    const isRead = ['read', 'header', 'list', 'scan'].includes(read.operation);
    if (!reply) {
      if (isRead) throw VaultError.notFound();
      response.writeHead(204, jsonHeaders).end();
      return;
    }
    if (reply.whole !== undefined) response.writeHead(200, jsonHeaders).end(reply.whole);
    else if (reply.text) {
      response.writeHead(200, { ...headers, 'content-type': reply.text.type }).end(reply.text.body);
    } else {
      const keys = reply.data?.keys;
      if (read.operation === 'list' && Array.isArray(keys) && !keys.length) throw VaultError.notFound();
      send(response, reply.status ?? 200, bodyOf(reply, read.id));
    }
  }
}

const ownPaths = ['sys/health', 'sys/seal-status', 'sys/leader', 'sys/init'];
/** Written as a PUT, and read only. */
const readingWrites = [
  'sys/wrapping/lookup',
  'sys/leases/lookup',
  'sys/capabilities-self',
  'auth/token/lookup',
  'auth/token/lookup-accessor',
];

const headers = {
  'cache-control': 'no-store',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
};
const jsonHeaders = { ...headers, 'content-type': 'application/json' };

function send(
  response: ServerResponse,
  status: number,
  body: object,
  more: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...jsonHeaders, ...more }).end(`${JSON.stringify(body)}\n`);
}

async function drain(request: IncomingMessage): Promise<void> {
  request.resume();
  await new Promise<void>(resolve => {
    if (request.readableEnded) resolve();
    else request.once('end', () => resolve()).once('close', () => resolve());
  });
}
