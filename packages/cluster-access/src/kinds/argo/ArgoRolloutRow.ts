import type { RowIdentity } from '../../types';
import type { ReplicatedRow } from '../replicatedKinds';
import type { AnalysisPhase } from './objects';
import type { PodNeeds } from './podNeeds';

/** A condition of a status, as Kubernetes writes them. `at` is its last transition. */
export interface RolloutCondition {
  type: string;
  status?: string;
  reason?: string;
  message?: string;
  at?: string;
}

/** An analysis as the rollout's status tells of it: later than the run itself, and there when the run is not. */
export interface ToldAnalysis {
  name: string;
  when: 'before-promotion' | 'after-promotion' | 'step' | 'background';
  phase: AnalysisPhase;
  message?: string;
}

/** What pages need of a Rollout, in our words. Hashes are pod-template-hashes. */
export interface ArgoRolloutRow extends RowIdentity {
  namespace: string;
  /** Of the whole object; another one means that somebody wrote it, whatever. Opaque. */
  version?: string;
  labels: Readonly<Record<string, string>>;
  /** Those that begin with `greenroom.dev/`. */
  annotations?: Readonly<Record<string, string>>;
  createdAt?: string;
  /** Since when it is being deleted. */
  deletedAt?: string;
  desired: number;
  /** What one pod of the template asks for; absent where the template is another object's. */
  needs?: PodNeeds;
  /** Absent when the spec names none that is known. */
  strategy?: 'blue-green' | 'canary';
  activeService?: string;
  previewService?: string;
  /** A preview goes live without a person; after so many seconds where they are given. */
  automatic: boolean;
  automaticAfterSeconds?: number;
  /** So many revisions the controller goes back without a pause, whether their pods are up or not. */
  rollbackWindow?: number;
  /** Canary: the step it is at, its pause in seconds where that ends by itself. */
  step?: { index: number; of: number; pauseSeconds?: number };
  pausedByHand: boolean;
  restartAt?: string;
  restartedAt?: string;
  /** The controller has read the spec as it is now. Only then do phase and message say something about it. */
  seen: boolean;
  phase?: string;
  message?: string;
  currentHash?: string;
  stableHash?: string;
  activeHash?: string;
  previewHash?: string;
  controllerPaused: boolean;
  pauses: readonly { reason: string; startedAt: string }[];
  abort: boolean;
  abortedAt?: string;
  promoteFull: boolean;
  analyses: readonly ToldAnalysis[];
  conditions: readonly RolloutCondition[];
  /** The same as what keeps a number of equal pods. */
  workload?: ReplicatedRow;
}
