import { type Database, metricsOf } from '@greenroom/plugin-databases-common';
import type { SourceReport } from '@greenroom/plugin-portal-common';
import type { PolledSource } from '@greenroom/plugin-portal-node';
import type { DatabaseSource } from '../DatabaseSource';
import type { Sight, Tail } from './Sight';

/** Calls of AWS end by themselves before; this ends what does not. */
const TIMEOUT_SECONDS = 40;
const TAIL = 'tail/';

/** What is watched of a source while somebody has the charts of this database open. */
export function tailOf(database: string): string {
  return `${TAIL}${database}`;
}

/**
 * A source as it is polled: how its databases are, then the newest points of those whose charts somebody has open. Both in
 * one replica, so that they share their calls and what the source remembers between two looks.
 */
export function polled(source: DatabaseSource): PolledSource<Sight> {
  return {
    id: source.id,
    everySeconds: Math.min(source.everySeconds, source.periodSeconds),
    timeoutSeconds: TIMEOUT_SECONDS,
    async look({ before, things, signal }) {
      const look = await source.look(before?.look, signal);
      const open = new Set(
        things.filter(thing => thing.startsWith(TAIL)).map(thing => thing.slice(TAIL.length)),
      );
      const databases = look.databases.map(({ database }) => database).filter(({ id }) => open.has(id));
      return { look, tail: await newest(source, databases, before?.tail, signal) };
    },
    failed: (before, why) => ({
      look: {
        databases: before?.look.databases ?? [],
        report: { ...(before?.look.report ?? blankReport(source.id)), freshness: 'unreachable', reason: why },
      },
      tail: { series: before?.tail.series ?? {}, trouble: why },
    }),
    isWell: ({ look }) => look.report.freshness === 'live',
  };
}

/** What can not be charted says nothing about how a database is. */
async function newest(
  source: DatabaseSource,
  databases: readonly Database[],
  before: Tail | undefined,
  signal: AbortSignal,
): Promise<Tail> {
  if (databases.length === 0) {
    return { series: {} };
  }
  const wanted = databases.map(database => ({ database, metrics: metricsOf(database.engine) }));
  try {
    return { series: Object.fromEntries(await source.tail(wanted, signal)) };
  } catch (error) {
    signal.throwIfAborted();
    const trouble = error instanceof Error ? error.message : String(error);
    return { series: before?.series ?? {}, trouble };
  }
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
