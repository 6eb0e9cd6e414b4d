import type { EventRow } from '@greenroom/cluster-access';

/** The last of some events: what is written for one object comes in any order. */
export function newest(events: readonly EventRow[]): EventRow | undefined {
  return [...events].sort((a, b) => (a.at < b.at ? 1 : -1))[0];
}
