import { type Source, worstFreshness } from '@greenroom/plugin-portal-common';
import { count, notLiveClauses, stateClauses } from '@greenroom/plugin-portal-react';
import type { VaultLine } from '@greenroom/plugin-vault-leases-common';
import { sourcesOfVault } from './sources';

/**
 * The sentence before the table: `3 Vaults: 1 needs you (storefront), platform is not reachable.` A portal that can not see
 * a Vault does not say that all is well.
 *
 * @param lines - as far as they are believed
 */
export function summariseVaults(lines: readonly VaultLine[], sources: readonly Source[]): string {
  const blind = notLiveClauses(sources);
  if (lines.length === 0) {
    return `${['No Vault is to be seen', ...blind].join(', ')}.`;
  }
  const seen = lines.filter(
    ({ name }) => worstFreshness(sourcesOfVault({ vault: name }, sources)) === 'live',
  );
  const clauses = [...stateClauses(seen), ...blind];
  const all = lines.length === 1 ? 'The only Vault is healthy.' : `All ${lines.length} Vaults are healthy.`;
  return clauses.length === 0 ? all : `${count(lines.length, 'Vault')}: ${clauses.join(', ')}.`;
}
