import {
  type Act,
  allowedActs,
  type ActName,
  type Application,
  type HistoryEntry,
  shortCommit,
} from '@greenroom/plugin-delivery-common';
import type { AskedAct } from '../api/DeliveryApi';

/** Something a person can do here: what it is called, what comes of it, and whether it may be done now. */
export interface Step {
  label: string;
  /** In a sentence, before it is done. */
  consequence: string;
  allowed: Act;
  reason: 'none' | 'optional' | 'required';
  /** Offers to delete what git has no more. */
  mayPrune: boolean;
  asks(given: { reason: string; prune: boolean }): AskedAct;
}

export interface Standing {
  right: Act;
  /** What is known of it is old. */
  stale: boolean;
}

export function syncStep(application: Application, standing: Standing): Step {
  const { desired, sync, name, cluster } = application;
  const commit = desired?.sha ?? '';
  const what =
    sync.state === 'out-of-sync'
      ? `Argo CD makes ${name} on ${cluster} as git has it at ${shortCommit(commit)}`
      : `Argo CD applies ${shortCommit(commit)} to ${cluster} again`;
  return {
    label: 'Sync',
    consequence: `${what}. What waits for a promotion goes on waiting for it.`,
    allowed: allowed(application, 'sync', standing),
    reason: 'optional',
    mayPrune: application.sync.differs.some(({ prune }) => prune),
    asks: ({ reason, prune }) => ({ act: 'sync', body: { commit, prune, reason } }),
  };
}

export function refreshStep(application: Application, standing: Standing): Step {
  return {
    label: 'Compare again',
    consequence: 'Argo CD reads git and the cluster anew; nothing is changed.',
    allowed: allowed(application, 'refresh', standing),
    reason: 'none',
    mayPrune: false,
    asks: () => ({ act: 'refresh', body: { hard: false } }),
  };
}

export function terminateStep(application: Application, standing: Standing): Step {
  const startedAt = application.operation?.startedAt ?? '';
  return {
    label: 'Stop',
    consequence: 'Argo CD stops what it does now. What is applied already stays applied.',
    allowed: allowed(application, 'terminate', standing),
    reason: 'optional',
    mayPrune: false,
    asks: ({ reason }) => ({ act: 'terminate', body: { startedAt, reason } }),
  };
}

export function rollbackStep(application: Application, entry: HistoryEntry, standing: Standing): Step {
  const { name, cluster } = application;
  const commit = shortCommit(entry.commit.sha);
  return {
    label: `Go back to ${commit}`,
    consequence: `Argo CD makes ${name} on ${cluster} as it was at ${commit}, and deletes what was not there then. Git stays as it is, so it is out of sync afterwards and the next sync takes it back.`,
    allowed: allowed(application, 'rollback', standing),
    reason: 'required',
    mayPrune: false,
    asks: ({ reason }) => ({ act: 'rollback', body: { historyId: entry.id, reason } }),
  };
}

export function releaseStep(application: Application, standing: Standing): Step {
  const { name, cluster, live } = application;
  const over = live ? ` over ${shortCommit(live.commit.sha)}, which is live now` : '';
  return {
    label: 'Let new images in again',
    consequence: `A pull request takes the line out that holds new images of ${name} on ${cluster} back. Once somebody has merged it, Argo CD Image Updater writes the newest tag${over}.`,
    allowed: allowed(application, 'release', standing),
    reason: 'required',
    mayPrune: false,
    asks: ({ reason }) => ({ act: 'release', body: { reason } }),
  };
}

/** The right first: what the state allows is no news to who may do nothing. */
function allowed(application: Application, name: ActName, { right, stale }: Standing): Act {
  if (!right.allowed) {
    return right;
  }
  if (stale) {
    return { allowed: false, why: 'What is known of it is old: nothing can be done until it is live again.' };
  }
  const { allowed: may, why } = allowedActs(application)[name];
  return may ? { allowed: true } : { allowed: false, why: `${why}.` };
}
