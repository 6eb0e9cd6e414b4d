import type { Source, SourceReport } from '@greenroom/plugin-portal-common';
import type { Looked } from '@greenroom/plugin-portal-node';
import { blankReport } from '../watching/polled';
import type { Sight } from '../watching/Sight';

/** How a source is now: what it said, as far as it is not too long ago to be believed. */
export function reportOf(id: string, looked: Looked<Sight> | undefined): SourceReport {
  if (!looked) {
    return blankReport(id);
  }
  const { report } = looked.look.look;
  return report.freshness !== 'live' || looked.isFresh
    ? report
    : {
        ...report,
        freshness: 'stale',
        reason: `Last looked at ${instant(looked.at)}: it is looked at while somebody watches.`,
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
