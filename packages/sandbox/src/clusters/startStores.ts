import type { SandboxClock } from '../clock/SandboxClock';
import { Databases } from '../postgres/Databases';
import type { Scenario } from '../scenario/Scenario';
import { Vaults } from '../vault/Vaults';
import type { WorldOptions } from './RunningWorld';
import type { SandboxCluster } from './SandboxCluster';
import { reviewToken } from './reviewToken';

interface Stage {
  clock: SandboxClock;
  scenario: Scenario;
  /** Filled later. */
  clusters: readonly SandboxCluster[];
}

/** PostgreSQLs and the Vaults that make users in them: each asks the other, so that they start together. @throws SandboxError */
export async function startStores(options: WorldOptions, stage: Stage): Promise<[Databases, Vaults]> {
  const { clock, scenario } = stage;
  const { seed } = options;
  let vaults: Vaults | undefined;
  const databases = await Databases.start({
    plans: scenario.databases ?? [],
    clock,
    seed,
    port: options.databasePort,
    passwordOf: options.databasePasswordOf,
    leaseUsersIn: database => vaults?.usersIn(database) ?? [],
  });
  try {
    vaults = await Vaults.start({
      plans: scenario.vaults ?? [],
      clock,
      seed,
      port: options.vaultPort,
      secretsOf: options.vaultSecretsOf,
      certificate: options.certificates.server,
      surroundingsOf: cluster => ({
        unreachable: name => databases.unreachable(name),
        databaseAt: wanted => databases.at(wanted),
        review: (host, token) =>
          reviewToken(stage.clusters, {
            host,
            own: cluster,
            token,
            authority: options.certificates.authority,
          }),
      }),
    });
  } catch (error) {
    await databases.stop();
    throw error;
  }
  return [databases, vaults];
}
