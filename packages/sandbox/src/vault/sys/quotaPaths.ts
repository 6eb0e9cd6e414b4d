import type { BackendPath, Call } from '../engines/Backend';
import { durationOf, flagOf, numberOf, textOf } from '../wire/fields';
import type { Reply } from '../wire/Reply';
import type { VaultCore } from '../VaultCore';
import { VaultError } from '../wire/VaultError';

/** `sys/quotas/rate-limit`. */
export const quotaPaths: readonly BackendPath[] = [
  {
    pattern: /^quotas\/rate-limit\/?$/,
    operations: { list },
  },
  { pattern: /^quotas\/rate-limit\/(?<name>[^/]+)$/, operations: { read, update: write, delete: remove } },
];

function list(call: Call): Reply {
  return { data: { keys: [...rootOf(call).quotas.limits.keys()].sort() } };
}

/** @throws VaultError anywhere but in the root */
function rootOf({ core, namespace }: Call): VaultCore {
  if (namespace.path !== '') throw VaultError.badRequest('operation only available in root namespace');
  return core;
}

function read({ core, parts }: Call): Reply | undefined {
  const limit = core.quotas.limits.get(parts.name ?? '');
  if (!limit) return undefined;
  const { blockInterval, inheritable, interval, name, path, rate, role } = limit;
  return {
    data: {
      block_interval: blockInterval,
      inheritable,
      interval,
      name,
      path,
      rate,
      role,
      type: 'rate-limit',
    },
  };
}

function write({ core, parts, data }: Call): undefined {
  const rate = numberOf(data, 'rate') ?? 0;
  if (rate <= 0) throw VaultError.badRequest("'rate' is invalid");
  const path = textOf(data, 'path').replace(/^\//, '');
  if (path !== '' && !core.root.mounts.has(core.root.mountOf(path)?.path ?? '')) {
    throw VaultError.badRequest(`invalid mount path ${JSON.stringify(path)}`);
  }
  core.quotas.set({
    name: parts.name ?? '',
    path,
    rate,
    interval: durationOf(data, 'interval') || 1,
    blockInterval: durationOf(data, 'block_interval') ?? 0,
    role: textOf(data, 'role'),
    inheritable: flagOf(data, 'inheritable', textOf(data, 'path') === ''),
  });
}

function remove({ core, parts }: Call): undefined {
  core.quotas.limits.delete(parts.name ?? '');
}
