import type { VerdictState } from '@greenroom/plugin-portal-common';
import type {
  Analysis,
  AnalysisPhase,
  PodDot,
  Rollout,
  RolloutEvent,
} from '@greenroom/plugin-rollouts-common';

export const strategyWords: Record<Rollout['strategy'], string> = {
  'blue-green': 'blue-green',
  canary: 'canary',
};

export const roleWords: Record<'active' | 'preview' | 'stable', { word: string; means: string }> = {
  active: { word: 'active', means: 'gets the users’ traffic' },
  preview: { word: 'preview', means: 'waits beside the active revision' },
  stable: { word: 'stable', means: 'was the last to be promoted fully' },
};

export const podWords: Record<PodDot['state'], string> = {
  ready: 'ready',
  starting: 'starting',
  failing: 'failing',
  ending: 'ending',
};

export const analysisWhenWords: Record<Analysis['when'], string> = {
  'before-promotion': 'Analysis before promotion',
  'after-promotion': 'Analysis after promotion',
  step: 'Analysis of this step',
  background: 'Analysis in the background',
};

/** What a phase of an analysis means for a person; `terminated` is neither of the two it could be taken for. */
export const analysisPhaseWords: Record<AnalysisPhase, string> = {
  pending: 'not started',
  running: 'measuring',
  passed: 'passed',
  failed: 'failed',
  error: 'could not measure',
  inconclusive: 'inconclusive',
  terminated: 'stopped, not passed',
};

/** Kubernetes knows two types of events; a third one is shown as it is. */
export function eventTypeWord(type: RolloutEvent['type']): string {
  return type === 'Warning' ? 'warning' : type.toLocaleLowerCase('en');
}

/** How a phase looks: stopped and inconclusive runs have judged nothing. */
export const analysisPhaseStates: Record<AnalysisPhase, VerdictState> = {
  pending: 'progressing',
  running: 'progressing',
  passed: 'healthy',
  failed: 'degraded',
  error: 'degraded',
  inconclusive: 'unknown',
  terminated: 'unknown',
};

export const engineWords: Record<Rollout['engine'], string> = { argo: 'Argo Rollouts', flagger: 'Flagger' };
