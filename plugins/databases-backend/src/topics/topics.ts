import { InputError, NotFoundError } from '@backstage/errors';
import {
  DATABASE_TOPIC,
  databaseRowKey,
  databasesReadPermission,
  DATABASES_TOPIC,
  seriesKey,
  SERVICE_DATABASES_TOPIC,
  TAIL_TOPIC,
} from '@greenroom/plugin-databases-common';
import type { Source } from '@greenroom/plugin-portal-common';
import { PolledRows, type Question, readEntityRef, type TopicType } from '@greenroom/plugin-portal-node';
import type { DatabasesService } from '../DatabasesService';
import type { Presented } from '../presenting/present';

const anyDatabase: Question = { permission: databasesReadPermission, ofSome: true };
const ofDatabase = (id: string): Question => ({ permission: databasesReadPermission, resourceRef: id });

/** Keys of lines are ids: each is for those who may read that database. */
const byDatabase = { partition: (id: string) => id, question: ofDatabase };

/** Every database in a line. */
export function databasesTopic(databases: DatabasesService): TopicType<undefined> {
  return {
    name: DATABASES_TOPIC,
    parse: key => {
      if (key !== '') {
        throw new InputError(`the topic ${DATABASES_TOPIC} has the empty key, not ${JSON.stringify(key)}`);
      }
      return undefined;
    },
    authorise: () => [anyDatabase],
    audience: byDatabase,
    open: () => lines(databases, () => true),
  };
}

/** The databases that a service uses. */
export function serviceDatabasesTopic(databases: DatabasesService): TopicType<string> {
  return {
    name: SERVICE_DATABASES_TOPIC,
    parse: readEntityRef,
    authorise: () => [anyDatabase],
    audience: byDatabase,
    open: entityRef => lines(databases, ({ database }) => database.entityRefs.includes(entityRef)),
  };
}

function lines(databases: DatabasesService, selects: (presented: Presented) => boolean): PolledRows {
  const selected = () => databases.all().filter(selects);
  return new PolledRows(databases, {
    rows: () => new Map(selected().map(({ line }) => [line.id, line])),
    sources: ids => sourcesOf(databases, ids ?? selected().map(({ line }) => line.id)),
    watch: () => databases.watch(),
  });
}

/** Everything of one database except charts. */
export function databaseTopic(databases: DatabasesService): TopicType<string> {
  return {
    name: DATABASE_TOPIC,
    parse: parseId,
    authorise: id => [ofDatabase(id)],
    open: id => {
      assertPossible(databases, id);
      return new PolledRows(databases, {
        rows: () => sectionRows(databases.find(id)),
        sources: () => databases.sourcesOf(id).map(source => databases.source(source)),
        watch: () => databases.watch(databases.sourcesOf(id)),
      });
    },
  };
}

/** The newest points of a database's series: while it is open they are asked for. */
export function tailTopic(databases: DatabasesService): TopicType<string> {
  return {
    name: TAIL_TOPIC,
    parse: parseId,
    authorise: id => [ofDatabase(id)],
    open: id => {
      assertPossible(databases, id);
      return new PolledRows(databases, {
        rows: () => new Map(databases.tail(id).series.map(series => [seriesKey(series), series])),
        sources: () => tailSources(databases, id),
        watch: () => {
          const ends = [databases.watch(databases.sourcesOf(id)), databases.watchTail(id)];
          return () => ends.forEach(end => end());
        },
      });
    },
  };
}

function sectionRows(presented: Presented | undefined): Map<string, object> {
  if (!presented) {
    return new Map();
  }
  const { alarms, database, events, pools, sessions } = presented;
  return new Map<string, object>([
    [databaseRowKey('database', database.id), database],
    ...alarms.map(alarm => [databaseRowKey('alarm', alarm.name), alarm] as const),
    ...events.map(event => [databaseRowKey('event', event.id), event] as const),
    ...pools.map(pool => [databaseRowKey('pool', pool.name), pool] as const),
    ...sessions.map(one => [databaseRowKey('sessions', `${one.role}/${one.database ?? ''}`), one] as const),
  ]);
}

/** Where these are read from, and of what nobody can tell now. */
function sourcesOf(databases: DatabasesService, ids: Iterable<string>): Source[] {
  const named = new Set([...ids].flatMap(id => databases.sourcesOf(id)));
  return databases.sourceIds().flatMap(id => {
    const source = databases.source(id);
    return named.has(id) || source.freshness !== 'live' ? [source] : [];
  });
}

/** The source of one database; its points may be older than what else is known of it. */
function tailSources(databases: DatabasesService, id: string): Source[] {
  const { trouble } = databases.tail(id);
  return databases.sourcesOf(id).map(source => {
    const now = databases.source(source);
    return trouble === undefined || now.freshness !== 'live'
      ? now
      : { ...now, freshness: 'stale', reason: `New points are missing: ${trouble}` };
  });
}

/** @throws NotFoundError when every source says that it has no such database */
function assertPossible(databases: DatabasesService, id: string): void {
  if (databases.sourcesOf(id).length === 0) {
    throw new NotFoundError(`There is no database ${id} in what the portal reads from`);
  }
}

function parseId(id: string): string {
  if (id === '') {
    throw new InputError('a database is named by its id, not by nothing');
  }
  return id;
}
