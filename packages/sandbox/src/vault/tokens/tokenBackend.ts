import type { Backend, Call } from '../engines/Backend';
import { durationOf, flagOf, listOf, numberOf, recordOf, textOf } from '../wire/fields';
import { shortDuration, stampText } from '../wire/durations';
import type { Reply } from '../wire/Reply';
import { counted, VaultError } from '../wire/VaultError';
import type { Token } from './Token';
import { systemMaxSeconds } from './TokenStore';

/** `auth/token/`. */
export function tokenBackend(): Backend {
  return {
    root: ['revoke-orphan/*', 'accessors*'],
    activeOnly: [/^(create|renew|revoke)/],
    paths: [
      { pattern: /^lookup-self$/, operations: { read: lookupSelf, update: lookupSelf } },
      { pattern: /^lookup$/, operations: { read: lookupSelf, update: lookup } },
      { pattern: /^lookup-accessor$/, operations: { update: lookupAccessor } },
      { pattern: /^renew-self$/, operations: { update: call => renew(call, ownToken(call)) } },
      { pattern: /^renew$/, operations: { update: call => renew(call, sentToken(call)) } },
      { pattern: /^revoke-self$/, operations: { update: revokeSelf } },
      { pattern: /^revoke$/, operations: { update: revoke } },
      { pattern: /^revoke-accessor$/, operations: { update: revokeAccessor } },
      { pattern: /^accessors\/?$/, operations: { list: accessors } },
      { pattern: /^create(-orphan)?(\/(?<role>[^/]+))?$/, operations: { update: create } },
    ],
  };
}

function ownToken({ token }: Call): Token {
  if (token) return token;
  throw VaultError.noToken();
}

function sentToken({ core, data }: Call): Token {
  const id = textOf(data, 'token');
  if (id === '') throw VaultError.badRequest('missing token ID');
  const found = core.tokens.find(id);
  if (found) return found;
  throw new VaultError(403, ['bad token']);
}

function lookupSelf(call: Call): Reply {
  return { data: shape(call, ownToken(call)) };
}

function lookup(call: Call): Reply {
  return { data: shape(call, textOf(call.data, 'token') === '' ? ownToken(call) : sentToken(call)) };
}

function byAccessor({ core, data }: Call): Token {
  const accessor = textOf(data, 'accessor');
  if (accessor === '') throw VaultError.badRequest('missing accessor');
  const found = core.tokens.byAccessor(accessor);
  if (found) return found;
  throw VaultError.badRequest(counted('invalid accessor'));
}

function lookupAccessor(call: Call): Reply {
  return { data: { ...shape(call, byAccessor(call)), id: '' } };
}

/** A token as its holder sees it, secrets and all. */
function shape({ core }: Call, token: Token): Record<string, unknown> {
  const { lease } = token;
  const renewed = lease && core.expiration.renewalOf(lease);
  const ends = lease && {
    expire_time: stampText(core.expiration.expiryOf(lease)),
    issue_time: stampText(core.expiration.issueOf(lease)),
    renewable: lease.isRenewable,
    ...(renewed !== undefined && {
      last_renewal: stampText(renewed),
      last_renewal_time: Math.floor(renewed / 1_000),
    }),
  };
  return {
    accessor: token.accessor,
    creation_time: token.createdAt,
    creation_ttl: token.creationSeconds,
    display_name: token.displayName,
    entity_id: token.entity,
    expire_time: null,
    explicit_max_ttl: token.explicitMaxSeconds,
    id: token.id,
    meta: token.meta,
    num_uses: token.usesLeft,
    orphan: token.isOrphan,
    path: token.path,
    policies: token.policies,
    ...(token.periodSeconds > 0 && { period: token.periodSeconds }),
    ...(token.role !== undefined && { role: token.role }),
    ...(token.namespace !== '' && { namespace_path: token.namespace }),
    ...ends,
    ttl: core.tokens.ttlOf(token),
    type: 'service',
  };
}

