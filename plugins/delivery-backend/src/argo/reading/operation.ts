import type { Operation } from '@greenroom/plugin-delivery-common';
import type { ApplicationRow, OperationRow, OperationStateRow, SyncedObject } from '../rows';
import type { Links } from './links';
import { plain } from './words';

const failed = new Set(['Failed', 'Error', 'SyncFailed']);

/** What Argo CD does or did last; `undefined` where it never did anything. */
export function readOperation(row: ApplicationRow, links: Links): Operation | undefined {
  const { operation: asked, operationState: state } = row;
  const isRunning = state !== undefined && (state.phase === 'Running' || state.phase === 'Terminating');
  // While it runs it is there twice; what is there alone was asked for and not begun.
  if (asked && !isRunning) {
    return {
      ...about(row, asked, asked.commit, links),
      state: 'asked',
      problems: [],
      objects: { done: 0, all: 0 },
      retries: 0,
    };
  }
  return state && readState(row, state, links);
}

function readState(row: ApplicationRow, state: OperationStateRow, links: Links): Operation {
  const { operation, objects, startedAt, finishedAt, message, retries } = state;
  return {
    ...about(row, operation, state.commit ?? operation.commit, links),
    state: stateOf(row, state),
    startedAt,
    finishedAt,
    message: message && plain(message),
    problems: objects
      .filter(isFailed)
      .map(({ kind, name, message: why }) => `${kind} ${name}: ${plain(why ?? 'failed')}`),
    objects: { done: objects.filter(isDone).length, all: objects.length },
    retries,
  };
}

/**
 * At the moment an operation succeeds, sync and health are still those of before: they count once Argo CD has compared
 * since. Its times are whole seconds (measured-gitops.md §5).
 */
function stateOf(
  { comparedAt }: ApplicationRow,
  { phase, finishedAt }: OperationStateRow,
): Operation['state'] {
  switch (phase) {
    case 'Running':
      return 'running';
    case 'Terminating':
      return 'terminating';
    case 'Succeeded':
      return isSettled(comparedAt, finishedAt) ? 'succeeded' : 'settling';
    default:
      return 'failed';
  }
}

/** Whether Argo CD has compared since. */
export function isSettled(comparedAt: string | undefined, finishedAt: string | undefined): boolean {
  return (
    comparedAt !== undefined && finishedAt !== undefined && Date.parse(comparedAt) >= Date.parse(finishedAt)
  );
}

function about(
  { sources: [source] }: ApplicationRow,
  { by, automated, fromHistory, selfHeal }: OperationRow,
  commit: string | undefined,
  links: Links,
) {
  return {
    does: whatItDoes(fromHistory, selfHeal),
    by,
    automated,
    ...(commit && { commit: links.commit(source, commit) }),
  };
}

function isFailed({ status, hookPhase }: SyncedObject): boolean {
  return failed.has(status ?? '') || failed.has(hookPhase ?? '');
}

function isDone({ status, hookPhase }: SyncedObject): boolean {
  return (status === 'Synced' || status === 'Pruned' || hookPhase === 'Succeeded') && hookPhase !== 'Failed';
}

function whatItDoes(fromHistory: boolean, selfHeal: boolean): Operation['does'] {
  if (fromHistory) {
    return 'rollback';
  }
  return selfHeal ? 'self-heal' : 'sync';
}
