import type { MissingPermission, SourceReport } from '@greenroom/plugin-portal-common';
import { type AwsPlace, titleOf } from './clientOptions';
import { freshnessOf } from './faults';
import { iso, type RegionParts } from './RegionParts';
import type { SharedMetrics } from './SharedMetrics';

export interface Reported {
  id: string;
  place: AwsPlace;
  parts: RegionParts;
  metrics: SharedMetrics;
  /** Databases that are followed. */
  count: number;
}

/** An account's Region as the Sources page shows it. */
export function reportOf({ id, place, parts, metrics, count }: Reported): SourceReport {
  const faults = [...parts.all.map(({ fault }) => fault), metrics.fault].filter(fault => fault !== undefined);
  const latest = [...faults].sort((a, b) => b.since - a.since)[0];
  const source = parts.source(id);
  const cure = latest?.cure ?? parts.clockFault?.cure;
  return {
    ...source,
    name: titleOf(place),
    ...(place.endpoint !== undefined && { address: place.endpoint }),
    ...(source.observedAt !== undefined && { lastSuccessAt: source.observedAt }),
    ...(latest && { lastError: { at: iso(latest.since), text: latest.text } }),
    ...(cure !== undefined && { cure }),
    missingPermissions: permissions(faults.flatMap(({ missing }) => missing ?? [])),
    parts: [
      { name: 'databases', freshness: source.freshness, count },
      ...parts.all.map(part => ({
        name: part.name,
        freshness: part.freshness,
        ...(part.value && { count: part.value.length }),
        ...(part.observedAt !== undefined && { observedAt: iso(part.observedAt) }),
        ...(part.fault && { since: iso(part.fault.since), reason: part.fault.text }),
      })),
      metricsPart(metrics),
    ],
  };
}

function metricsPart({ fault, observedAt, followed }: SharedMetrics): SourceReport['parts'][number] {
  const seen = observedAt === undefined ? {} : { observedAt: iso(observedAt) };
  return {
    name: 'metrics',
    count: followed,
    ...seen,
    ...(fault
      ? { freshness: freshnessOf(fault), since: iso(fault.since), reason: fault.text }
      : { freshness: observedAt === undefined ? 'connecting' : 'live' }),
  };
}

/** Each once: several calls can lack the same. */
function permissions(missing: readonly MissingPermission[]): MissingPermission[] {
  return [...new Map(missing.map(one => [one.rule, one])).values()];
}
