import type { DatabaseLine } from '@greenroom/plugin-databases-common';
import { type Source, worstFreshness } from '@greenroom/plugin-portal-common';
import { count, notLiveClauses, sentenceList } from '@greenroom/plugin-portal-react';
import { sourcesOfDatabase } from './sources';

/** More names than these are not read in a sentence. */
const MOST_NAMES = 3;

/**
 * The sentence before the table: `12 databases: 1 needs you (shop-aurora), aws 42/eu-west-1 is not reachable.` A portal that
 * cannot see a source does not say that all is well.
 *
 * @param lines - worst first, as far as they are believed
 */
export function summariseDatabases(lines: readonly DatabaseLine[], sources: readonly Source[]): string {
  const blind = notLiveClauses(sources);
  if (lines.length === 0) {
    return `${['No database is to be seen', ...blind].join(', ')}.`;
  }
  const seen = lines.filter(line => worstFreshness(sourcesOfDatabase(line, sources)) === 'live');
  const clauses = [
    ...clause(seen, ['degraded', 'waiting'], 'needs you', 'need you'),
    ...clause(seen, ['progressing'], 'is moving', 'are moving'),
    ...clause(seen, ['unknown'], 'is not wholly known', 'are not wholly known'),
    ...blind,
  ];
  const all =
    lines.length === 1 ? 'The only database is healthy.' : `All ${lines.length} databases are healthy.`;
  return clauses.length === 0 ? all : `${count(lines.length, 'database')}: ${clauses.join(', ')}.`;
}

function clause(
  lines: readonly DatabaseLine[],
  states: readonly DatabaseLine['verdict']['state'][],
  one: string,
  several: string,
): string[] {
  const own = lines.filter(({ verdict }) => states.includes(verdict.state));
  const names = own.length > MOST_NAMES ? '' : ` (${sentenceList(own.map(({ name }) => name))})`;
  return own.length === 0 ? [] : [`${own.length} ${own.length === 1 ? one : several}${names}`];
}
