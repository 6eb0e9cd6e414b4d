import { type Application, shortCommit } from '@greenroom/plugin-delivery-common';
import type { ApplicationRow } from '../rows';
import { plain } from './words';

type Sync = Application['sync'];

const states: Readonly<Record<string, Sync['state']>> = { Synced: 'synced', OutOfSync: 'out-of-sync' };
/** As many objects are named in words. */
const NAMED = 3;

/** Conditions that say that Argo CD could not do its work; the others are warnings. */
export function errorsOf({ conditions }: ApplicationRow): string[] {
  return conditions
    .filter(({ type }) => type.endsWith('Error'))
    .map(({ type, message }) => plain(message ?? type));
}

/** Whether it is as git has it, and in words why not. */
export function readSync(row: ApplicationRow): Sync {
  const { differing: differs, differingCount: differing } = row;
  const state = states[row.sync?.status ?? ''] ?? 'unknown';
  return { state, differs, differing, why: state === 'synced' ? [] : whyNot(row, state) };
}

function whyNot(row: ApplicationRow, state: Sync['state']): string[] {
  const errors = errorsOf(row);
  if (state === 'unknown') {
    return errors.length > 0 ? errors : ['Argo CD has not compared it yet'];
  }
  return [...commits(row), ...objects(row), ...lastFailure(row), ...errors];
}

function commits({ sync, history }: ApplicationRow): string[] {
  const live = history.at(-1)?.commit;
  if (live === undefined) {
    return ['Nothing was deployed yet'];
  }
  return sync?.commit && sync.commit !== live
    ? [`git is at ${shortCommit(sync.commit)}, deployed is ${shortCommit(live)}`]
    : ['What runs was changed since it was deployed, or not all of it was'];
}

function objects({ differing, differingCount }: ApplicationRow): string[] {
  const named = differing
    .slice(0, NAMED)
    .map(({ kind, name, prune }) =>
      prune ? `${kind} ${name} is no longer in git` : `${kind} ${name} is not as git has it`,
    );
  const more = differingCount - named.length;
  return more > 0 ? [...named, `and ${more} more`] : named;
}

function lastFailure({ operationState: state }: ApplicationRow): string[] {
  const isFailed = state?.phase === 'Failed' || state?.phase === 'Error';
  return isFailed ? [`The last sync failed: ${plain(state.message ?? state.phase)}`] : [];
}
