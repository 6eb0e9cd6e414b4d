import type { EventRow, StorageClassRow, VolumeClaimRow } from '@greenroom/cluster-access';
import type { Finding } from '../Finding';

/** What a claim is read with, besides itself. */
export interface ClaimContext {
  /** Milliseconds since 1970. */
  now: number;
  /** By name; absent where they may not be read. */
  storageClasses?: ReadonlyMap<string, StorageClassRow>;
  /** Warnings about it that are not old. */
  warnings?: readonly EventRow[];
}

/** A finding about a claim, before it is said which. `until` as in a reading. */
export type ClaimPart = Omit<Finding, 'object' | 'about'> & { until?: number };

/** What a claim says of itself, where it does. */
export function conditionOf({ conditions = [] }: VolumeClaimRow, wanted: string) {
  return conditions.find(({ type, status }) => type === wanted && status === 'True');
}
