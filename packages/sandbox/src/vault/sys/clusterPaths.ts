import { autopilotState, haStatus, raftConfiguration } from '../cluster/raftAnswers';
import type { BackendPath, Call } from '../engines/Backend';
import { stampText } from '../wire/durations';
import type { Reply } from '../wire/Reply';
import { VaultError } from '../wire/VaultError';

/** Who is there: nodes, raft, versions. */
export const clusterPaths: readonly BackendPath[] = [
  {
    pattern: /^ha-status$/,
    operations: {
      read: call => ({ data: haStatus(asked({ ...call, namespace: call.core.root })), isAlsoAtTop: true }),
    },
  },
  {
    pattern: /^storage\/raft\/configuration$/,
    operations: { read: call => ({ data: raftConfiguration(asked(call)) }) },
  },
  {
    pattern: /^storage\/raft\/autopilot\/state$/,
    operations: { read: call => ({ data: autopilotState(asked(call)) }) },
  },
  { pattern: /^version-history\/?$/, operations: { list: versions } },
  { pattern: /^host-info$/, operations: { read: hostInfo } },
  { pattern: /^step-down$/, operations: { update: stepDown } },
  { pattern: /^internal\/counters\/tokens$/, operations: { read: countTokens } },
  {
    pattern: /^internal\/counters\/entities$/,
    operations: { read: () => ({ data: { counters: { entities: { total: 0 } } } }) },
  },
];

function asked({ core, namespace }: Call) {
  if (namespace.path !== '') throw VaultError.badRequest('operation unavailable in namespaces');
  return { raft: core.raft, moments: core.moments, version: core.options.flavour.plainVersion };
}

function versions({ core }: Call): Reply {
  const { plainVersion } = core.options.flavour;
  const installed = stampText(core.moments.stamp(-41 * 86_400)).replace(/\.\d+Z$/, 'Z');
  const info = { commit_date: '', previous_version: null, timestamp_installed: installed };
  return { data: { key_info: { [plainVersion]: info }, keys: [plainVersion] } };
}

function hostInfo({ core, node, namespace }: Call): Reply {
  if (namespace.path !== '') throw VaultError.badRequest('operation only available in root namespace');
  return {
    data: {
      host: { hostname: node.isActive ? core.raft.leader?.id : 'standby', os: 'linux', platform: 'debian' },
      memory: { total: 4_127_043_584, available: 2_871_398_400 },
      timestamp: stampText(core.moments.clock.now().getTime()),
    },
  };
}

function stepDown({ core }: Call): undefined {
  core.raft.stepDown();
}

function countTokens({ core }: Call): Reply {
  return { data: { counters: { service_tokens: { total: core.tokens.size } } } };
}
