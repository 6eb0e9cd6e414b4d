import { refName } from '@greenroom/plugin-portal-common';
import { type Act, type Application, type HistoryEntry, type Operation, shortCommit } from './application';

/** What can be done to an Application: the first four by Argo CD, `revert` and `release` by a change request in git. */
export const actNames = ['sync', 'refresh', 'terminate', 'rollback', 'revert', 'release'] as const;
export type ActName = (typeof actNames)[number];
export type Acts = Record<ActName, Act>;

type Known = Pick<
  Application,
  | 'automated'
  | 'deleting'
  | 'desired'
  | 'history'
  | 'imagesHeld'
  | 'imageUpdater'
  | 'operation'
  | 'source'
  | 'sourceCount'
  | 'sync'
>;

/** Each says why it is not possible, or nothing. */
const hindrances: Readonly<Record<ActName, (application: Known) => string | undefined>> = {
  sync: application => noOperation(application) ?? severalSources(application) ?? noTarget(application),
  refresh: isDeleted,
  terminate: application => (isBusy(application) ? undefined : 'Nothing runs that could be stopped'),
  rollback: application =>
    noRollback(application) ??
    noOperation(application) ??
    severalSources(application) ??
    nothingOlder(application),
  revert: application => isDeleted(application) ?? noFolder(application) ?? nothingOlder(application),
  release: application => isDeleted(application) ?? notHeld(application),
};

/**
 * What an Application's own state allows, and why not: what the page shows before a button is pressed and what the route
 * refuses by. Rights are not in it.
 */
export function allowedActs(application: Known): Acts {
  const entries = actNames.map((name): [ActName, Act] => {
    const why = hindrances[name](application);
    return [name, why === undefined ? { allowed: true } : { allowed: false, why }];
  });
  return Object.fromEntries(entries) as Acts;
}

const progressWords: Readonly<Record<Operation['state'], string>> = {
  asked: 'waits to begin',
  running: 'runs',
  terminating: 'is being stopped',
  settling: 'has ended',
  succeeded: 'has ended',
  failed: 'has failed',
};

/** What runs now, in a sentence; `undefined` when nothing does. */
export function runningWords({ operation }: Pick<Application, 'operation'>): string | undefined {
  if (!operation || !isBusy({ operation })) {
    return undefined;
  }
  const { does, state, by, commit } = operation;
  const what = does === 'rollback' ? 'A rollback' : 'A sync';
  const to = commit ? ` to ${shortCommit(commit.sha)}` : '';
  const whose = by ? ` that ${refName(by)} asked for` : '';
  return `${what}${to}${whose} ${progressWords[state]}`;
}

/** Deployments one can go back to: each commit once, the newest of it, without what is live. Newest first. */
export function earlierDeployments({ history }: Pick<Application, 'history'>): HistoryEntry[] {
  const [live, ...older] = history;
  const seen = new Set([live?.commit.sha]);
  return older.filter(({ commit }) => !seen.has(commit.sha) && seen.add(commit.sha));
}

function isBusy({ operation }: Pick<Application, 'operation'>): boolean {
  return operation !== undefined && ['asked', 'running', 'terminating'].includes(operation.state);
}

function isDeleted({ deleting }: Known): string | undefined {
  return deleting ? 'The Application is being deleted' : undefined;
}

function noOperation(application: Known): string | undefined {
  return isDeleted(application) ?? runningWords(application);
}

/** Each source has a commit of its own, and the portal guards one. */
function severalSources({ sourceCount }: Known): string | undefined {
  return sourceCount > 1 ? 'It is made from several sources: do this in Argo CD itself' : undefined;
}

function noTarget({ sync, desired }: Known): string | undefined {
  return desired === undefined || sync.state === 'unknown'
    ? 'Argo CD can not read what git has, so there is nothing that it could sync'
    : undefined;
}

/** Argo CD's own API server refuses it too; by the resource it would be accepted, and undone within a second (measured). */
function noRollback({ automated }: Known): string | undefined {
  return automated
    ? 'Argo CD syncs this by itself and would put the newest commit back at once: revert it in git instead'
    : undefined;
}

function nothingOlder(application: Known): string | undefined {
  return earlierDeployments(application).length === 0
    ? 'Nothing else was deployed before that one could go back to'
    : undefined;
}

function notHeld({ imageUpdater, imagesHeld }: Known): string | undefined {
  if (!imageUpdater) {
    return 'No image updater writes its images';
  }
  return imagesHeld ? undefined : 'New images come in already';
}

function noFolder({ source, sourceCount }: Known): string | undefined {
  if (sourceCount > 1) {
    return 'It is made from several sources: the portal reverts one folder of one repository';
  }
  return source?.path === undefined || source.chart !== undefined
    ? 'It is not made from a folder of a git repository'
    : undefined;
}
