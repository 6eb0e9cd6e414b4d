import type { Lease } from '../leases/Lease';

export interface Token {
  id: string;
  accessor: string;
  policies: readonly string[];
  /** Where it was made: `auth/kubernetes/login`. */
  path: string;
  displayName: string;
  /** Who it is beyond this token; empty for one that another token made. */
  entity: string;
  meta: Readonly<Record<string, string>> | null;
  /** Seconds it was made for; 0: without end. */
  creationSeconds: number;
  /** Seconds since 1970. */
  createdAt: number;
  explicitMaxSeconds: number;
  periodSeconds: number;
  /** How often it may be used yet; 0: as often as one likes. */
  usesLeft: number;
  isOrphan: boolean;
  isRenewable: boolean;
  /** Of the token that made it. */
  parent?: string;
  /** `team-a/`; empty for the root. */
  namespace: string;
  role?: string;
  /** What was leased with it, which ends with it. */
  leases: Set<string>;
  /** Absent for one that never ends. */
  lease?: Lease;
}
