import type { Config } from '@backstage/config';
import { Operator } from './acting/Operator';
import { type IdentityEntry, readSourcesConfig, type VaultEntry } from './sourcesConfig';
import { Budget } from './vault/Budget';
import { credentialsOf } from './vault/credentials';
import { Nodes } from './vault/Nodes';
import { SignIn } from './vault/SignIn';
import { VaultClient } from './vault/VaultClient';
import { VaultReader } from './vault/VaultReader';
import { askLeader, VaultSession } from './vault/VaultSession';
import { VaultWriter } from './vault/VaultWriter';
import type { VaultClock } from './vaultClock';
import type { ConfiguredVault } from './VaultSource';
import { PolledVault } from './watching/PolledVault';
import { WatchedRoles } from './watching/WatchedRoles';

/**
 * Every Vault that is read, as configured. Nothing is asked yet.
 * @throws InputError naming the key that is wrong
 */
export function readSources(config: Config, clock: VaultClock): ConfiguredVault[] {
  return readSourcesConfig(config).map(entry => configuredVault(entry, clock));
}

function configuredVault(entry: VaultEntry, clock: VaultClock): ConfiguredVault {
  const { name, place, namespace, mounts, databases, viewer, operator } = entry;
  const budget = new Budget(entry.budget, clock);
  const nodes = new Nodes(clientsOf(entry), budget, clock.now);
  const signIn = (identity: IdentityEntry) =>
    new SignIn({ credentials: credentialsOf(identity), ask: askLeader(nodes, budget), clock });
  const viewing = signIn(viewer);
  const operating = operator && signIn(operator);
  const reader = new VaultReader(new VaultSession(nodes, budget, viewing), namespace);
  const watched = new WatchedRoles(reader, clock, namespace ?? '');
  const source = new PolledVault({
    name,
    ...(place !== undefined && { place }),
    ...(namespace !== undefined && { namespace }),
    ...(mounts && { mounts }),
    nodes,
    budget,
    viewer: viewing,
    ...(operating && { operator: operating }),
    reader,
    watched,
    clock,
  });
  const configured = { name, source, ...(databases && { databases }) };
  if (!operating) {
    return configured;
  }
  const writer = new VaultWriter(new VaultSession(nodes, budget, operating, true));
  return {
    ...configured,
    operator: new Operator({ name, namespace: namespace ?? '', writer, reader, watched, clock }),
  };
}

function clientsOf({ nodes, caFile, namespace, budget }: VaultEntry): VaultClient[] {
  return nodes.map(
    ({ name, url }) =>
      new VaultClient(
        {
          name,
          url: new URL(url).origin,
          ...(caFile !== undefined && { caFile }),
          ...(namespace !== undefined && { namespace }),
        },
        budget.concurrency,
      ),
  );
}
