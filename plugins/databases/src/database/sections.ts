import { type DatabaseSection, parseDatabaseRowKey } from '@greenroom/plugin-databases-common';
import { RowMap } from '@greenroom/plugin-portal-common';

/** Rows of a database by what they are of, unread. */
export type Sections = Readonly<Record<DatabaseSection, RowMap>>;

/** Rows that belong to no section that this page knows are left out: a newer server has more. */
export function splitSections(rows: RowMap = RowMap.of()): Sections {
  const entries = [...rows];
  const of = (section: DatabaseSection) =>
    rows.none().with(entries.filter(([key]) => parseDatabaseRowKey(key)?.section === section));
  return {
    database: of('database'),
    alarm: of('alarm'),
    event: of('event'),
    pool: of('pool'),
    sessions: of('sessions'),
  };
}
