import { roleKey, vaultRowKey } from '@greenroom/plugin-vault-leases-common';
import type { PresentedPage, PresentedVault } from '../presenting/present';
import type { KnownRole } from '../VaultLeasesService';

/** A Vault with all its roles. */
export function vaultRows({ vault, roles, statics, irrevocable }: PresentedVault): Map<string, object> {
  return new Map<string, object>([
    [vaultRowKey('vault', vault.name), vault],
    ...[...roles.values()].map(role => [vaultRowKey('role', roleKey(role)), role] as const),
    ...[...statics.values()].map(role => [vaultRowKey('static', roleKey(role)), role] as const),
    ...stuckRows(irrevocable),
  ]);
}

/** A role without its leases, but for those that nobody can revoke. */
export function roleRows(known: KnownRole | undefined): Map<string, object> {
  const { role, static: fixed, irrevocable = [] } = known ?? {};
  return new Map<string, object>([
    ...(role ? [[vaultRowKey('role', roleKey(role)), role] as const] : []),
    ...(fixed ? [[vaultRowKey('static', roleKey(fixed)), fixed] as const] : []),
    ...stuckRows(irrevocable),
  ]);
}

export function leaseRows(page: PresentedPage | undefined): [string, object][] {
  return (page?.leases ?? []).map(lease => [
    vaultRowKey('lease', `${roleKey(lease)}/${lease.fingerprint}`),
    lease,
  ]);
}

function stuckRows(irrevocable: PresentedVault['irrevocable']): [string, object][] {
  return irrevocable.map(lease => [
    vaultRowKey('irrevocable', `${roleKey(lease)}/${lease.fingerprint}`),
    lease,
  ]);
}
