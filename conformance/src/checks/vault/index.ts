import type { VaultCheck } from '../../vault/VaultTarget';
import { accessChecks } from './access';
import { clusterChecks } from './cluster';
import { engineChecks } from './engines';
import { leaseChecks } from './leases';
import { tokenChecks } from './tokens';

/** Vault's HTTP interface, as far as leases and what belongs to them go. */
export const vaultChecks: readonly VaultCheck[] = [
  ...leaseChecks,
  ...accessChecks,
  ...tokenChecks,
  ...engineChecks,
  ...clusterChecks,
];
