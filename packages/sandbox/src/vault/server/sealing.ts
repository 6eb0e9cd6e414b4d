import { createHash, randomUUID } from 'node:crypto';
import type { VaultNode } from '../cluster/VaultNode';
import type { VaultCore } from '../VaultCore';
import { flagOf, textOf } from '../wire/fields';
import { VaultError } from '../wire/VaultError';
import { sealStatus } from './nodeAnswers';

/** Keys that unseal, two of three; made from the root token, and so as secret as it is. */
export function unsealKeysOf(rootToken: string): string[] {
  return [1, 2, 3].map(number => createHash('sha256').update(`${number} ${rootToken}`).digest('base64'));
}

/** `sys/unseal`. @throws VaultError */
export function unseal(
  core: VaultCore,
  node: VaultNode,
  data: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): object {
  if (flagOf(data, 'reset')) {
    node.keys.clear();
    node.unsealNonce = '';
    return sealStatus({ core, node });
  }
  const key = textOf(data, 'key');
  if (key === '')
    throw VaultError.badRequest("'key' must be specified in request body as JSON, or 'reset' set to true");
  if (!/^(([0-9a-f]{2})+|([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/.test(key))
    throw VaultError.badRequest("'key' must be a valid hex or base64 string");
  if (!node.isSealed) return sealStatus({ core, node });
  node.keys.add(key);
  if (node.unsealNonce === '') node.unsealNonce = randomUUID();
  if (node.keys.size >= 2) open(core, node, keys);
  return sealStatus({ core, node });
}

function open(core: VaultCore, node: VaultNode, keys: readonly string[]): void {
  const isRight = [...node.keys].every(key => keys.includes(key));
  if (isRight) {
    core.raft.unseal(node);
    return;
  }
  node.keys.clear();
  node.unsealNonce = '';
  throw VaultError.badRequest('Unseal failed, invalid key');
}
