import type { DatabaseLine } from '@greenroom/plugin-databases-common';
import { type Source, worstFreshness } from '@greenroom/plugin-portal-common';
import { count, notLiveClauses, stateClauses } from '@greenroom/plugin-portal-react';
import { sourcesOfDatabase } from './sources';

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
  const clauses = [...stateClauses(seen), ...blind];
  const all =
    lines.length === 1 ? 'The only database is healthy.' : `All ${lines.length} databases are healthy.`;
  return clauses.length === 0 ? all : `${count(lines.length, 'database')}: ${clauses.join(', ')}.`;
}
