import {
  type ChainedLine,
  declareRoute,
  exportReply,
  type Ledger,
  pagingQuery,
  readEntityRef,
  type Route,
  sharedWalk,
} from '@greenroom/plugin-portal-node';
import {
  ledgerEntrySchema,
  parseRolloutKey,
  rolloutKey,
  rolloutPlace,
  rolloutsLedgerExportPermission,
  rolloutsLedgerReadPermission,
} from '@greenroom/plugin-rollouts-common';
import { z } from 'zod';
import type { RolloutsService } from '../RolloutsService';
import { newestFirst } from './newestFirst';

export interface LedgerRoutesDeps {
  ledger: Pick<Ledger, 'lines' | 'verify'> & { export(): AsyncIterable<string> };
  rollouts: Pick<RolloutsService, 'entries'>;
}

const ledgerQuery = z.object({
  entityRef: z.string().optional(),
  /** A `rolloutKey`. */
  rollout: z.string().optional(),
  kind: z.string().optional(),
  since: z.iso.datetime({ offset: true }).optional(),
  ...pagingQuery,
});
type LedgerQuery = z.infer<typeof ledgerQuery>;

/** Who did what, and why, as it was recorded. */
export function ledgerRoutes({ ledger, rollouts }: LedgerRoutesDeps): Route[] {
  const verify = sharedWalk(ledger);
  return [
    declareRoute({
      method: 'GET',
      path: '/ledger',
      input: { query: ledgerQuery },
      permission: rolloutsLedgerReadPermission,
      list: true,
      principals: ['user', 'service'],
      handler: async ({ input, may }) => ({
        json: await listEntries({ ledger, rollouts }, input.query, may),
      }),
    }),
    declareRoute({
      method: 'GET',
      path: '/ledger/verification',
      permission: rolloutsLedgerReadPermission,
      list: true,
      principals: ['user', 'service'],
      handler: async () => ({ json: await verify() }),
    }),
    declareRoute({
      method: 'GET',
      path: '/ledger/export',
      permission: rolloutsLedgerExportPermission,
      principals: ['user', 'service'],
      handler: () => exportReply(ledger),
    }),
  ];
}

/** @throws InputError for an entityRef or a cursor that is none */
async function listEntries(
  { ledger, rollouts }: LedgerRoutesDeps,
  { entityRef, rollout, kind, since, ...paging }: LedgerQuery,
  may: (place: string) => boolean,
) {
  const subjects = subjectsOf(rollouts, { entityRef, rollout });
  const asked = {
    ...(subjects && { subjects }),
    ...(kind !== undefined && { kind }),
    ...(since !== undefined && { since }),
  };
  const page = await newestFirst<ChainedLine, number>(
    {
      read: (beforeSeq, limit) =>
        ledger.lines({ ...asked, ...(beforeSeq !== undefined && { beforeSeq }), limit }),
      positionOf: ({ seq }) => seq,
      keep: line => mayRead(line, may),
      position: z.number().int(),
    },
    paging,
  );
  return { ...page, items: page.items.map(line => ledgerEntrySchema.parse(line)), sources: [] };
}

/** The rollouts that were asked for; `undefined` for all. */
function subjectsOf(
  rollouts: Pick<RolloutsService, 'entries'>,
  { entityRef, rollout }: { entityRef?: string; rollout?: string },
): string[] | undefined {
  if (entityRef === undefined) {
    return rollout === undefined ? undefined : [rollout];
  }
  const ref = readEntityRef(entityRef);
  const owned = [...rollouts.entries().values()].filter(({ claims }) => claims.entityRefs.includes(ref));
  const keys = owned.map(entry => rolloutKey(entry.rollout));
  return rollout === undefined ? keys : keys.filter(key => key === rollout);
}

/** A line about no rollout is read by nobody here: it is in the export. */
function mayRead({ subject }: ChainedLine, may: (place: string) => boolean): boolean {
  const ref = parseRolloutKey(subject);
  return ref !== undefined && may(rolloutPlace(ref));
}
