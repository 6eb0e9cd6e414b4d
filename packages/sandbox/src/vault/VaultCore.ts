import { randomUUID } from 'node:crypto';
import { seededRandom } from '../clock/random';
import type { Moments } from '../clock/Moments';
import { Acl } from './acl/Acl';
import { AuditLog } from './AuditLog';
import { RaftCluster } from './cluster/RaftCluster';
import { type Call, isAmong, type NodeView } from './engines/Backend';
import { makeMount, type MountPlan } from './engines/mounting';
import type { Mount } from './engines/Mount';
import { Namespace } from './engines/Namespace';
import { Quotas } from './Quotas';
import type { Surroundings } from './Surroundings';
import { Expiration } from './leases/Expiration';
import type { Token } from './tokens/Token';
import { TokenStore } from './tokens/TokenStore';
import { Wrapping } from './tokens/Wrapping';
import type { Reply } from './wire/Reply';
import { VaultError } from './wire/VaultError';
import type { VaultRequest } from './wire/VaultRequest';

export interface CoreOptions {
  name: string;
  nodes: readonly string[];
  flavour: Flavour;
  moments: Moments;
  seed: number;
  surroundings: Surroundings;
}

/** Whose server it answers as. */
export interface Flavour {
  product: 'openbao' | 'vault';
  /** As `sys/health` tells it, and as nodes tell each other. */
  version: string;
  plainVersion: string;
}

export const openbao: Flavour = { product: 'openbao', version: '2.0.0-HEAD', plainVersion: '2.0.0' };

/** What the nodes of one Vault share: everything but who leads. */
export class VaultCore {
  readonly namespaces = new Map<string, Namespace>();
  readonly expiration: Expiration;
  readonly tokens: TokenStore;
  readonly wrapping: Wrapping;
  readonly raft: RaftCluster;
  readonly audit = new AuditLog();
  readonly quotas: Quotas;
  readonly random: () => number;

  constructor(readonly options: CoreOptions) {
    const { moments, flavour, nodes } = options;
    this.random = seededRandom(
      options.seed ^ [...options.name].reduce((sum, each) => sum * 31 + each.charCodeAt(0), 7),
    );
    this.expiration = new Expiration(moments, this.random);
    const suffixOf = (namespace: string) => this.namespaceAt(namespace).suffix;
    this.tokens = new TokenStore(this.expiration, flavour.product === 'openbao' ? 's.' : 'hvs.', suffixOf);
    this.wrapping = new Wrapping(this.tokens, moments);
    this.quotas = new Quotas(moments);
    this.raft = new RaftCluster({
      ids: nodes,
      moments,
      onLeader: leader => (leader ? this.expiration.resume() : this.expiration.pause()),
    });
    this.addNamespace('');
  }

  get moments(): Moments {
    return this.options.moments;
  }

  get root(): Namespace {
    return this.namespaceAt('');
  }

  stop(): void {
    this.raft.stop();
    this.expiration.stop();
    for (const { mounts } of this.namespaces.values()) {
      for (const { backend } of mounts.values()) backend.stop?.();
    }
  }

  addNamespace(path: string): Namespace {
    const id = path === '' ? 'root' : this.letters(6);
    const namespace = new Namespace(path, id, randomUUID());
    this.namespaces.set(path, namespace);
    for (const plan of standing) this.mount(namespace, plan);
    return namespace;
  }

  mount(namespace: Namespace, plan: MountPlan): Mount {
    const mount = makeMount(plan, this, namespace);
    namespace.mounts.set(mount.path, mount);
    return mount;
  }

  /** @throws VaultError when there is none */
  namespaceAt(path: string): Namespace {
    const found = this.namespaces.get(path);
    if (found) return found;
    throw new VaultError(404, [`no handler for route "${path}". route entry not found.`]);
  }

  /** The one that something is of which is kept with its namespace before it. */
  namespaceOver(kept: string): Namespace {
    const fitting = [...this.namespaces.values()].filter(({ path }) => kept.startsWith(path));
    return fitting.sort((one, other) => other.path.length - one.path.length)[0] ?? this.root;
  }

  aclOf(token: Token): Acl {
    const rules = this.namespaceAt(token.namespace).rulesOf(token.policies);
    const placed = rules.map(rule => ({ ...rule, path: `${token.namespace}${rule.path}` }));
    return new Acl(placed, token.policies.includes('root'));
  }

