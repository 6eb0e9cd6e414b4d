import type { SourceReport } from '@greenroom/plugin-portal-common';

/** A live cluster, but for what the test says. */
export function makeSource(over: Partial<SourceReport> = {}): SourceReport {
  const name = over.name ?? 'eks-prod';
  return {
    id: `cluster:${name}`,
    kind: 'cluster',
    freshness: 'live',
    name,
    missingPermissions: [],
    parts: [],
    ...over,
  };
}
