import type { Freshness, SourceReport } from '@greenroom/plugin-portal-common';
import { formatAge, formatClock } from '@greenroom/plugin-portal-react';

/** Worst first: what an operator looks for. */
const severity: readonly Freshness[] = ['denied', 'unreachable', 'stale', 'connecting', 'live'];

/** The sources in the order in which they need somebody; equals by name. */
export function worstFirst(sources: Iterable<SourceReport>): SourceReport[] {
  return [...sources].sort(
    (a, b) =>
      severity.indexOf(a.freshness) - severity.indexOf(b.freshness) ||
      b.missingPermissions.length - a.missingPermissions.length ||
      a.name.localeCompare(b.name),
  );
}

/** More are only named: what is wrong with each stands beside it. */
const SPELT_OUT = 2;

/** The answer of the Sources page: `All 2 sources are live.` or what is wrong with the worst. */
export function describeSources(sources: readonly SourceReport[], now: Date): string {
  const wrong = worstFirst(sources).filter(source => source.freshness !== 'live');
  const missing = describeMissing(sources);
  if (wrong.length === 0) {
    const all = sources.length === 1 ? 'The only source is live' : `All ${sources.length} sources are live`;
    return missing ? `${all}, but ${missing}.` : `${all}.`;
  }
  const others = sources.length - wrong.length;
  if (wrong.length > SPELT_OUT) {
    return `${wrong.length} of ${sources.length} sources are not live: ${wrong.map(({ name }) => name).join(', ')}.`;
  }
  const told = wrong.map(source => describeWrong(source, now)).join('; ');
  const rest = others > 0 ? ` ${others === 1 ? 'The other is' : `The other ${others} are`} live.` : '';
  return `${told}.${rest}${missing ? ` Also, ${missing}.` : ''}`;
}

function describeWrong(source: SourceReport, now: Date): string {
  const since = source.since ? ` since ${formatClock(new Date(source.since), now)}` : '';
  // It stands within a sentence here.
  const why = source.reason ? `: ${source.reason.replace(/\.$/, '')}` : '';
  switch (source.freshness) {
    case 'unreachable':
      return `${source.name} is unreachable${since}${why}`;
    case 'denied':
      return `${source.name} refuses us${since}${why}`;
    case 'stale':
      return `${source.name} is ${source.observedAt ? formatAge(new Date(source.observedAt), now) : 'stale'}${why}`;
    default:
      return `${source.name} is being connected${since}${why}`;
  }
}

/** What is wrong with sources that answer. */
function describeMissing(sources: readonly SourceReport[]): string | undefined {
  const lacking = sources.filter(source => source.missingPermissions.length > 0);
  const count = lacking.reduce((sum, source) => sum + source.missingPermissions.length, 0);
  if (count === 0) {
    return describeParts(sources.filter(source => source.freshness === 'live'));
  }
  const what = count === 1 ? 'a permission is missing' : `${count} permissions are missing`;
  return `${what} on ${lacking.map(source => source.name).join(', ')}`;
}

function describeParts(sources: readonly SourceReport[]): string | undefined {
  const told = sources.flatMap(({ name, parts }) => {
    const wrong = parts.filter(({ freshness }) => freshness !== 'live' && freshness !== 'not-installed');
    if (wrong.length > SPELT_OUT) {
      return [`${wrong.length} of ${parts.length} resources cannot be followed on ${name}`];
    }
    return wrong.length > 0
      ? [`${wrong.map(part => part.name).join(', ')} cannot be followed on ${name}`]
      : [];
  });
  return told.length > 0 ? told.join('; ') : undefined;
}
