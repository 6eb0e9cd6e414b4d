import type { Release } from './Release';

/** What a cluster's Prometheus would answer about pods that run such an image; `chance` in [0, 1) is the noise. */
export function measure(query: string, release: Release, chance: number): number | undefined {
  const failing = release === 'failing';
  if (query.includes('success_rate'))
    return round(failing ? 0.951 + chance * 0.02 : 0.9962 + chance * 0.0036);
  if (query.includes('p99')) return round(failing ? 0.78 + chance * 0.3 : 0.21 + chance * 0.16);
  return undefined;
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
