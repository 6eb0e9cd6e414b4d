import { stampText } from '../wire/durations';
import type { VaultNode } from '../cluster/VaultNode';
import type { VaultCore } from '../VaultCore';
import { VaultError } from '../wire/VaultError';

interface Asked {
  core: VaultCore;
  node: VaultNode;
  query: URLSearchParams;
}

/** `sys/health`: the status says what the node is, unless the query says otherwise. */
export function health({ core, node, query }: Asked): { status: number; body: object } {
  const state = stateOf(core, node);
  const { status, code } = table[state];
  const isOk =
    (state === 'standby' && isOn(query.get('standbyok'))) ||
    (state === 'performance' && isOn(query.get('perfstandbyok')));
  const chosen = askedCode(query, code) ?? status;
  for (const each of Object.values(table)) askedCode(query, each.code);
  return {
    status: isOk ? (askedCode(query, 'activecode') ?? 200) : chosen,
    body: healthBody(core, node, state),
  };
}

/** @throws VaultError 400, without a word, for what is no status */
function askedCode(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^\d+$/.test(text)) throw new VaultError(400);
  return /^[1-9]\d\d$/.test(text) ? Number(text) : undefined;
}

type State = keyof typeof table;

const table = {
  uninitialised: { status: 501, code: 'uninitcode' },
  removed: { status: 530, code: 'removedcode' },
  sealed: { status: 503, code: 'sealedcode' },
  secondary: { status: 472, code: 'drsecondarycode' },
  unhealthy: { status: 474, code: 'haunhealthycode' },
  performance: { status: 473, code: 'performancestandbycode' },
  standby: { status: 429, code: 'standbycode' },
  active: { status: 200, code: 'activecode' },
} as const;

function stateOf({ raft }: VaultCore, node: VaultNode): State {
  if (node.health === 'uninitialised') return 'uninitialised';
  if (node.health === 'removed') return 'removed';
  if (node.isSealed) return 'sealed';
  if (node.health === 'dr-secondary') return 'secondary';
  if (raft.leader === node) return 'active';
  if (node.health === 'ha-unhealthy') return 'unhealthy';
  return node.health === 'performance-standby' ? 'performance' : 'standby';
}

function isOn(text: string | null): boolean {
  return /^(1|t|true)$/i.test(text ?? '');
}

function healthBody({ raft, moments, options }: VaultCore, node: VaultNode, state: State): object {
  const isOpen = node.isInitialized && !node.isSealed;
  const recovery = state === 'secondary' ? 'secondary' : 'disabled';
  return {
    initialized: node.isInitialized,
    sealed: !isOpen,
    standby: state !== 'active',
    ...(state === 'performance' && { performance_standby: true }),
    replication_performance_mode: isOpen ? 'primary' : 'unknown',
    replication_dr_mode: isOpen ? recovery : 'unknown',
    server_time_utc: Math.floor(moments.clock.now().getTime() / 1_000),
    version: options.flavour.version,
    ...(isOpen && { cluster_name: raft.name, cluster_id: raft.id }),
    ...(state === 'unhealthy' && { ha_connection_healthy: false }),
    ...(state === 'removed' && { removed_from_cluster: true }),
  };
}

/** `sys/seal-status`, and what an unseal key is answered with. */
export function sealStatus({ core, node }: Pick<Asked, 'core' | 'node'>): object {
  const isOpen = node.isInitialized && !node.isSealed;
  return {
    type: 'shamir',
    initialized: node.isInitialized,
    sealed: !isOpen,
    t: node.isInitialized ? 2 : 0,
    n: node.isInitialized ? 3 : 0,
    progress: node.keys.size,
    nonce: node.unsealNonce,
    recovery_seal: false,
    version: core.options.flavour.version,
    commit_date: '',
    migration: false,
    ...(isOpen && { cluster_name: core.raft.name, cluster_id: core.raft.id }),
    storage_type: 'raft',
  };
}

/** `sys/leader`. */
export function leader({ core, node }: Pick<Asked, 'core' | 'node'>): object {
  const { raft, moments } = core;
  const isSelf = raft.leader === node;
  return {
    ha_enabled: true,
    ...(isSelf && { is_self: true, active_time: stampText(moments.stamp(raft.activeSince)) }),
    leader_address: raft.leader?.address ?? '',
    leader_cluster_address: raft.leader ? `https://${raft.leader.clusterHost}` : '',
    raft_committed_index: raft.index,
    raft_applied_index: raft.index,
  };
}
