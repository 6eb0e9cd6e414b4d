import {
  type Alarm,
  type Database,
  DATABASE_TOPIC,
  type DatabaseEvent,
  databaseSections,
  parseDatabaseRowKey,
  type PoolView,
  type Sessions,
} from '@greenroom/plugin-databases-common';
import type { Source } from '@greenroom/plugin-portal-common';
import { believe, byText, type TopicView, useSectionRows, useTopic } from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { sourcesOfDatabase } from '../databases/sources';

export interface DatabaseView {
  view: TopicView;
  /** The database's own. */
  sources: readonly Source[];
  /** As far as it can be believed now. */
  database: Database | undefined;
  /** Those that are on first. */
  alarms: readonly Alarm[];
  /** Newest first. */
  events: readonly DatabaseEvent[];
  pools: readonly PoolView[];
  /** Most first. */
  sessions: readonly Sessions[];
  unreadable: number;
}

const sectionOf = (key: string) => parseDatabaseRowKey(key)?.section;

/** One database, live. */
export function useDatabase(id: string): DatabaseView {
  const view = useTopic({ type: DATABASE_TOPIC, key: id });
  const told = useSectionRows(view, sectionOf, 'database', databaseSections.database);
  const alarms = useSectionRows(view, sectionOf, 'alarm', databaseSections.alarm);
  const events = useSectionRows(view, sectionOf, 'event', databaseSections.event);
  const pools = useSectionRows(view, sectionOf, 'pool', databaseSections.pool);
  const sessions = useSectionRows(view, sectionOf, 'sessions', databaseSections.sessions);
  const sources = useMemo(() => ownSources(id, view.sources), [id, view.sources]);
  const [database] = told.rows.values();
  return {
    view,
    sources,
    database: useMemo(() => database && believe(database, sources), [database, sources]),
    alarms: useMemo(() => [...alarms.rows.values()].sort(loudestFirst), [alarms.rows]),
    events: useMemo(() => [...events.rows.values()].sort(newestFirst), [events.rows]),
    pools: useMemo(() => [...pools.rows.values()].sort(byText(({ name }) => name)), [pools.rows]),
    sessions: useMemo(() => [...sessions.rows.values()].sort(mostFirst), [sessions.rows]),
    unreadable: [told, alarms, events, pools, sessions].reduce((n, { unreadable }) => n + unreadable, 0),
  };
}

/** A topic of one database has the sources of that one; where none is told by its name, all of them count. */
function ownSources(id: string, sources: readonly Source[]): readonly Source[] {
  const own = sourcesOfDatabase({ id }, sources);
  return own.length > 0 ? own : sources;
}

const states: readonly Alarm['state'][] = ['alarm', 'insufficient-data', 'ok'];
const loudestFirst = (a: Alarm, b: Alarm) =>
  states.indexOf(a.state) - states.indexOf(b.state) || byText<Alarm>(({ name }) => name)(a, b);
const newestFirst = (a: DatabaseEvent, b: DatabaseEvent) => byText<DatabaseEvent>(({ at }) => at)(b, a);
const all = ({ active, idle, idleInTransaction }: Sessions) => active + idle + idleInTransaction;
const mostFirst = (a: Sessions, b: Sessions) => all(b) - all(a) || byText<Sessions>(({ role }) => role)(a, b);
