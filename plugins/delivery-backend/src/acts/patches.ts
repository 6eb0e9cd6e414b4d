import type { GuardedPatch } from '@greenroom/cluster-access';
import { ConflictError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { ACT_INFO, applicationsKind, REFRESH } from '../argo/applicationsKind';
import type { ApplicationRow, HistoryRow, SourceRow } from '../argo/rows';
import type { ActRecord } from './Act';

type Tests = GuardedPatch['preconditions'];
type Change = GuardedPatch['change'];

/**
 * The patch that has Argo CD do it. Every one is refused by the API server itself unless it is the Application that the
 * person saw; an operation also unless none is there: a second one without that guard is answered with 200 and silently
 * lost (measured-gitops.md §0.15).
 */
export function patchFor(act: ActRecord, row: ApplicationRow): GuardedPatch {
  const { preconditions, change } = parts(act, row);
  return {
    ref: { type: applicationsKind.type, namespace: row.namespace, name: row.name },
    preconditions: [{ op: 'test', path: '/metadata/uid', value: act.uid }, ...preconditions],
    change,
    requestId: act.id,
  };
}

function parts(act: ActRecord, row: ApplicationRow): { preconditions: Tests; change: Change } {
  switch (act.kind) {
    case 'refresh':
      return { preconditions: [], change: refresh(act, row) };
    case 'terminate':
      return terminate(act);
    case 'rollback':
      return {
        preconditions: [noOperation, ...notAutomated(row)],
        change: [operation(act, row, rollbackTo(act, row))],
      };
    default:
      return {
        preconditions: [noOperation, { op: 'test', path: '/status/sync/revision', value: act.commit ?? '' }],
        change: [operation(act, row, { revision: act.commit ?? '', syncStrategy: { hook: {} } })],
      };
  }
}

const noOperation: Tests[number] = { op: 'test', path: '/operation', value: null };

/** The way to what is tested has to be there, or the test fails whatever it says. */
function notAutomated({ policy }: ApplicationRow): Tests {
  if (policy === 'off') {
    return [{ op: 'test', path: '/spec/syncPolicy/automated/enabled', value: false }];
  }
  const path = policy === 'none' ? '/spec/syncPolicy' : '/spec/syncPolicy/automated';
  return [{ op: 'test', path, value: null }];
}

/** As Argo CD's own API server writes it, with the act's id, by which it is found again. */
function operation(act: ActRecord, { syncOptions }: ApplicationRow, sync: JsonObject): Change[number] {
  const value: JsonObject = {
    initiatedBy: { username: act.by },
    info: [
      { name: 'reason', value: act.reason },
      { name: ACT_INFO, value: act.id },
    ],
    sync: { ...sync, prune: act.prune ?? false, ...(syncOptions.length > 0 && { syncOptions }) },
  };
  return { op: 'add', path: '/operation', value };
}

function rollbackTo({ historyId }: ActRecord, row: ApplicationRow): JsonObject {
  const entry = deploymentOf(row, historyId);
  const source = entry.source ?? row.sources[0];
  return { revision: entry.commit, ...(source && { source: sourceOf(source) }), syncStrategy: { hook: {} } };
}

/** @throws ConflictError when Argo CD does not remember it any more */
export function deploymentOf(row: ApplicationRow, historyId: number | undefined): HistoryRow {
  const entry = row.history.find(({ id }) => id === historyId);
  if (!entry) {
    throw new ConflictError('Argo CD does not remember that deployment any more.');
  }
  return entry;
}

function sourceOf({ repoUrl, path, chart, branch }: SourceRow): JsonObject {
  return { repoURL: repoUrl, ...(path && { path }), ...(chart && { chart }), targetRevision: branch };
}

function refresh({ hard }: ActRecord, { annotated }: ApplicationRow): Change {
  const value = hard ? 'hard' : 'normal';
  return annotated
    ? [{ op: 'add', path: `/metadata/annotations/${REFRESH.replace('/', '~1')}`, value }]
    : [{ op: 'add', path: '/metadata/annotations', value: { [REFRESH]: value } }];
}

/** Status is no subresource of an Application. */
function terminate({ startedAt }: ActRecord): { preconditions: Tests; change: Change } {
  return {
    preconditions: [
      { op: 'test', path: '/status/operationState/phase', value: 'Running' },
      { op: 'test', path: '/status/operationState/startedAt', value: startedAt ?? '' },
    ],
    change: [{ op: 'replace', path: '/status/operationState/phase', value: 'Terminating' }],
  };
}
