import type { BackendPath, Call } from '../engines/Backend';
import type { Expiration } from '../leases/Expiration';
import type { Lease } from '../leases/Lease';
import { stampText } from '../wire/durations';
import { durationOf, textOf } from '../wire/fields';
import type { Reply } from '../wire/Reply';
import { counted, VaultError } from '../wire/VaultError';

/** So many irrevocable leases are listed at most. */
const mostListed = 10_000;

/** `sys/leases/…`. */
export const leasePaths: readonly BackendPath[] = [
  {
    pattern: /^leases\/lookup\/(?<prefix>.*)$/,
    operations: { list },
    fields: ['prefix'],
  },
  { pattern: /^leases\/lookup$/, operations: { update: lookup }, fields: ['lease_id'] },
  { pattern: /^leases\/renew(\/(?<id>.+))?$/, operations: { update: renew } },
  { pattern: /^leases\/revoke(\/(?<id>.+))?$/, operations: { update: revoke } },
  {
    pattern: /^leases\/revoke-prefix\/(?<prefix>.+)$/,
    operations: { update: call => revokeAll(call, false) },
  },
  {
    pattern: /^leases\/revoke-force\/(?<prefix>.+)$/,
    operations: { update: call => revokeAll(call, true) },
  },
  { pattern: /^leases\/tidy$/, operations: { update: tidy } },
  { pattern: /^leases\/count$/, operations: { read: count }, fields: ['include_child_namespaces', 'type'] },
  {
    pattern: /^leases$/,
    operations: { read: irrevocable },
    fields: ['include_child_namespaces', 'limit', 'type'],
  },
];

function list({ core, namespace, parts }: Call): Reply {
  const { prefix = '' } = parts;
  const asked = `${namespace.path}${prefix}`;
  const folder = asked === '' || asked.endsWith('/') ? asked : `${asked}/`;
  const isOwn = core.namespaceOver(folder) === namespace;
  // What is below in namespaces is theirs.
  const keys = core.expiration
    .list(folder)
    .filter(key => !(key.endsWith('/') && core.namespaces.has(folder + key)));
  return { data: { keys: isOwn ? keys : [] } };
}

function idOf({ data, parts }: Call): string {
  const id = data.lease_id ?? parts.id ?? '';
  if (typeof id !== 'string') throw VaultError.badRequest('invalid lease ID');
  if (id === '') throw VaultError.badRequest('lease_id must be specified');
  return id;
}

function lookup(call: Call): Reply {
  const lease = found(call, 'invalid lease');
  const { core, namespace } = call;
  const { expiration } = core;
  const ttl = expiration.ttlOf(lease);
  const renewed = expiration.renewalOf(lease);
  return {
    data: {
      expire_time: stampText(expiration.expiryOf(lease)),
      id: namespace.told(lease.id),
      issue_time: stampText(expiration.issueOf(lease)),
      last_renewal: renewed === undefined ? null : stampText(renewed),
      ...(namespace.path !== '' && { namespace_path: namespace.path }),
      ...(core.options.flavour.product === 'openbao' && { path: namespace.told(lease.path) }),
      renewable: lease.isRenewable && expiration.expiryOf(lease) > core.moments.clock.now().getTime(),
      ...(lease.irrevocable !== undefined && { revoke_error: lease.irrevocable }),
      ttl,
    },
  };
}

/** One of this namespace. */
function known(call: Call): Lease | undefined {
  const { core, namespace } = call;
  const lease = core.expiration.find(`${namespace.path}${idOf(call)}`);
  return lease && core.namespaceOver(lease.id) === namespace ? lease : undefined;
}

/** @throws VaultError */
function found(call: Call, otherwise: string): Lease {
  const lease = known(call);
  if (lease) return lease;
  throw VaultError.badRequest(otherwise);
}

function renew(call: Call): Reply {
  const increment = durationOf(call.data, 'increment') ?? 0;
  const lease = found(call, 'lease not found');
  const { seconds, warnings } = call.core.expiration.renew(lease, increment);
  call.core.raft.written();
  const id = call.namespace.told(lease.id);
  return { lease: { id, renewable: lease.isRenewable, seconds: Math.trunc(seconds) }, warnings };
}

/** Of one that nobody knows it is said that it is done. */
function revoke(call: Call): undefined {
  const { expiration, raft } = call.core;
  const lease = known(call);
  if (lease) expiration.revoke(lease);
  raft.written();
}

function revokeAll({ core, namespace, parts }: Call, isForced: boolean): undefined {
  const all = core.expiration.under(`${namespace.path}${parts.prefix ?? ''}`);
  const ids = all.filter(id => core.namespaceOver(id) === namespace);
  for (const [index, id] of ids.entries()) {
    const lease = core.expiration.find(id);
    if (lease && isForced) core.expiration.force(lease);
    else if (lease) revokeOne(core.expiration, lease, [namespace.told(id), `${index + 1} / ${ids.length}`]);
  }
  core.raft.written();
}

function revokeOne(expiration: Expiration, lease: Lease, [id, place]: [id: string, place: string]): void {
  try {
    expiration.revoke(lease);
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    throw VaultError.badRequest(`failed to revoke ${JSON.stringify(id)} (${place}): ${error.message}`);
  }
}

function tidy(): Reply {
  const text =
    "Tidy operation successfully started. Any information from the operation will be printed to OpenBao's server logs.";
  return { status: 202, warnings: [text] };
}

/** Only the active node keeps them: a standby tells of none. */
function givenUp({ core, namespace, node }: Call): Lease[] {
  if (!node.isActive) return [];
  return core.expiration.irrevocable().filter(({ id }) => core.namespaceOver(id) === namespace);
}

function isIrrevocable({ data }: Call): boolean {
  return textOf(data, 'type') === 'irrevocable';
}

function count(call: Call): Reply | undefined {
  if (!isIrrevocable(call)) return undefined;
  const counts: Record<string, number> = {};
  const all = givenUp(call);
  for (const { mount } of all) counts[mount] = (counts[mount] ?? 0) + 1;
  return { data: { counts, lease_count: all.length } };
}

function limitOf(text: string): number {
  if (text === '') return mostListed;
  if (text === 'none') return Infinity;
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  const why = `strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`;
  throw new VaultError(500, [counted(`invalid 'limit' provided: ${why}`)]);
}

function irrevocable(call: Call): Reply | undefined {
  if (!isIrrevocable(call)) return undefined;
  const limit = limitOf(textOf(call.data, 'limit'));
  const all = givenUp(call);
  const leases = all.slice(0, limit).map(({ id, mount, irrevocable: error }) => ({
    lease_id: call.namespace.told(id),
    mount_id: mount,
    error,
  }));
  return { data: { lease_count: all.length, leases } };
}
