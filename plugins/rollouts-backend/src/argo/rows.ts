import type { RowIdentity, ToldAnalysis } from '@greenroom/cluster-access';
import type { AnalysisPhase } from '@greenroom/plugin-rollouts-common';

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
