import { shortCommit } from '@greenroom/plugin-delivery-common';
import { isSettled } from '../argo/reading/operation';
import { plain } from '../argo/reading/words';
import type { ApplicationRow } from '../argo/rows';
import type { ActRecord } from './Act';

/** Longer than that a controller that works never takes to begin (0.1 s measured). */
const REACTION_MS = 20_000;

export interface Outcome {
  state: 'done' | 'failed' | 'unknown';
  text: string;
}

/**
 * What has come of an act, by what is seen; `undefined` while it goes on. An operation is told from others by the act's id,
 * never by its phase alone, and a success counts once Argo CD has compared since.
 *
 * @param row - absent: the Application is gone, or is another one of the same name
 * @param age - milliseconds since it was asked for
 */
export function outcomeOf(act: ActRecord, row: ApplicationRow | undefined, age: number): Outcome | undefined {
  if (!row || row.uid !== act.uid) {
    return { state: 'unknown', text: 'The Application is gone, so nobody can tell what came of it' };
  }
  const found = act.kind === 'sync' || act.kind === 'rollback' ? ofOperation(act, row) : ofOther(act, row);
  if (found !== 'nothing seen') {
    return found;
  }
  return age > REACTION_MS
    ? { state: 'unknown', text: 'Argo CD did not react: nothing is seen of it' }
    : undefined;
}

function ofOperation(act: ActRecord, row: ApplicationRow): Outcome | undefined | 'nothing seen' {
  const { operationState: state, operation } = row;
  if (state?.operation.act !== act.id) {
    // Asked for and not begun; a controller that is away does not begin at all.
    return 'nothing seen';
  }
  if (state.phase === 'Failed' || state.phase === 'Error') {
    return { state: 'failed', text: `It failed: ${plain(state.message ?? state.phase)}` };
  }
  if (
    state.phase !== 'Succeeded' ||
    operation !== undefined ||
    !isSettled(row.comparedAt, state.finishedAt)
  ) {
    return undefined;
  }
  const commit = state.commit ?? act.commit;
  return {
    state: 'done',
    text: `${commit ? shortCommit(commit) : 'It'} was synced: ${plain(state.message ?? 'done')}`,
  };
}

function ofOther(act: ActRecord, row: ApplicationRow): Outcome | undefined | 'nothing seen' {
  if (act.kind === 'refresh') {
    const isCompared = row.comparedAt !== undefined && Date.parse(row.comparedAt) >= wholeSecond(act.at);
    return !row.refreshing && isCompared
      ? { state: 'done', text: 'Argo CD has compared it anew' }
      : 'nothing seen';
  }
  const { operationState: state } = row;
  if (state?.startedAt !== act.startedAt) {
    return { state: 'unknown', text: 'Another operation has begun since' };
  }
  const hasEnded = state?.phase !== 'Running' && state?.phase !== 'Terminating';
  return hasEnded
    ? { state: 'done', text: `It ended: ${plain(state?.message ?? state?.phase ?? '')}` }
    : 'nothing seen';
}

function wholeSecond(at: string): number {
  return Math.floor(Date.parse(at) / 1000) * 1000;
}
