import { createHash, randomBytes } from 'node:crypto';
import type { Expiration } from '../leases/Expiration';
import { grantedSeconds } from '../leases/grantedSeconds';
import type { Lease } from '../leases/Lease';
import { VaultError } from '../wire/VaultError';
import type { ReplyAuth } from '../wire/Reply';
import type { Token } from './Token';

export interface NewToken {
  policies: readonly string[];
  path: string;
  displayName: string;
  entity?: string;
  /** Accessor of the auth mount. */
  mount: string;
  namespace: string;
  meta?: Readonly<Record<string, string>> | null;
  seconds: number;
  maxSeconds?: number;
  explicitMaxSeconds?: number;
  periodSeconds?: number;
  uses?: number;
  isOrphan?: boolean;
  isRenewable?: boolean;
  parent?: string;
  role?: string;
  /** Given by somebody instead of made. */
  id?: string;
  /** Sandbox seconds; now when left out. */
  issuedAt?: number;
}

/** Longest life where a mount says nothing: 32 days. */
export const systemMaxSeconds = 768 * 3_600;

/** Tokens by what they are, and by accessor. */
export class TokenStore {
  private readonly tokens = new Map<string, Token>();
  private readonly accessors = new Map<string, string>();
  private readonly salt = randomBytes(16);
  readonly created = new Map<string, number>();

  /** @param prefix `s.` of OpenBao, `hvs.` of Vault */
  constructor(
    private readonly expiration: Expiration,
    private readonly prefix: string,
    /** Of the namespace at a path. */
    private readonly suffixOf: (namespace: string) => string,
  ) {}

  get size(): number {
    return this.tokens.size;
  }

  all(): Iterable<Token> {
    return this.tokens.values();
  }

  create(made: NewToken): Token {
    const token = this.entry(made);
    this.tokens.set(token.id, token);
    this.accessors.set(token.accessor, token.id);
    this.created.set(made.path, (this.created.get(made.path) ?? 0) + 1);
    if (token.creationSeconds > 0) token.lease = this.leaseOf(token, made);
    return token;
  }

  find(id: string | undefined): Token | undefined {
    return id === undefined ? undefined : this.tokens.get(id);
  }

  byAccessor(accessor: string): Token | undefined {
    return this.find(this.accessors.get(accessor));
  }

  accessorsOf(namespace: string): string[] {
    return [...this.tokens.values()]
      .filter(token => token.namespace === namespace)
      .map(({ accessor }) => accessor)
      .sort();
  }

  /** Spends one use. */
  use(token: Token): void {
    if (token.usesLeft === 0) return;
    token.usesLeft -= 1;
    // It is gone once it is used up, but for the request that it came with.
    if (token.usesLeft > 0) return;
    token.usesLeft = -1;
    this.revoke(token);
  }

  /** With everything that it made: tokens, and what was asked for with it. */
  revoke(token: Token): void {
    if (!this.tokens.delete(token.id)) return;
    this.accessors.delete(token.accessor);
    if (token.lease) this.expiration.remove(token.lease);
    for (const id of token.leases) this.endLease(id);
    for (const child of this.tokens.values()) {
      if (child.parent === token.id) this.revoke(child);
    }
  }

  /** What can not be taken back now is tried again, as when its time is over. */
  private endLease(id: string): void {
    const lease = this.expiration.find(id);
    if (lease) this.expiration.extend(lease, 0);
  }

  /** @throws VaultError */
  renew(token: Token, increment: number): { seconds: number; warnings: string[] } {
    const { lease } = token;
    if (!lease) throw VaultError.badRequest('invalid lease ID');
    if (token.periodSeconds === 0) return this.expiration.renew(lease, increment);
    if (!lease.isRenewable) throw VaultError.badRequest('lease is not renewable');
    const age = this.expiration.moments.now() - lease.issuedAt;
    const maxSeconds = token.explicitMaxSeconds || undefined;
    const granted = grantedSeconds({ increment: 0, defaultSeconds: token.periodSeconds, maxSeconds, age });
    this.expiration.extend(lease, granted.seconds);
    return granted;
  }

  ttlOf({ lease }: Token): number {
    return lease ? Math.max(0, this.expiration.ttlOf(lease)) : 0;
  }

  /** As a login and a renewal tell it. */
  authOf(token: Token, seconds: number): ReplyAuth {
    return {
      client_token: token.id,
      accessor: token.accessor,
      policies: token.policies,
      token_policies: token.policies,
      metadata: token.meta,
      lease_duration: Math.trunc(seconds),
      renewable: token.lease?.isRenewable ?? false,
      entity_id: token.entity,
      token_type: 'service',
      orphan: token.isOrphan,
      mfa_requirement: null,
      num_uses: token.usesLeft,
    };
  }

  private entry(made: NewToken): Token {
    const { moments } = this.expiration;
    const { policies, path, displayName, namespace, parent, role } = made;
    const suffix = this.suffixOf(namespace);
    return {
      id: made.id ?? `${this.prefix}${letters(24)}${suffix}`,
      accessor: `${letters(24)}${suffix}`,
      policies,
      path,
      displayName,
      entity: made.entity ?? '',
      namespace,
      meta: made.meta ?? null,
      creationSeconds: made.seconds,
      createdAt: Math.floor(moments.stamp(made.issuedAt ?? moments.now()) / 1_000),
      explicitMaxSeconds: made.explicitMaxSeconds ?? 0,
      periodSeconds: made.periodSeconds ?? 0,
      usesLeft: made.uses ?? 0,
      leases: new Set(),
      isOrphan: made.isOrphan ?? false,
      isRenewable: made.isRenewable ?? true,
      ...(parent !== undefined && { parent }),
      ...(role !== undefined && { role }),
    };
  }

  private leaseOf(token: Token, made: NewToken): Lease {
    const digest = createHash('sha256').update(this.salt).update(token.id).digest('hex');
    return this.expiration.register({
      id: `${token.namespace}${token.path}/h${digest}${this.suffixOf(token.namespace)}`,
      path: `${token.namespace}${token.path}`,
      mount: made.mount,
      seconds: token.creationSeconds,
      issuedAt: made.issuedAt,
      isRenewable: token.isRenewable,
      isToken: true,
      maxSeconds: token.explicitMaxSeconds || made.maxSeconds || systemMaxSeconds,
      defaultSeconds: () => token.creationSeconds,
      revoke: () => this.revoke(token),
    });
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits that nobody guesses. */
export function letters(count: number): string {
  const made: string[] = [];
  while (made.length < count) {
    for (const byte of randomBytes(count)) {
      // Beyond the last whole round some letters would come more often than others.
      if (byte < 248 && made.length < count) made.push(alphabet[byte % 62] ?? 'A');
    }
  }
  return made.join('');
}
