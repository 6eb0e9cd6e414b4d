import {
  type ChainedLine,
  ledgerRoutes as createLedgerRoutes,
  type LedgerRoutesOptions,
  pagingQuery,
  readEntityRef,
  type Route,
} from '@greenroom/plugin-portal-node';
import { ledgerEntrySchema } from '@greenroom/plugin-portal-common';
import {
  parseRolloutKey,
  rolloutKey,
  rolloutPlace,
  rolloutsLedgerExportPermission,
  rolloutsLedgerReadPermission,
} from '@greenroom/plugin-rollouts-common';
import { z } from 'zod';
import type { RolloutsService } from '../RolloutsService';

const query = z.object({
  entityRef: z.string().optional(),
  /** A `rolloutKey`. */
  rollout: z.string().optional(),
  kind: z.string().optional(),
  since: z.iso.datetime({ offset: true }).optional(),
  ...pagingQuery,
});

export interface LedgerRoutesDeps {
  ledger: LedgerRoutesOptions<typeof query>['ledger'];
  rollouts: Pick<RolloutsService, 'entries'>;
}

/** Who did what, and why, as it was recorded. */
export function ledgerRoutes({ ledger, rollouts }: LedgerRoutesDeps): Route[] {
  return createLedgerRoutes({
    ledger,
    permissions: { read: rolloutsLedgerReadPermission, export: rolloutsLedgerExportPermission },
    query,
    asked: ({ entityRef, rollout, ...asked }) => {
      const subjects = subjectsOf(rollouts, { entityRef, rollout });
      return { ...asked, ...(subjects && { subjects }) };
    },
    mayRead,
    entryOf: line => ledgerEntrySchema.parse(line),
  });
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
