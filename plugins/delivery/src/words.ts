import {
  type Application,
  type ChangeRequest,
  type HistoryEntry,
  type Hold,
  type Operation,
} from '@greenroom/plugin-delivery-common';
import { refName, type VerdictState } from '@greenroom/plugin-portal-common';

export const syncStates: Record<Application['sync']['state'], { state: VerdictState; words: string }> = {
  synced: { state: 'healthy', words: 'in sync' },
  'out-of-sync': { state: 'waiting', words: 'not in sync' },
  unknown: { state: 'unknown', words: 'nobody can tell' },
};

export const operationStates: Record<Operation['state'], { state: VerdictState; words: string }> = {
  asked: { state: 'progressing', words: 'waits to begin' },
  running: { state: 'progressing', words: 'runs' },
  terminating: { state: 'progressing', words: 'is being stopped' },
  settling: { state: 'progressing', words: 'ended, being compared' },
  succeeded: { state: 'healthy', words: 'succeeded' },
  failed: { state: 'degraded', words: 'failed' },
};

export const operationNames: Record<Operation['does'], string> = {
  sync: 'Sync',
  rollback: 'Rollback',
  'self-heal': 'Self-heal',
};

export const changeStates: Record<ChangeRequest['state'], { state: VerdictState; words: string }> = {
  opening: { state: 'progressing', words: 'being made' },
  open: { state: 'waiting', words: 'waits to be merged' },
  merged: { state: 'progressing', words: 'merged' },
  synced: { state: 'progressing', words: 'deployed' },
  live: { state: 'healthy', words: 'live' },
  closed: { state: 'unknown', words: 'closed unmerged' },
  failed: { state: 'degraded', words: 'failed' },
  undone: { state: 'degraded', words: 'changed again' },
};

export const holdStates: Record<Hold['state'], { state: VerdictState; words: string }> = {
  opening: { state: 'progressing', words: 'being made' },
  open: { state: 'waiting', words: 'waits to be merged' },
  merged: { state: 'healthy', words: 'merged' },
  closed: { state: 'unknown', words: 'closed unmerged' },
};

/** Who deployed it, as far as Argo CD was told. */
export function deployedBy({ automated, by }: Pick<HistoryEntry, 'automated' | 'by'>): string {
  if (automated) {
    return 'Argo CD itself';
  }
  return by ? refName(by) : 'somebody';
}

/** How Argo CD keeps the place, in a sentence. */
export function policyWords({ automated, selfHeal }: Pick<Application, 'automated' | 'selfHeal'>): string {
  if (!automated) {
    return 'Synced by hand: a commit waits until somebody syncs it.';
  }
  return selfHeal
    ? 'Synced by Argo CD itself, which also takes back what is changed by hand.'
    : 'Synced by Argo CD itself at each commit.';
}

/** What becomes of new images, in a sentence; `undefined` where nobody but people writes tags. */
export function imageWords({
  imageUpdater,
  imagesHeld,
}: Pick<Application, 'imageUpdater' | 'imagesHeld'>): string | undefined {
  if (!imageUpdater) {
    return undefined;
  }
  return imagesHeld
    ? 'Argo CD Image Updater is held back: it lets no new tag in.'
    : 'Argo CD Image Updater writes the newest tag into git, every two minutes or so.';
}
