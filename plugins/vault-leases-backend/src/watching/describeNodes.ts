import type { VaultNode } from '@greenroom/plugin-vault-leases-common';
import type { SeenNode } from '../vault/Nodes';
import type { VaultParts } from './VaultParts';

/** Where raft reaches the nodes that are configured: `10.0.0.1:8201` by name. A node that is down is told by what was learned before. */
export type ClusterAddresses = Map<string, string>;

/** Learns from what the node that leads has heard of lately. */
export function learnAddresses(
  addresses: ClusterAddresses,
  seen: readonly SeenNode[],
  { haNodes }: Pick<VaultParts, 'haNodes'>,
): void {
  for (const { address, cluster } of haNodes.value ?? []) {
    const node = seen.find(({ client }) => originOf(client.node.url) === originOf(address));
    if (node) {
      addresses.set(node.client.node.name, cluster);
    }
  }
}

/** Every node by its own word, with what raft says of it while somebody leads. */
export function describeNodes(
  seen: readonly SeenNode[],
  parts: Pick<VaultParts, 'autopilot' | 'leadsSince' | 'raftServers' | 'sealOf'>,
  addresses: ClusterAddresses,
): VaultNode[] {
  return seen.map(({ client, health }) => {
    const { name, url } = client.node;
    const { state, fault, version } = health;
    const seal = state === 'not-reachable' ? undefined : parts.sealOf(name);
    const raft = raftOf(name, parts, addresses);
    const since = state === 'active' && parts.leadsSince.isBelieved ? parts.leadsSince.value : undefined;
    return {
      name,
      address: url,
      state,
      ...(fault && { reason: `${name} ${fault.text}` }),
      ...(version !== undefined && { version }),
      ...(seal && state === 'sealed' && { unsealing: { given: seal.given, needed: seal.needed } }),
      ...(seal?.type !== undefined && { sealType: seal.type }),
      ...(raft && { raft }),
      ...(since !== undefined && { activeSince: since }),
    };
  });
}

function raftOf(
  name: string,
  { autopilot, raftServers }: Pick<VaultParts, 'autopilot' | 'raftServers'>,
  addresses: ClusterAddresses,
): VaultNode['raft'] {
  const server = raftServers.isBelieved
    ? raftServers.value?.find(({ id, cluster }) => id === name || cluster === addresses.get(name))
    : undefined;
  if (!server) {
    return undefined;
  }
  const servers = autopilot.isBelieved ? (autopilot.value?.servers ?? []) : [];
  const own = servers.find(({ id }) => id === server.id);
  const newest = Math.max(...servers.map(({ index }) => index));
  return {
    voter: server.voter,
    ...(own && { healthy: own.healthy }),
    ...(own?.lastContactSeconds !== undefined && { lastContactSeconds: own.lastContactSeconds }),
    // Of one that it has not heard since it leads autopilot says 0.
    ...(own && own.index > 0 && { behind: Math.max(0, newest - own.index) }),
  };
}

/** Names of those that raft expects and the node that leads has not heard of lately; as they are configured, where that is known. */
export function missingNodes(
  { haNodes, raftServers }: Pick<VaultParts, 'haNodes' | 'raftServers'>,
  addresses: ClusterAddresses,
): string[] {
  if (!haNodes.isBelieved || !raftServers.isBelieved) {
    return [];
  }
  const heard = new Set((haNodes.value ?? []).map(({ cluster }) => cluster));
  const names = new Map([...addresses].map(([name, cluster]) => [cluster, name]));
  return (raftServers.value ?? [])
    .filter(({ cluster }) => !heard.has(cluster))
    .map(({ id, cluster }) => names.get(cluster) ?? id);
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address;
}
