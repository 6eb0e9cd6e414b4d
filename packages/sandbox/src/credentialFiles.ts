import { clusterAccounts } from './clusters/credentials';
import type { RunningWorld, WorldOptions } from './clusters/RunningWorld';
import { storeEndpoints } from './clusters/storeEndpoints';
import type { LastingServers } from './LastingServers';
import { newSecret, newSigningKey, publicKeyOf } from './state/secrets';
import type { StateDirectory } from './state/StateDirectory';

/** Leaves in the state directory what the portal and a person need to come in. */
export function leaveCredentials(
  directory: StateDirectory,
  { oidc }: Pick<LastingServers, 'oidc'>,
  world: RunningWorld,
  options: WorldOptions,
): void {
  directory.keep('session-secret', newSecret);
  // Asked for once, passwords and keys are in their files.
  storeEndpoints(world, options);
  const ledgerKey = directory.keep('ledger-key.pem', newSigningKey);
  directory.write('ledger-public.pem', publicKeyOf(ledgerKey));
  directory.write('ca.crt', options.certificates.authority);
  directory.write('kubeconfig', clusterAccounts('portal', world.clusters));
  directory.write('admin.kubeconfig', clusterAccounts('admin', world.clusters));
  if (!oidc) return;
  directory.write('oidc.json', JSON.stringify(oidc.settings, undefined, 2));
  directory.write('people.json', JSON.stringify(oidc.accounts, undefined, 2));
}

/** Where its certificate and its kubeconfigs lie. */
export function credentialFiles(directory: StateDirectory) {
  return {
    certificateAuthority: directory.file('ca.crt'),
    kubeconfig: directory.file('kubeconfig'),
    adminKubeconfig: directory.file('admin.kubeconfig'),
  };
}
