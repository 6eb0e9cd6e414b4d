import type { ArgoRolloutRow, PodRow, ReplicaSetRow, ServiceRow } from '@greenroom/cluster-access';
import type { Analysis, Pause, Revision, RolloutService } from '@greenroom/plugin-rollouts-common';
import type { AnalysisRunRow } from '../rows';

/** One rollout with everything in its cluster that says something about it. */
export interface RolloutObjects {
  rollout: ArgoRolloutRow;
  /** Those it owns. */
  replicaSets: readonly ReplicaSetRow[];
  /** Pods of a ReplicaSet by its uid. */
  podsOf(replicaSet: string): readonly PodRow[];
  /** A Service of its namespace. */
  service(name: string): ServiceRow | undefined;
  /** Those it owns. */
  analysisRuns: readonly AnalysisRunRow[];
}

/**
 * Whether what two objects disagree on is so for so many milliseconds; where none are given, for longer than one may be
 * heard after the other.
 */
export type Lasted = (disagreement: string, patience?: number) => boolean;

/** What objects that have just been met disagree on has lasted; longer than that, nobody knows. */
export const lastedSinceBefore: Lasted = (_, patience) => patience === undefined;

/** What was read of a rollout before anything is concluded from it. */
export interface Scene {
  row: ArgoRolloutRow;
  services: readonly RolloutService[];
  revisions: readonly Revision[];
  /** Where the active Service really sends users; what the status says where no Service tells. */
  activeHash?: string;
  active?: Revision;
  preview?: Revision;
  stable?: Revision;
  /** The revision of the spec as it is now. */
  current?: Revision;
  analysis: readonly Analysis[];
  pause?: Pause;
  lasted: Lasted;
  /** The controller has not read the specification for longer than it ever takes. */
  unseen: boolean;
}

/** A revision that is newer than the one the status calls current: the newest number is always the current template's. */
export function newerRevision({ current, revisions }: Scene): string | undefined {
  const [newest] = revisions;
  const isNewer = newest && current && (newest.number ?? 0) > (current.number ?? 0);
  return isNewer ? newest.revision : undefined;
}