  /** Letters of the seed, for what needs no secrecy: lease ids, user names, accessors of mounts. */
  letters(count: number): string {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
    return Array.from({ length: count }, () => alphabet[Math.floor(this.random() * 62)] ?? 'A').join('');
  }

  /** @throws VaultError */
  async handle(asked: VaultRequest, node: NodeView): Promise<Reply | undefined> {
    const request = this.placed(asked);
    if (request.path.endsWith('/') && ['update', 'patch'].includes(request.operation)) {
      throw VaultError.badRequest("cannot write to a path ending in '/'");
    }
    const namespace = this.namespaceAt(request.namespace);
    const mount = namespace.mountOf(request.path);
    const rest = mount ? request.path.slice(mount.path.length) : '';
    const token = this.admit(request, mount, rest);
    if (!mount) throw new VaultError(404, [`no handler for route "${request.path}". route entry not found.`]);
    if (token && !this.wrapping.has(token.id)) this.tokens.use(token);
    const reply = await this.serve({ namespace, mount, token, request, node }, rest);
    return reply && request.wrapSeconds ? this.wrapping.wrap(reply, request) : reply;
  }

  /** What is asked of a lease is asked where its id says it is: the right has to be one of there. */
  private placed(request: VaultRequest): VaultRequest {
    const { lease_id: id } = request.data;
    if (typeof id !== 'string' || !/^sys\/leases\/(lookup|renew|revoke)$/.test(request.path)) return request;
    const named = [...this.namespaces.values()].find(({ suffix }) => suffix !== '' && id.endsWith(suffix));
    return named ? { ...request, namespace: named.path } : request;
  }

  /** Who asks, and whether they may. @throws VaultError */
  private admit(request: VaultRequest, mount: Mount | undefined, rest: string): Token | undefined {
    const token = this.tokens.find(request.token);
    if (request.path === 'sys/wrapping/unwrap' && !request.data.token) {
      this.wrapping.lookup(request.token ?? '');
      return token;
    }
    if (mount && isAmong(mount.backend.unauthenticated, rest)) {
      // Where a token makes a difference, a wrong one is refused.
      if (request.token && !token && rest.startsWith('internal/')) throw VaultError.noToken();
      return token;
    }
    if (!token) throw VaultError.noToken();
    if (!isSelf(request.path) && !request.namespace.startsWith(token.namespace)) throw VaultError.forbidden();
    const isProtected = isAmong(mount?.backend.root, rest);
    const path = `${isSelf(request.path) ? token.namespace : request.namespace}${request.path}`;
    if (!this.aclOf(token).allows(request.operation, path, isProtected)) throw VaultError.forbidden();
    return token;
  }

  private serve(
    call: Omit<Call, 'core' | 'data' | 'parts'>,
    rest: string,
  ): Reply | undefined | Promise<Reply | undefined> {
    const { request, mount } = call;
    for (const { pattern, operations, fields } of mount.backend.paths) {
      const found = pattern.exec(rest);
      if (!found) continue;
      const handler = operations[request.operation];
      if (!handler) throw VaultError.unsupportedOperation();
      const made = handler({ ...call, core: this, data: request.data, parts: { ...found.groups } });
      const ignored = Object.keys(request.data).filter(name => !fields?.includes(name));
      return fields && ignored.length ? withIgnored(made, ignored.sort()) : made;
    }
    throw VaultError.unsupportedPath();
  }
}

/** Of every namespace, from its beginning. */
const standing: readonly MountPlan[] = [
  { path: 'sys/', type: 'system', description: 'system endpoints used for control, policy and debugging' },
  { path: 'auth/token/', type: 'token', description: 'token based credentials' },
  { path: 'cubbyhole/', type: 'cubbyhole', description: 'per-token private secret storage', isLocal: true },
  { path: 'identity/', type: 'identity', description: 'identity store' },
];

function isSelf(path: string): boolean {
  return /^auth\/token\/(lookup|renew|revoke)-self$/.test(path);
}

async function withIgnored(
  made: Reply | undefined | Promise<Reply | undefined>,
  ignored: readonly string[],
): Promise<Reply | undefined> {
  const reply = await made;
  const text = `Endpoint ignored these unrecognized parameters: [${ignored.join(' ')}]`;
  return reply && { ...reply, warnings: [...(reply.warnings ?? []), text] };
}
