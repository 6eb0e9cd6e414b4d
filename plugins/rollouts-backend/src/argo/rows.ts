import type { RowIdentity } from '@greenroom/cluster-access';
import type { AnalysisPhase } from '@greenroom/plugin-rollouts-common';
import type { PodNeeds } from './podNeeds';

/** A condition of a status, as Kubernetes writes them. `at` is its last transition. */
export interface Condition {
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
  conditions: readonly Condition[];
}

/** One metric of an AnalysisRun: its measurements, newest last, and what they are held against. */
export interface MetricRow {
  name: string;
  phase: AnalysisPhase;
  limit?: string;
  /** How many measurements the metric asks for; absent when it goes on until it is stopped. */
  wanted?: number;
  measured: number;
  message?: string;
  measurements: readonly { at?: string; value?: string; phase: AnalysisPhase; message?: string }[];
}

/** What pages need of an AnalysisRun. */
export interface AnalysisRunRow extends RowIdentity {
  namespace: string;
  /** uid of the Rollout it belongs to. */
  owner?: string;
  when?: ToldAnalysis['when'];
  revision?: string;
  phase: AnalysisPhase;
  message?: string;
  createdAt?: string;
  startedAt?: string;
  metrics: readonly MetricRow[];
}
