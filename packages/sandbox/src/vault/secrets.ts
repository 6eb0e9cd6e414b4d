import { newSecret } from '../state/secrets';
import type { StateDirectory } from '../state/StateDirectory';

/** What opens a Vault of the sandbox. */
export interface VaultSecrets {
  /** The root token: for whoever sets things up by hand. */
  root: string;
  /** The portal's two identities, by AppRole. */
  viewer: AppRoleSecrets;
  operator: AppRoleSecrets;
}

export interface AppRoleSecrets {
  roleId: string;
  secretId: string;
}

/** Those of the last start, or new ones, each in a file of its own: `vault-<name>-…`. */
export function keepVaultSecrets(directory: Pick<StateDirectory, 'keep'>): (name: string) => VaultSecrets {
  return name => {
    const keep = (what: string) => directory.keep(`vault-${name}-${what}`, newSecret);
    const role = (of: string) => ({ roleId: keep(`${of}-role-id`), secretId: keep(`${of}-secret-id`) });
    return { root: `s.${keep('root')}`, viewer: role('viewer'), operator: role('operator') };
  };
}
