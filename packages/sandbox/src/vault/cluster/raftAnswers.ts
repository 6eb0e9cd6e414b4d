import { stampText } from '../wire/durations';
import type { Moments } from '../../clock/Moments';
import type { RaftCluster } from './RaftCluster';
import type { VaultNode } from './VaultNode';

interface Asked {
  raft: RaftCluster;
  moments: Moments;
  /** `2.0.0` */
  version: string;
}

/** `sys/ha-status`: who was heard of lately. A dead node is not in it. */
export function haStatus({ raft, moments, version }: Asked): Record<string, unknown> {
  const nodes = raft.heard.map(node => ({
    hostname: node.id,
    api_address: node.address,
    cluster_address: `https://${node.clusterHost}`,
    active_node: node === raft.leader,
    last_echo:
      node === raft.leader ? null : stampText(moments.clock.now().getTime() - echoAge(node, moments) * 1_000),
    version,
    upgrade_version: version,
  }));
  return { nodes };
}

/** `sys/storage/raft/configuration`: who should be there. */
export function raftConfiguration({ raft }: Asked): Record<string, unknown> {
  const servers = raft.nodes.map(node => ({
    node_id: node.id,
    address: node.clusterHost,
    leader: node === raft.leader,
    protocol_version: '3',
    voter: node.isVoter,
  }));
  return { config: { servers, index: 0 } };
}

/** `sys/storage/raft/autopilot/state`: `node_status` stays `alive` whatever happens, `healthy` does not. */
export function autopilotState({ raft, moments, version }: Asked): Record<string, unknown> {
  const well = raft.nodes.filter(node => isHealthy(node, moments));
  const voters = raft.nodes.filter(({ isVoter }) => isVoter);
  const healthyVoters = voters.filter(node => well.includes(node)).length;
  const servers = raft.nodes.map(node => [node.id, server(node, { raft, moments, version })]);
  return {
    failure_tolerance: Math.max(0, healthyVoters - (Math.floor(voters.length / 2) + 1)),
    healthy: well.length === raft.nodes.length,
    leader: raft.leader?.id ?? '',
    servers: Object.fromEntries(servers),
    voters: voters.map(({ id }) => id),
  };
}

/** Seconds after which autopilot calls a silent node unhealthy. */
const contactThreshold = 10;

export function isHealthy(node: VaultNode, moments: Moments): boolean {
  return node.silentSince === undefined || moments.now() - node.silentSince < contactThreshold;
}

/** Milliseconds since the last heartbeat of a follower. */
export function heartbeatAge(node: VaultNode, moments: Moments): number {
  const silent = node.silentSince === undefined ? 0 : moments.now() - node.silentSince;
  return Math.round((silent + echoAge(node, moments)) * 1_000);
}

function server(node: VaultNode, { raft, moments, version }: Asked): object {
  const isLeader = node === raft.leader;
  const healthy = isHealthy(node, moments);
  const isSilent = node.silentSince !== undefined;
  return {
    id: node.id,
    name: node.id,
    address: node.clusterHost,
    node_status: 'alive',
    last_contact: isLeader ? '0s' : `${(heartbeatAge(node, moments) / 1_000).toFixed(6)}432s`,
    last_term: isSilent ? 0 : raft.term,
    last_index: isSilent ? 0 : raft.index,
    healthy,
    stable_since: stampText(moments.stamp(node.stableSince)),
    status: isLeader ? 'leader' : voterText(node),
    version,
    node_type: 'voter',
  };
}

function voterText({ isVoter }: VaultNode): string {
  return isVoter ? 'voter' : 'non-voter';
}

/** Seconds since the last echo of a node that lives: it comes every five. */
function echoAge(node: VaultNode, moments: Moments): number {
  return (moments.now() + node.index * 1.7) % 3;
}
