import type { ArgoRolloutRow } from '@greenroom/cluster-access';
import type { Pause, Rollout } from '@greenroom/plugin-rollouts-common';
import { conditionOf, since } from './conditions';

/** The controller's own reasons to pause. */
export const BLUE_GREEN_PAUSE = 'BlueGreenPause';
export const INCONCLUSIVE_PAUSES: readonly string[] = ['InconclusiveAnalysisRun', 'InconclusiveExperiment'];
const CANARY_PAUSE = 'CanaryPauseStep';

/** Whether a preview goes live only when a person says so. */
export function readPromotion(row: ArgoRolloutRow): Rollout['promotion'] {
  if (!row.automatic) {
    return 'by-person';
  }
  return row.automaticAfterSeconds === undefined ? 'automatic' : 'after-delay';
}

/**
 * The pause that stands in the object, also while a newer spec waits to be seen: a scaling moves the generation and is
 * no end of a pause. The `Paused` condition says nothing of a pause of the
 * controller: it stays true after an abort.
 */
export function readPause(row: ArgoRolloutRow): Pause | undefined {
  const [first] = row.pauses;
  if (first) {
    return { ...first, until: pauseEnd(row, first), byHand: row.pausedByHand };
  }
  const startedAt = row.pausedByHand ? pausedByHandAt(row) : undefined;
  return startedAt === undefined ? undefined : { reason: 'paused by hand', startedAt, byHand: true };
}

/**
 * A pause by hand has no start time of its own. The controller stops its progress clock when it sees it; of a rollout
 * that had nothing to do it only says that it is paused.
 */
function pausedByHandAt(row: ArgoRolloutRow): string | undefined {
  const progressing = conditionOf(row, 'Progressing');
  return progressing?.reason === 'RolloutPaused' ? progressing.at : since(row, 'Paused', 'True');
}

function pauseEnd(row: ArgoRolloutRow, pause: { reason: string; startedAt: string }): string | undefined {
  const seconds = pauseSeconds(row, pause.reason);
  const start = Date.parse(pause.startedAt);
  if (seconds === undefined || row.pausedByHand || Number.isNaN(start)) {
    return undefined;
  }
  return new Date(start + seconds * 1000).toISOString();
}

function pauseSeconds(row: ArgoRolloutRow, reason: string): number | undefined {
  if (reason === BLUE_GREEN_PAUSE) {
    return row.automaticAfterSeconds;
  }
  return reason === CANARY_PAUSE ? row.step?.pauseSeconds : undefined;
}

/** Nothing goes on until a person does something. */
export function waitsForPerson(row: ArgoRolloutRow, pause: Pause): boolean {
  if (pause.byHand || pause.until !== undefined) {
    return pause.byHand;
  }
  return pause.reason !== BLUE_GREEN_PAUSE || !row.automatic;
}
