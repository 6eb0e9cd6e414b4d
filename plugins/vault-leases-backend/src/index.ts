/**
 * Reads how Vaults and their leases are, within a budget, and serves it live.
 *
 * @packageDocumentation
 */
export { vaultLeasesFeature as default } from './feature';
/** Without what it has the catalog say: for where there is no catalog. */
export { vaultLeasesPlugin } from './plugin';
export type { ConfiguredVault, LeaseOperator, LeaseRef, VaultSource } from './VaultSource';
/** Reads Vaults as the plugin does, for conformance and benchmarks. */
export { readSources } from './sources';
export { processVaultClock, type VaultClock } from './vaultClock';
export { sightSchema, type Sight } from './watching/Sight';
