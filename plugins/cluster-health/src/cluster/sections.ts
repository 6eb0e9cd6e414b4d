import type { ClusterSection } from '@greenroom/plugin-cluster-health-common';
import { RowMap } from '@greenroom/plugin-portal-common';
import { z } from 'zod';

/** Rows of a cluster by what they are of; every section is a map of its own, unread. */
export interface Sections {
  all: RowMap;
  of: ReadonlyMap<string, RowMap>;
  /** When the metrics API measured last, by some of the rows that said something else than before. */
  measuredAt?: string;
}

/** All are measured at once: what of some of them is told is told of all. */
const MEASURED = 200;
const measured = z.object({ usage: z.object({ at: z.string() }) });

const nothing = RowMap.of();

/**
 * Only the key is looked at: tens of thousands of rows come at once, and most tabs are never opened. Sections that did not
 * change are the same maps as before.
 */
export function splitSections(all: RowMap = nothing, before?: Sections): Sections {
  const of = new Map([...(before?.of ?? [])].map(([name, rows]) => [name, rows.placedAs(all)]));
  const changes = new Map<string, { upserts: [string, unknown][]; removals: string[] }>();
  let { measuredAt } = before ?? {};
  let looks = MEASURED;
  for (const { key, is } of all.differencesFrom(before?.all ?? nothing)) {
    const section = sectionOf(key);
    const own = changes.get(section) ?? { upserts: [], removals: [] };
    changes.set(section, own);
    if (is === undefined) own.removals.push(key);
    else own.upserts.push([key, is]);
    if (section === 'workload' && looks > 0) {
      looks -= 1;
      measuredAt = laterOf(measuredAt, measured.safeParse(is).data?.usage.at);
    }
  }
  for (const [section, { upserts, removals }] of changes) {
    of.set(section, (of.get(section) ?? all.none()).with(upserts, removals));
  }
  return { all, of, measuredAt };
}

/** `workload` of `cluster/namespace/workload/Deployment/shop`. */
function sectionOf(key: string): string {
  const start = key.indexOf('/', key.indexOf('/') + 1) + 1;
  return key.slice(start, key.indexOf('/', start));
}

export function sectionRows({ of }: Sections, section: ClusterSection): RowMap {
  return of.get(section) ?? nothing;
}

/** Instants are RFC 3339 UTC: text order is time order. */
function laterOf(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}