function renew({ core, data }: Call, token: Token): Reply {
  const { seconds, warnings } = core.tokens.renew(token, durationOf(data, 'increment') ?? 0);
  core.raft.written();
  return { auth: core.tokens.authOf(token, seconds), warnings };
}

function revokeSelf(call: Call): undefined {
  call.core.tokens.revoke(ownToken(call));
}

function revoke({ core, data }: Call): undefined {
  const id = textOf(data, 'token');
  if (id === '') throw VaultError.badRequest('missing token ID');
  const found = core.tokens.find(id);
  if (found) core.tokens.revoke(found);
}

function revokeAccessor({ core, data }: Call): Reply | undefined {
  const accessor = textOf(data, 'accessor');
  if (accessor === '') throw VaultError.badRequest('missing accessor');
  const found = core.tokens.byAccessor(accessor);
  if (!found) return { warnings: ['No token found with this accessor'] };
  core.tokens.revoke(found);
  return undefined;
}

function accessors({ core, namespace }: Call): Reply {
  return { data: { keys: core.tokens.accessorsOf(namespace.path) } };
}

function create(call: Call): Reply {
  const { core, data, namespace, mount, request } = call;
  const maker = ownToken(call);
  const explicitMaxSeconds = durationOf(data, 'explicit_max_ttl') ?? 0;
  const periodSeconds = durationOf(data, 'period') ?? 0;
  const asked = durationOf(data, 'ttl') ?? durationOf(data, 'lease') ?? 0;
  const wanted =
    periodSeconds ||
    asked ||
    (maker.policies.includes('root') && policiesOf(call, maker).includes('root') ? 0 : systemMaxSeconds);
  const ceiling = explicitMaxSeconds || systemMaxSeconds;
  const made = core.tokens.create({
    policies: policiesOf(call, maker),
    path: request.path,
    displayName: ['token', textOf(data, 'display_name').replace(/[^\w-]/g, '-')]
      .filter(text => text !== '')
      .join('-'),
    mount: mount.accessor,
    namespace: namespace.path,
    meta: metaOf(data),
    seconds: Math.min(wanted, ceiling),
    explicitMaxSeconds,
    periodSeconds,
    uses: numberOf(data, 'num_uses') ?? 0,
    isOrphan: flagOf(data, 'no_parent') || request.path.startsWith('auth/token/create-orphan'),
    isRenewable: flagOf(data, 'renewable', true),
    parent: flagOf(data, 'no_parent') ? undefined : maker.id,
  });
  core.raft.written();
  return { auth: core.tokens.authOf(made, made.creationSeconds), warnings: cappedText(wanted, ceiling) };
}

function cappedText(wanted: number, ceiling: number): string[] {
  if (wanted <= ceiling) return [];
  const [asked, most] = [wanted, ceiling].map(shortDuration);
  return [`TTL of "${asked}" exceeded the effective max_ttl of "${most}"; TTL value is capped accordingly`];
}

function metaOf(data: Call['data']): Record<string, string> | null {
  const entries = Object.entries(recordOf(data, 'meta')).map(([key, value]) => [key, String(value)]);
  return entries.length ? Object.fromEntries(entries) : null;
}

/** What was asked for, in order; a child of somebody without all rights gets no more than its parent has. @throws VaultError */
function policiesOf({ data }: Call, maker: Token): string[] {
  const asked = listOf(data, 'policies');
  const isRoot = maker.policies.includes('root');
  const some = asked.length ? asked : [...maker.policies];
  if (!isRoot && !some.every(policy => policy === 'default' || maker.policies.includes(policy))) {
    throw VaultError.badRequest('child policies must be subset of parent');
  }
  if (some.includes('root')) return ['root'];
  const withDefault = flagOf(data, 'no_default_policy') ? some : [...some, 'default'];
  return [...new Set(withDefault)].sort();
}
