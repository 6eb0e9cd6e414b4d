import type { DatabaseEngine } from './engines/database/DatabaseEngine';
import { connectionString } from './engines/database/Role';
import type { VaultSecrets } from './secrets';
import { unsealKeysOf } from './server/sealing';
import type { VaultCore } from './VaultCore';

/** What a Vault tells those alone whom it is for. */
export interface KeptSecret {
  what:
    'accessor' | 'connection string' | 'lease id' | 'password' | 'role or secret id' | 'token' | 'unseal key';
  text: string;
}

/** Every one there is now, for whoever searches elsewhere for them. Leases that are worked out when they are asked for are left out. */
export function keptSecrets(
  core: VaultCore,
  engine: DatabaseEngine,
  { root, viewer, operator }: VaultSecrets,
): KeptSecret[] {
  const leases = [...core.expiration.all()].map(({ id }) => id);
  const tokens = [...core.tokens.all()];
  const of = (what: KeptSecret['what'], texts: readonly string[]) =>
    texts.filter(text => text !== '').map(text => ({ what, text }));
  return [
    ...of('lease id', leases),
    // Whoever has the mount and the role needs only the end of it.
    ...of('lease id', leases.map(lastPart)),
    ...of('token', [root, ...tokens.map(({ id }) => id)]),
    ...of(
      'accessor',
      tokens.map(({ accessor }) => accessor),
    ),
    ...of('password', engine.passwords()),
    ...of('connection string', [...engine.connections.values()].map(connectionString)),
    ...of(
      'role or secret id',
      [viewer, operator].flatMap(({ roleId, secretId }) => [roleId, secretId]),
    ),
    ...of('unseal key', unsealKeysOf(root)),
  ];
}

function lastPart(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
