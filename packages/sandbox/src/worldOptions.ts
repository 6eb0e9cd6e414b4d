import { keepTokens } from './clusters/credentials';
import { shelfIn } from './images/shelf';
import type { Ports } from './ports';
import { keepPasswords } from './postgres/passwords';
import type { SandboxOptions } from './Sandbox';
import type { StateDirectory } from './state/StateDirectory';
import { keepVaultSecrets } from './vault/secrets';

/** What a world is started with, but for the servers and certificates that it shares with the next one. */
export function worldOptionsOf(
  { world = 'storefront', seed = 1, speed = 1, rolloutsVersion }: SandboxOptions,
  ports: Ports,
  directory: StateDirectory,
) {
  return {
    world,
    seed,
    speed,
    rolloutsVersions: rolloutsVersion,
    port: ports.cluster,
    databasePort: ports.database,
    databasePasswordOf: keepPasswords(directory),
    vaultPort: ports.vault,
    vaultSecretsOf: keepVaultSecrets(directory),
    tokensOf: (cluster: string) => keepTokens(directory, cluster),
    shelf: shelfIn(directory),
    repositories: directory.file('argocd'),
  };
}
