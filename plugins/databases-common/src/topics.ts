import { alarmSchema } from './alarms';
import { databaseSchema } from './database';
import { databaseEventSchema } from './events';
import { poolViewSchema } from './pools';
import { sessionsSchema } from './sessions';

/** Every database: rows `DatabaseLine` by the database's id. Its key is the empty string. */
export const DATABASES_TOPIC = 'databases.databases';
/** Everything of one database except charts: rows of `databaseSections` by `databaseRowKey`. Its key is the id. */
export const DATABASE_TOPIC = 'databases.database';
/** The newest points of every series of a database: rows `Series` by `seriesKey`. Its key is the id. While it is open the metrics are asked for. */
export const TAIL_TOPIC = 'databases.tail';
/** The databases a service uses: rows `DatabaseLine` by id. Its key is the entity ref. */
export const SERVICE_DATABASES_TOPIC = 'databases.service';

/** How many points of a series the tail holds: what a page missed while it loaded its history is in it. */
export const TAIL_POINTS = 15;

/** What the page of one database is made of: the schema of the rows of each section. */
export const databaseSections = {
  database: databaseSchema,
  alarm: alarmSchema,
  event: databaseEventSchema,
  pool: poolViewSchema,
  sessions: sessionsSchema,
} as const;
export type DatabaseSection = keyof typeof databaseSections;

const sections: ReadonlySet<string> = new Set(Object.keys(databaseSections));

/** `section/id`; the one row of the section `database` has the id of the database. */
export function databaseRowKey(section: DatabaseSection, id: string): string {
  return `${section}/${id}`;
}

/** The other way; `undefined` for what is no row of a database. */
export function parseDatabaseRowKey(key: string): { section: DatabaseSection; id: string } | undefined {
  const [section = '', ...id] = key.split('/');
  return isSection(section) && id.length > 0 ? { section, id: id.join('/') } : undefined;
}

function isSection(section: string): section is DatabaseSection {
  return sections.has(section);
}
