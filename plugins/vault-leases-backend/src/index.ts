/**
 * Reads how Vaults and their leases are, within a budget, and serves it live.
 *
 * @packageDocumentation
 */
export { vaultLeasesPlugin as default } from './plugin';
export type { ConfiguredVault, LeaseOperator, LeaseRef, VaultSource } from './VaultSource';
export { sightSchema, type Sight } from './watching/Sight';
