import { type Vault, type VaultLine, vaultLineSchema } from '@greenroom/plugin-vault-leases-common';

/** What of a Vault its line shows. */
export function lineOf(vault: Vault): VaultLine {
  const nodes = vault.nodes.map(({ name, state }) => ({ name, state }));
  return vaultLineSchema.parse({ ...vault, nodes, ...oldness(vault.sources) });
}

/** Only of what is old: when something live was seen changes with each look, and is no news. */
function oldness(sources: Vault['sources']): Pick<VaultLine, 'isOld' | 'seenAt'> {
  const old = sources.find(({ freshness }) => freshness !== 'live');
  return old ? { isOld: true, ...(old.observedAt !== undefined && { seenAt: old.observedAt }) } : {};
}
