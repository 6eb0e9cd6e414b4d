import type { Made } from '@greenroom/plugin-golden-paths-common';
import type { VerdictState } from '@greenroom/plugin-portal-common';
import { count } from '@greenroom/plugin-portal-react';
import type { RunProgress, StepProgress, StepState } from './progress';
import { rowsOf } from './rows';

/** The step that is running, or the one a run stopped at. */
export function currentStep({ steps }: RunProgress): StepProgress | undefined {
  return (
    steps.find(({ state }) => state === 'processing') ??
    steps.find(({ state }) => state === 'failed' || state === 'cancelled')
  );
}

/** How a run is, in one sentence. */
export function runSentence(run: RunProgress, name: string): string {
  const step = currentStep(run);
  switch (run.state) {
    case 'completed':
      return `${name} is made.`;
    case 'failed':
      return `It failed${step ? ` at “${step.name}”` : ''}${run.error ? `: ${ended(run.error)}` : '.'}`;
    case 'cancelled':
      return 'It was cancelled before its end.';
    default:
      return step ? runningSentence(run, step) : 'It is about to begin.';
  }
}

function runningSentence(run: RunProgress, step: StepProgress): string {
  const failed = run.steps.find(({ state }) => state === 'failed');
  if (failed) {
    return `It failed at “${failed.name}”; now: ${step.name}.`;
  }
  const rows = rowsOf(run);
  return `Step ${rows.indexOf(step) + 1} of ${rows.length}: ${step.name}.`;
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** What a run that did not reach its end left behind, in one sentence. */
export function leftBehind(made: readonly Made[]): string {
  const undone = made.filter(({ state }) => state === 'undone').length;
  const left = made.filter(({ state }) => state === 'made' || state === 'remains').length;
  const unknown = made.filter(({ state }) => state === 'unknown').length;
  if (made.length === 0) {
    return 'It had made nothing outside the portal.';
  }
  const parts = [
    ...(undone > 0 ? [`${count(undone, 'thing')} undone`] : []),
    ...(left > 0 ? [`${count(left, 'thing')} still there`] : []),
    ...(unknown > 0 ? [`${count(unknown, 'thing')} of which nobody can tell now`] : []),
  ];
  return `${parts.join(', ')}.`;
}

/** A step's state in the portal's own. */
export const stepVerdicts: Record<StepState, { state: VerdictState; word: string }> = {
  open: { state: 'unknown', word: 'to come' },
  processing: { state: 'progressing', word: 'running' },
  completed: { state: 'healthy', word: 'done' },
  failed: { state: 'degraded', word: 'failed' },
  skipped: { state: 'unknown', word: 'not run' },
  cancelled: { state: 'waiting', word: 'cancelled' },
};

export const runVerdicts: Record<RunProgress['state'], { state: VerdictState; word: string }> = {
  running: { state: 'progressing', word: 'running' },
  completed: { state: 'healthy', word: 'done' },
  failed: { state: 'degraded', word: 'failed' },
  cancelled: { state: 'waiting', word: 'cancelled' },
};

export const madeKinds: Record<Made['kind'], string> = {
  repository: 'Repository',
  commit: 'Commit',
  'change-request': 'Change request',
  location: 'Catalog location',
};

export const madeVerdicts: Record<Made['state'], { state: VerdictState; word: string }> = {
  made: { state: 'healthy', word: 'there' },
  undone: { state: 'healthy', word: 'undone' },
  remains: { state: 'degraded', word: 'still there' },
  unknown: { state: 'unknown', word: 'unknown' },
};
