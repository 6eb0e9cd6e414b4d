import { useRight } from '@greenroom/plugin-portal-react';
import {
  roleKey,
  type RoleRef,
  vaultLeasesRenewPermission,
  vaultLeasesRevokePermission,
} from '@greenroom/plugin-vault-leases-common';
import { useMemo } from 'react';
import type { Rights } from '../acts/standing';

/** What this person may do with the leases of a role, and why not. */
export function useRights(role: RoleRef): Rights {
  const key = roleKey(role);
  const renew = useRight(vaultLeasesRenewPermission, key, `renew leases of ${role.role}`);
  const revoke = useRight(vaultLeasesRevokePermission, key, `revoke leases of ${role.role}`);
  return useMemo(() => ({ renew, revoke }), [renew, revoke]);
}
