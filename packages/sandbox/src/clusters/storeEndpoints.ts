import { databaseAccounts } from '../postgres/passwords';
import { unsealKeysOf } from '../vault/server/sealing';
import type { RunningWorld, WorldOptions } from './RunningWorld';

/** Where each PostgreSQL, pgpool and Vault listens, with what opens it. */
export function storeEndpoints(
  { databases, vaults }: Pick<RunningWorld, 'databases' | 'vaults'>,
  { databasePasswordOf, vaultSecretsOf }: Pick<WorldOptions, 'databasePasswordOf' | 'vaultSecretsOf'>,
) {
  return {
    databases: databases.places().map(place => ({
      ...place,
      accounts: databaseAccounts.map(user => ({ user, password: databasePasswordOf(place.name, user) })),
    })),
    vaults: vaults.places().map(place => {
      const secrets = vaultSecretsOf(place.name);
      return { ...place, ...secrets, unsealKeys: unsealKeysOf(secrets.root) };
    }),
  };
}
