import type { BackendPath, Call } from '../engines/Backend';
import { textOf } from '../wire/fields';
import type { Reply } from '../wire/Reply';
import { VaultError } from '../wire/VaultError';

/** `sys/wrapping/…`. */
export const wrappingPaths: readonly BackendPath[] = [
  { pattern: /^wrapping\/lookup$/, operations: { update: lookup, read: lookup } },
  { pattern: /^wrapping\/unwrap$/, operations: { update: unwrap } },
  { pattern: /^wrapping\/wrap$/, operations: { update: wrap } },
];

function tokenOf({ data, request }: Call): string {
  return textOf(data, 'token') || (request.token ?? '');
}

function lookup(call: Call): Reply {
  if (tokenOf(call) === '') throw new VaultError(403, ['error validating wrapping token: token is empty']);
  return call.core.wrapping.lookup(tokenOf(call));
}

function unwrap(call: Call): Reply {
  return call.core.wrapping.unwrap(tokenOf(call));
}

function wrap({ request, data }: Call): Reply {
  if (!request.wrapSeconds) throw VaultError.badRequest('endpoint requires response wrapping to be used');
  return { data };
}
