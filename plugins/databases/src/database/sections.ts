import { type DatabaseSection, parseDatabaseRowKey } from '@greenroom/plugin-databases-common';

/** Rows of a database by what they are of, unread. */
export type Sections = Readonly<Record<DatabaseSection, ReadonlyMap<string, unknown>>>;

/** Rows that belong to no section that this page knows are left out: a newer server has more. */
export function splitSections(rows: ReadonlyMap<string, unknown> | undefined): Sections {
  const sections: Record<DatabaseSection, Map<string, unknown>> = {
    database: new Map(),
    alarm: new Map(),
    event: new Map(),
    pool: new Map(),
    sessions: new Map(),
  };
  rows?.forEach((row, key) => {
    const parsed = parseDatabaseRowKey(key);
    if (parsed) {
      sections[parsed.section].set(key, row);
    }
  });
  return sections;
}
