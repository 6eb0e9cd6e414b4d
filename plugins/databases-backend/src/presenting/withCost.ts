import type { Database } from '@greenroom/plugin-databases-common';
import type { SourceReport } from '@greenroom/plugin-portal-common';

/** A source as the Sources page shows it, with what following its databases costs now; PostgreSQL sends no bill. */
export function withCost(
  report: SourceReport,
  databases: readonly Pick<Database, 'watching'>[],
): SourceReport {
  if (report.kind !== 'aws' || report.freshness === 'connecting') {
    return report;
  }
  const sum = (of: 'metrics' | 'dollarsADay') =>
    databases.reduce((total, { watching }) => total + (watching?.[of] ?? 0), 0);
  const dollars = sum('dollarsADay');
  const cost = {
    name: 'metrics that are paid for',
    freshness: report.freshness,
    count: sum('metrics'),
    reason:
      dollars === 0
        ? 'Nobody watches: it costs nothing.'
        : `About $${dollars.toFixed(2)} a day at list price while somebody watches as now.`,
  };
  return { ...report, parts: [...report.parts, cost] };
}
