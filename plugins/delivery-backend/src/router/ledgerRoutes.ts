import { InputError } from '@backstage/errors';
import {
  declareRoute,
  exportReply,
  type Ledger,
  type Route,
  sharedWalk,
} from '@greenroom/plugin-portal-node';
import {
  deliveryLedgerExportPermission,
  deliveryLedgerReadPermission,
} from '@greenroom/plugin-delivery-common';
import { z } from 'zod';

export interface LedgerRoutesDeps {
  ledger: Pick<Ledger, 'lines' | 'verify'> & { export(): AsyncIterable<string> };
}

const query = z.object({
  /** An `applicationKey`. */
  application: z.string().optional(),
  /** Id of an act or a change request. */
  request: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().optional(),
});

/** Who did what, and why, as it was recorded. */
export function ledgerRoutes({ ledger }: LedgerRoutesDeps): Route[] {
  const verify = sharedWalk(ledger);
  return [
    declareRoute({
      method: 'GET',
      path: '/ledger',
      input: { query },
      permission: deliveryLedgerReadPermission,
      list: true,
      principals: ['user', 'service'],
      handler: async ({ input, may }) => ({ json: await list(ledger, input.query, may) }),
    }),
    declareRoute({
      method: 'GET',
      path: '/ledger/verification',
      permission: deliveryLedgerReadPermission,
      list: true,
      principals: ['user', 'service'],
      handler: async () => ({ json: await verify() }),
    }),
    declareRoute({
      method: 'GET',
      path: '/ledger/export',
      permission: deliveryLedgerExportPermission,
      principals: ['user', 'service'],
      handler: () => exportReply(ledger),
    }),
  ];
}

/** A page is as many lines as were looked at; those of places that the caller may not read are left out of it. */
async function list(
  ledger: LedgerRoutesDeps['ledger'],
  { application, request, limit, cursor }: z.infer<typeof query>,
  may: (place: string) => boolean,
) {
  const lines = await ledger.lines({
    ...(application !== undefined && { subjects: [application] }),
    ...(request !== undefined && { request }),
    ...(cursor !== undefined && { beforeSeq: readCursor(cursor) }),
    limit,
  });
  const last = lines.at(-1);
  return {
    items: lines.filter(({ data }) => typeof data.place === 'string' && may(data.place)),
    ...(lines.length === limit && last && { nextCursor: String(last.seq) }),
    sources: [],
  };
}

function readCursor(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) {
    throw new InputError('query.cursor: this is no cursor of ours');
  }
  return Number(cursor);
}
