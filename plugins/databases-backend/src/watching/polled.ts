import { type Database, metricsOf } from '@greenroom/plugin-databases-common';
import type { SourceReport } from '@greenroom/plugin-portal-common';
import type { Asked, PolledSource } from '@greenroom/plugin-portal-node';
import type { DatabaseSource, Look } from '../DatabaseSource';
import type { Tail } from './lookSchema';

/** How a source is, as long as somebody watches a database of it. */
export function lookedAt(source: DatabaseSource): PolledSource<Look> {
  return {
    id: source.id,
    everySeconds: source.everySeconds,
    look: ({ before, signal }) => source.look(before, signal),
    failed: (before, why) => ({
      databases: before?.databases ?? [],
      report: {
        ...(before?.report ?? blankReport(source.id)),
        freshness: 'unreachable',
        reason: why,
      },
    }),
    isWell: ({ report }) => report.freshness === 'live',
  };
}

/** The newest points of the databases whose charts somebody has open: the things that are watched are their ids. */
export function tailed(
  source: DatabaseSource,
  find: (id: string) => Database | undefined,
): PolledSource<Tail> {
  return {
    id: source.id,
    everySeconds: source.periodSeconds,
    look: ({ things, signal }: Asked<Tail>) => tailOf(source, things, find, signal),
    failed: (before, why) => ({ series: before?.series ?? {}, trouble: why }),
    isWell: ({ trouble }) => trouble === undefined,
  };
}

async function tailOf(
  source: DatabaseSource,
  databases: readonly string[],
  find: (id: string) => Database | undefined,
  signal: AbortSignal,
): Promise<Tail> {
  const wanted = databases.flatMap(id => {
    const database = find(id);
    return database ? [{ database, metrics: metricsOf(database.engine) }] : [];
  });
  return { series: wanted.length === 0 ? {} : Object.fromEntries(await source.tail(wanted, signal)) };
}

/** What can be said of a source before its first look. */
export function blankReport(id: string): SourceReport {
  const [kind = '', ...name] = id.split(':');
  return {
    id,
    kind: kind === 'aws' ? 'aws' : 'postgres',
    name: name.join(':'),
    freshness: 'connecting',
    reason: 'It has not been looked at yet.',
    missingPermissions: [],
    parts: [],
  };
}
