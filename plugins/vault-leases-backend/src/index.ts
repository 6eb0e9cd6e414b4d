/**
 * Reads how Vaults and their leases are, within a budget, and serves it live.
 *
 * @packageDocumentation
 */
export { vaultLeasesPlugin as default } from './plugin';
export type { ConfiguredVault, LeaseOperator, LeaseRef, VaultSource } from './VaultSource';
/** Reads Vaults as the plugin does, for conformance and benchmarks. */
export { readSources } from './sources';
export { processVaultClock, type VaultClock } from './vaultClock';
export { sightSchema, type Sight } from './watching/Sight';
