import type { BackendPath, Call } from '../engines/Backend';
import type { Namespace } from '../engines/Namespace';
import type { Reply } from '../wire/Reply';

/** `sys/namespaces`: those right below. */
export const namespacePaths: readonly BackendPath[] = [
  { pattern: /^namespaces\/?$/, operations: { list } },
  { pattern: /^namespaces\/(?<name>[^/]+)$/, operations: { read, update: create, delete: remove } },
];

function shape(made: Namespace): Record<string, unknown> {
  const { id, path, uuid } = made;
  return { custom_metadata: {}, id, locked: false, path, tainted: false, uuid };
}

function below({ core, namespace }: Call): Namespace[] {
  return [...core.namespaces.values()].filter(({ path }) => {
    const rest = path.slice(namespace.path.length);
    return path.startsWith(namespace.path) && /^[^/]+\/$/.test(rest);
  });
}

function list(call: Call): Reply {
  const all = below(call).map((each): [string, object] => [
    each.path.slice(call.namespace.path.length),
    shape(each),
  ]);
  return { data: { key_info: Object.fromEntries(all), keys: all.map(([name]) => name).sort() } };
}

function at({ core, namespace, parts }: Call): Namespace | undefined {
  return core.namespaces.get(`${namespace.path}${parts.name ?? ''}/`);
}

function read(call: Call): Reply | undefined {
  const found = at(call);
  return found && { data: shape(found) };
}

function create(call: Call): Reply {
  const made = at(call) ?? call.core.addNamespace(`${call.namespace.path}${call.parts.name ?? ''}/`);
  return { data: shape(made) };
}

function remove(call: Call): undefined {
  const found = at(call);
  if (!found) return;
  const { expiration, namespaces } = call.core;
  for (const id of expiration.under(found.path)) {
    const lease = expiration.find(id);
    if (lease) expiration.force(lease);
  }
  namespaces.delete(found.path);
}
