import { heartbeatAge, isHealthy } from '../cluster/raftAnswers';
import type { BackendPath, Call } from '../engines/Backend';
import { textOf } from '../wire/fields';
import type { Reply } from '../wire/Reply';
import { VaultError } from '../wire/VaultError';

/** `sys/metrics`. A standby knows nothing of leases: it has none of those lines. */
export const metricsPaths: readonly BackendPath[] = [{ pattern: /^metrics$/, operations: { read: metrics } }];

interface Sample {
  name: string;
  labels?: Readonly<Record<string, string>>;
  value: number;
  type?: 'gauge' | 'counter';
}

function metrics(call: Call): Reply {
  if (call.namespace.path !== '') throw VaultError.badRequest('operation unavailable in namespaces');
  const samples = call.node.isActive ? [...common(call), ...ofActive(call)] : common(call);
  if (textOf(call.data, 'format') === 'prometheus') {
    return { text: { type: 'text/plain; version=0.0.4; charset=utf-8', body: exposition(samples) } };
  }
  return { text: { type: 'application/json', body: JSON.stringify(asJson(call, samples)) } };
}

function common({ core, node }: Call): Sample[] {
  const cluster = core.raft.name;
  return [
    { name: 'vault_core_active', labels: { cluster }, value: Number(node.isActive) },
    { name: 'vault_core_in_flight_requests', labels: { cluster }, value: 0 },
    { name: 'vault_core_unsealed', labels: { cluster }, value: 1 },
    { name: 'vault_core_check_token_count', value: core.audit.entries, type: 'counter' },
    { name: 'vault_core_fetch_acl_and_token_count', value: core.audit.entries, type: 'counter' },
    {
      name: 'vault_quota_rate_limit_violation',
      labels: { name: 'all' },
      value: core.quotas.rejected,
      type: 'counter',
    },
    { name: 'vault_raft_commit_index', value: core.raft.index },
  ];
}

function ofActive(call: Call): Sample[] {
  const { core } = call;
  const { expiration, tokens } = core;
  const cluster = core.raft.name;
  const root = { cluster, namespace: 'root' };
  return [
    ...raftSamples(call),
    { name: 'vault_expire_num_irrevocable_leases', value: expiration.irrevocable().length },
    { name: 'vault_expire_num_leases', value: expiration.size },
    {
      name: 'vault_expire_lease_expiration_error',
      labels: root,
      value: expiration.failures,
      type: 'counter',
    },
    ...[...expiration.created].map(([mount_point, value]): Sample => ({
      name: 'vault_secret_lease_creation',
      labels: { cluster, creation_ttl: '1h', mount_point, namespace: 'root', secret_engine: 'database' },
      value,
      type: 'counter',
    })),
    { name: 'vault_token_count', labels: root, value: tokens.size },
    ...[...tokens.created].map(([path, value]): Sample => ({
      name: 'vault_token_creation',
      labels: {
        auth_method: path.split('/')[1] ?? '',
        cluster,
        mount_point: `${path.split('/').slice(0, 2).join('/')}/`,
        namespace: 'root',
        token_type: 'service',
      },
      value,
      type: 'counter',
    })),
  ];
}

function raftSamples({ core }: Call): Sample[] {
  const { raft, moments } = core;
  const well = raft.nodes.filter(node => isHealthy(node, moments));
  const others = raft.nodes.filter(node => node !== raft.leader);
  return [
    { name: 'vault_autopilot_failure_tolerance', value: Math.max(0, well.length - raft.quorum) },
    { name: 'vault_autopilot_healthy', value: Number(well.length === raft.nodes.length) },
    ...raft.nodes.map((node): Sample => ({
      name: 'vault_autopilot_node_healthy',
      labels: { node_id: node.id },
      value: Number(isHealthy(node, moments)),
    })),
    ...others.map((node): Sample => ({
      name: 'vault_raft_storage_follower_applied_index_delta',
      labels: { peer_id: node.id },
      value: node.silentSince === undefined ? 0 : 10,
    })),
    ...others.map((node): Sample => ({
      name: 'vault_raft_storage_follower_last_heartbeat_ms',
      labels: { peer_id: node.id },
      value: heartbeatAge(node, moments),
    })),
  ];
}

function exposition(samples: readonly Sample[]): string {
  const names = [...new Set(samples.map(({ name }) => name))].sort();
  const lines = names.flatMap(name => {
    const own = samples.filter(sample => sample.name === name);
    const type = own[0]?.type ?? 'gauge';
    return [`# HELP ${name} ${name}`, `# TYPE ${name} ${type}`, ...own.map(lineOf)];
  });
  return `${lines.join('\n')}\n`;
}

function lineOf({ name, labels = {}, value }: Sample): string {
  const inside = Object.entries(labels).map(([key, text]) => `${key}="${text}"`);
  const number = Math.abs(value) >= 1e21 ? value.toExponential() : String(value);
  return `${name}${inside.length ? `{${inside.join(',')}}` : ''} ${number}`;
}

/** The other form has dots in its names, and leaves out what it does not know. */
function asJson({ core }: Call, samples: readonly Sample[]): object {
  const dotted = (name: string) => name.replace(/^vault_([a-z]+)_/, 'vault.$1.');
  const now = core.moments.clock.now().toISOString();
  return {
    Timestamp: `${now.slice(0, 10)} ${now.slice(11, 19)} +0000 UTC`,
    Gauges: samples
      .filter(({ type }) => type !== 'counter')
      .map(({ name, value, labels = {} }) => ({ Name: dotted(name), Value: value, Labels: labels })),
    Points: [],
    Counters: samples
      .filter(({ type }) => type === 'counter')
      .map(({ name, value, labels = {} }) => ({
        Name: dotted(name),
        Count: value,
        Rate: 0,
        Sum: value,
        Min: 1,
        Max: 1,
        Mean: 1,
        Stddev: 0,
        Labels: labels,
      })),
    Samples: [],
  };
}
