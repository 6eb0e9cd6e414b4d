import type { BasicPermission, ResourcePermission } from '@backstage/plugin-permission-common';
import { z } from 'zod';
import { declareRoute } from '../router/declareRoute';
import { newestFirst } from '../router/newestFirst';
import type { Paging } from '../router/paging';
import type { Route } from '../router/performRoute';
import { exportReply } from './exportReply';
import type { ChainedLine, Ledger, LedgerQuery } from './Ledger';
import { sharedWalk } from './sharedWalk';

export interface LedgerRoutesOptions<Q extends z.ZodObject> {
  ledger: Pick<Ledger, 'lines' | 'verify'> & { export(): AsyncIterable<string> };
  permissions: { read: ResourcePermission; export: BasicPermission };
  /** `pagingQuery`, and what lines can be asked for by. */
  query: Q;
  /** What was asked for. Throws InputError for what is none. */
  asked(query: z.output<Q>): Paging & Omit<LedgerQuery, 'beforeSeq' | 'limit'>;
  /** Whether whoever may read these resources may read this line; one that nobody may is in the export only. */
  mayRead(line: ChainedLine, may: (resourceRef: string) => boolean): boolean;
  /** A line as it is answered; the line itself where this is left out. */
  entryOf?(line: ChainedLine): unknown;
}

/** Who did what, and why, as it was recorded; the chain checked; the whole chain to be checked elsewhere. */
export function ledgerRoutes<Q extends z.ZodObject>(options: LedgerRoutesOptions<Q>): Route[] {
  const { ledger, permissions, query } = options;
  const verify = sharedWalk(ledger);
  return [
    declareRoute({
      method: 'GET',
      path: '/ledger',
      input: { query },
      permission: permissions.read,
      list: true,
      principals: ['user', 'service'],
      handler: async ({ input, may }) => ({ json: await listEntries(options, input.query, may) }),
    }),
    declareRoute({
      method: 'GET',
      path: '/ledger/verification',
      permission: permissions.read,
      list: true,
      principals: ['user', 'service'],
      handler: async () => ({ json: await verify() }),
    }),
    declareRoute({
      method: 'GET',
      path: '/ledger/export',
      permission: permissions.export,
      principals: ['user', 'service'],
      handler: () => exportReply(ledger),
    }),
  ];
}

async function listEntries<Q extends z.ZodObject>(
  { asked, entryOf = line => line, ledger, mayRead }: LedgerRoutesOptions<Q>,
  query: z.output<Q>,
  may: (resourceRef: string) => boolean,
) {
  const { limit, cursor, ...lines } = asked(query);
  const page = await newestFirst<ChainedLine, number>(
    {
      read: (beforeSeq, batch) =>
        ledger.lines({ ...lines, ...(beforeSeq !== undefined && { beforeSeq }), limit: batch }),
      positionOf: ({ seq }) => seq,
      keep: line => mayRead(line, may),
      position: z.number().int(),
    },
    { limit, ...(cursor !== undefined && { cursor }) },
  );
  return { ...page, items: page.items.map(entryOf), sources: [] };
}
