import { z } from 'zod';
import { each, flag, text, texts, whole } from '../tolerant';

/** How far an analysis, or one of its measurements, has come. */
export type AnalysisPhase =
  'pending' | 'running' | 'passed' | 'failed' | 'error' | 'inconclusive' | 'terminated';

const phases: Readonly<Record<string, AnalysisPhase>> = {
  Pending: 'pending',
  Running: 'running',
  Successful: 'passed',
  Failed: 'failed',
  Error: 'error',
  Inconclusive: 'inconclusive',
};

/** A run that was stopped ends as `Successful` with this message, whatever it had measured (measured on 1.9.2 and 1.10.1). */
export const RUN_STOPPED = 'Run Terminated';
/** And the measurement it was stopped in, likewise. */
export const METRIC_STOPPED = 'Metric Terminated';

/** The controller's word in ours. `stopped` is the message that gives away one that was stopped. */
export function phaseOf(
  phase: string | undefined,
  message: string | undefined,
  stopped: string,
): AnalysisPhase {
  const known = phases[phase ?? ''] ?? 'pending';
  return known === 'passed' && message === stopped ? 'terminated' : known;
}

/** What every object of the Argo kinds has to have, so that it can be told from others, and the labels it is joined by. */
export const metadata = z.object({
  uid: z.string().min(1),
  namespace: z.string().min(1),
  name: z.string().min(1),
  generation: whole,
  resourceVersion: text,
  creationTimestamp: text,
  deletionTimestamp: text,
  labels: texts,
  annotations: texts,
  ownerReferences: each(z.object({ uid: z.string(), controller: flag })),
});
