import {
  ledgerRoutes as createLedgerRoutes,
  type LedgerRoutesOptions,
  pagingQuery,
  readEntityRef,
  type Route,
} from '@greenroom/plugin-portal-node';
import {
  parseRoleKey,
  roleKey,
  vaultLedgerExportPermission,
  vaultLedgerReadPermission,
} from '@greenroom/plugin-vault-leases-common';
import { z } from 'zod';
import type { VaultLeasesService } from '../VaultLeasesService';

const query = z.object({
  entityRef: z.string().optional(),
  /** A `roleKey`. */
  role: z.string().optional(),
  /** Id of an act. */
  request: z.string().optional(),
  since: z.iso.datetime({ offset: true }).optional(),
  ...pagingQuery,
});

export interface LedgerRoutesDeps {
  ledger: LedgerRoutesOptions<typeof query>['ledger'];
  vaults: Pick<VaultLeasesService, 'rolesOf'>;
}

/** Who renewed and revoked what, and why, as it was recorded. */
export function ledgerRoutes({ ledger, vaults }: LedgerRoutesDeps): Route[] {
  return createLedgerRoutes({
    ledger,
    permissions: { read: vaultLedgerReadPermission, export: vaultLedgerExportPermission },
    query,
    asked: ({ entityRef, role, ...asked }) => {
      const ofService =
        entityRef === undefined ? undefined : vaults.rolesOf(readEntityRef(entityRef)).map(roleKey);
      const subjects = role === undefined ? ofService : (ofService ?? [role]).filter(key => key === role);
      return { ...asked, ...(subjects && { subjects }) };
    },
    mayRead: ({ subject }, may) => parseRoleKey(subject) !== undefined && may(subject),
  });
}
