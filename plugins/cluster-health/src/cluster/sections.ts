import type { ClusterSection } from '@greenroom/plugin-cluster-health-common';

/** Rows of a cluster by what they are of; every section is a map of its own, unread. */
export type Sections = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

const nothing: ReadonlyMap<string, unknown> = new Map();

/** Only the key is looked at: tens of thousands of rows come at once, and most tabs are never opened. */
export function splitSections(rows: ReadonlyMap<string, unknown> | undefined): Sections {
  const sections = new Map<string, Map<string, unknown>>();
  for (const [key, row] of rows ?? nothing) {
    const section = key.split('/', 3)[2] ?? '';
    const own = sections.get(section) ?? new Map<string, unknown>();
    sections.set(section, own.set(key, row));
  }
  return sections;
}

export function sectionRows(sections: Sections, section: ClusterSection): ReadonlyMap<string, unknown> {
  return sections.get(section) ?? nothing;
}

/** When the metrics API measured last, as far as one can tell from what it said of workloads. */
export function newestUsage(rows: readonly { usage?: { at: string } }[]): string | undefined {
  let newest: string | undefined;
  for (const { usage } of rows) {
    if (usage && (newest === undefined || usage.at > newest)) {
      newest = usage.at;
    }
  }
  return newest;
}
