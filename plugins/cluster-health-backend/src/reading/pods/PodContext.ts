import type { EventRow } from '@greenroom/cluster-access';
import type { ObjectLink } from '@greenroom/plugin-cluster-health-common';

/** What is known around a pod. */
export interface PodContext {
  /** Milliseconds since 1970. */
  now: number;
  /** What it belongs to in the end: a Deployment, not its ReplicaSet. Absent for a pod of nobody. */
  owner?: ObjectLink;
  /** How often its containers were restarted within the last hour; absent where nobody has watched so long. */
  restartsLastHour?: number;
  /** Its node does not answer. */
  nodeIsSilent?: boolean;
  /** Warnings about it that are not old. */
  warnings?: readonly EventRow[];
}
