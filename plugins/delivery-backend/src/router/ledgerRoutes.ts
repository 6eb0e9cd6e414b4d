import {
  deliveryLedgerExportPermission,
  deliveryLedgerReadPermission,
} from '@greenroom/plugin-delivery-common';
import {
  ledgerRoutes as createLedgerRoutes,
  type LedgerRoutesOptions,
  pagingQuery,
  type Route,
} from '@greenroom/plugin-portal-node';
import { z } from 'zod';

const query = z.object({
  /** An `applicationKey`. */
  application: z.string().optional(),
  /** Id of an act or a change request. */
  request: z.string().optional(),
  ...pagingQuery,
});

export interface LedgerRoutesDeps {
  ledger: LedgerRoutesOptions<typeof query>['ledger'];
}

/** Who did what, and why, as it was recorded. */
export function ledgerRoutes({ ledger }: LedgerRoutesDeps): Route[] {
  return createLedgerRoutes({
    ledger,
    permissions: { read: deliveryLedgerReadPermission, export: deliveryLedgerExportPermission },
    query,
    asked: ({ application, ...asked }) => ({
      ...asked,
      ...(application !== undefined && { subjects: [application] }),
    }),
    mayRead: ({ data }, may) => typeof data.place === 'string' && may(data.place),
  });
}
