import { type Source, worstFreshness } from '@greenroom/plugin-portal-common';
import { formatAge, formatClock } from '../../time/format';

/** The name of a source without its kind: `eks-prod` of `cluster:eks-prod`. */
export function sourceName({ id, kind }: Pick<Source, 'id' | 'kind'>): string {
  return id.startsWith(`${kind}:`) ? id.slice(kind.length + 1) : id;
}

/** How fresh one source is, in words: `unreachable since 10:42: connection refused`. */
export function describeOne(source: Source, now: Date): string {
  const since = source.since ? ` since ${formatClock(new Date(source.since), now)}` : '';
  const why = source.reason ? `: ${source.reason}` : '';
  switch (source.freshness) {
    case 'live':
      return 'live';
    case 'stale':
      return source.observedAt ? formatAge(new Date(source.observedAt), now) : `stale${since}`;
    case 'unreachable':
      return `unreachable${since}${why}`;
    case 'denied':
      return source.reason ?? `not permitted${since}`;
    default:
      return 'connecting';
  }
}

/** The same with its name, for lists and tooltips: `eks-prod: live`. */
export function describeSource(source: Source, now: Date): string {
  const why = source.freshness === 'stale' && source.reason ? ` (${source.reason})` : '';
  return `${sourceName(source)} ${describeOne(source, now)}${why}`;
}

/** How fresh all of them are together: the worst speaks, and is named where there are others. */
export function describeFreshness(sources: readonly Source[], now: Date): string {
  const worst = worstFreshness(sources);
  const first = sources.find(source => source.freshness === worst);
  if (!first || worst === 'live') {
    return 'live';
  }
  if (sources.length === 1) {
    return describeOne(first, now);
  }
  const others = sources.filter(source => source.freshness !== 'live').length - 1;
  return `${sourceName(first)} ${describeOne(first, now)}${others > 0 ? `, and ${others} more` : ''}`;
}
