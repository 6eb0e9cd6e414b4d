import type { ClusterSection } from '@greenroom/plugin-cluster-health-common';
import { RowMap } from '@greenroom/plugin-portal-common';

/** Rows of a cluster by what they are of; every section is a map of its own, unread. */
export interface Sections {
  all: RowMap;
  of: ReadonlyMap<string, RowMap>;
}

const nothing = RowMap.of();

/**
 * Only the key is looked at: tens of thousands of rows come at once, and most tabs are never opened. Sections that did not
 * change are the same maps as before.
 */
export function splitSections(all: RowMap = nothing, before?: Sections): Sections {
  const of = new Map([...(before?.of ?? [])].map(([name, rows]) => [name, rows.placedAs(all)]));
  const changes = new Map<string, { upserts: [string, unknown][]; removals: string[] }>();
  for (const { key, is } of all.differencesFrom(before?.all ?? nothing)) {
    const section = sectionOf(key);
    const own = changes.get(section) ?? { upserts: [], removals: [] };
    changes.set(section, own);
    if (is === undefined) own.removals.push(key);
    else own.upserts.push([key, is]);
  }
  for (const [section, { upserts, removals }] of changes) {
    of.set(section, (of.get(section) ?? all.none()).with(upserts, removals));
  }
  return { all, of };
}

/** `workload` of `cluster/namespace/workload/Deployment/shop`. */
function sectionOf(key: string): string {
  const start = key.indexOf('/', key.indexOf('/') + 1) + 1;
  return key.slice(start, key.indexOf('/', start));
}

export function sectionRows({ of }: Sections, section: ClusterSection): RowMap {
  return of.get(section) ?? nothing;
}

/** When the metrics API measured last, as far as one can tell from what it said of some of these. */
export function newestUsage(rows: Iterable<{ usage?: { at: string } }>): string | undefined {
  let newest: string | undefined;
  for (const { usage } of rows) {
    if (usage && (newest === undefined || usage.at > newest)) {
      newest = usage.at;
    }
  }
  return newest;
}
