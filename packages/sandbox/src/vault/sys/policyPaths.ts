import type { BackendPath, Call } from '../engines/Backend';
import { stampText } from '../wire/durations';
import { listOf, textOf } from '../wire/fields';
import type { Reply } from '../wire/Reply';
import { VaultError } from '../wire/VaultError';

/** `sys/policies/acl`, its older `sys/policy`, and what a token may. */
export const policyPaths: readonly BackendPath[] = [
  {
    pattern: /^policies\/acl\/?$/,
    operations: { list: ({ namespace }) => ({ data: { keys: namespace.policyNames() } }) },
  },
  {
    pattern: /^policies\/acl\/(?<name>.+)$/,
    operations: { read: call => read(call, 'policy'), update: write, delete: remove },
  },
  {
    pattern: /^policy\/?$/,
    operations: { read: older, list: older },
  },
  {
    pattern: /^policy\/(?<name>.+)$/,
    operations: { read: call => read(call, 'rules'), update: write, delete: remove },
  },
  { pattern: /^capabilities-self$/, operations: { update: capabilities } },
];

function older({ namespace }: Call): Reply {
  const names = namespace.policyNames();
  return { data: { keys: names, policies: names }, isAlsoAtTop: true };
}

function nameIn({ parts }: Call): string {
  return (parts.name ?? '').toLowerCase();
}

function read(call: Call, key: 'policy' | 'rules'): Reply | undefined {
  const name = nameIn(call);
  const text = call.namespace.policyText(name);
  if (text === undefined) return undefined;
  const data = {
    allow_slashes_in_identity_templates: false,
    allow_wildcards_in_identity_templates: false,
    cas_required: false,
    modified: stampText(call.namespace.policyChanged(name)),
    name,
    [key]: text,
    version: call.namespace.policyVersion(name),
  };
  return { data, ...(key === 'rules' && { isAlsoAtTop: true }) };
}

function write(call: Call): undefined {
  const text = textOf(call.data, 'policy') || textOf(call.data, 'rules');
  if (text === '') throw VaultError.badRequest("'policy' parameter not supplied or empty");
  if (nameIn(call) === 'root') throw VaultError.badRequest('cannot update "root" policy');
  call.namespace.setPolicy(nameIn(call), text, call.core.moments.clock.now().getTime());
  call.core.raft.written();
}

function remove(call: Call): undefined {
  const name = nameIn(call);
  if (['default', 'root', 'response-wrapping'].includes(name)) {
    throw VaultError.badRequest(`cannot delete ${name} policy`);
  }
  call.namespace.deletePolicy(name);
}

function capabilities({ core, namespace, token, data }: Call): Reply {
  const paths = listOf(data, 'paths').length ? listOf(data, 'paths') : listOf(data, 'path');
  if (!paths.length) throw VaultError.badRequest('paths must be supplied');
  if (!token) throw VaultError.noToken();
  const acl = core.aclOf(token);
  const entries = paths.map((path): [string, readonly string[]] => [
    path,
    acl.capabilities(`${namespace.path}${path}`),
  ]);
  const [first, ...others] = entries;
  const single = first && !others.length ? { capabilities: first[1] } : {};
  return { data: { ...single, ...Object.fromEntries(entries) }, isAlsoAtTop: true };
}
