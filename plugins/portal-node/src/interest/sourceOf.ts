import type { Source, SourceReport } from '@greenroom/plugin-portal-common';
import type { Looked } from './PolledSource';

/** How a polled source is now: what it said, as far as that is not too long ago to be believed. */
export function believedReport(
  report: SourceReport,
  { at, isFresh }: Pick<Looked<unknown>, 'at' | 'isFresh'>,
): SourceReport {
  return report.freshness !== 'live' || isFresh
    ? report
    : {
        ...report,
        freshness: 'stale',
        reason: `Last looked at ${instant(at)}: it is looked at while somebody watches.`,
      };
}

/** What is told of a source beside everything that was made from it. */
export function sourceOf({ id, kind, freshness, observedAt, since, reason }: SourceReport): Source {
  return {
    id,
    kind,
    freshness,
    ...(observedAt !== undefined && { observedAt }),
    ...(since !== undefined && { since }),
    ...(reason !== undefined && { reason }),
  };
}

function instant(at: number): string {
  return new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
}
