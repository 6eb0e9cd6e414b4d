import type { RowIdentity } from '@greenroom/cluster-access';
import type { Tracked } from '../managed/tracking';

/** Where an Application takes its manifests from. */
export interface SourceRow {
  repoUrl: string;
  path?: string;
  chart?: string;
  branch: string;
}

/** An operation as it was asked for. */
export interface OperationRow {
  by?: string;
  automated: boolean;
  /** The portal's own act, where it was that which asked. */
  act?: string;
  commit?: string;
  /** From an earlier deployment's source. */
  fromHistory: boolean;
  selfHeal: boolean;
}

export interface SyncedObject {
  kind: string;
  name: string;
  namespace?: string;
  status?: string;
  hookPhase?: string;
  message?: string;
}

export interface OperationStateRow {
  operation: OperationRow;
  phase: string;
  message?: string;
  startedAt: string;
  finishedAt?: string;
  retries: number;
  commit?: string;
  objects: SyncedObject[];
}

export interface HistoryRow {
  id: number;
  commit: string;
  deployedAt: string;
  by?: string;
  automated: boolean;
  source?: SourceRow;
}

/** `none`: it has no sync policy at all; `off`: automated sync is written and turned off. */
export type SyncPolicyRow = 'none' | 'manual' | 'off' | 'automated';

/** One Application of Argo CD: the few fields that anybody needs. */
export interface ApplicationRow extends RowIdentity {
  namespace: string;
  /** The entity that the cluster side names. */
  kubernetesId?: string;
  deleting: boolean;
  /** A refresh is asked for and not begun. */
  refreshing: boolean;
  /** It has annotations of any kind, so that one more can be added. */
  annotated: boolean;
  imageUpdater: boolean;
  imagesHeld: boolean;
  /** The Application that it names as the one that manages it. */
  parent?: Tracked;
  project: string;
  destination: { server?: string; name?: string; namespace?: string };
  sources: SourceRow[];
  policy: SyncPolicyRow;
  selfHeal: boolean;
  prune: boolean;
  syncOptions: string[];
  operation?: OperationRow;
  operationState?: OperationStateRow;
  sync?: { status?: string; commit?: string };
  health?: { status?: string; message?: string; since?: string };
  conditions: { type: string; message?: string }[];
  /** Oldest first, as Argo CD has it. */
  history: HistoryRow[];
  /** Not as git has them; no more than `MOST_DIFFERING` of `differingCount`. */
  differing: { kind: string; namespace?: string; name: string; prune: boolean }[];
  differingCount: number;
  images: string[];
  comparedAt?: string;
}
