/**
 * Reads how Vaults and their leases are, within a budget, and serves it live.
 *
 * @packageDocumentation
 */
export type { ConfiguredVault, LeaseOperator, LeaseRef, VaultSource } from './VaultSource';
export { sightSchema, type Sight } from './watching/Sight';
