import {
  type Application,
  type ChangeRequest,
  type ChangeRequestState,
  mayBecome,
  runningWords,
  shortCommit,
} from '@greenroom/plugin-delivery-common';
import type { ChangeRequest as PullRequest } from '@greenroom/git-access';

/** What is known of the world around a change request. */
export interface Around {
  /** As the host has it; absent where it was not asked or does not answer. */
  pull?: PullRequest;
  /** The commit that changed again what was brought back, and that Argo CD compares with or has deployed. */
  changedAgain?: string;
  /** As Argo CD has it; absent while nobody can tell. */
  application?: Application;
  /** Whether a commit has another in its past, as far as that is known. */
  contains(commit: string, ancestor: string): boolean;
}

export interface Step {
  state: ChangeRequestState;
  text: string;
  mergedSha?: string;
}

/** The next step of a change request, by what is seen; `undefined` while it stays where it is. Pure. */
export function nextStep(change: ChangeRequest, around: Around): Step | undefined {
  const step = stepFrom(change, around);
  return step && mayBecome(change.state, step.state) ? step : undefined;
}

function stepFrom(change: ChangeRequest, around: Around): Step | undefined {
  if (change.kind === 'release') {
    return change.state === 'open' ? merged(around.pull) : letIn(around);
  }
  switch (change.state) {
    case 'open':
      return merged(around.pull);
    case 'merged':
      return undone(change, around) ?? synced(change, around);
    case 'synced':
      return undone(change, around) ?? live(change, around);
    default:
      return undefined;
  }
}

function merged(pull: PullRequest | undefined): Step | undefined {
  if (pull?.state === 'closed') {
    return { state: 'closed', text: 'Somebody closed the pull request without merging it.' };
  }
  return pull?.state === 'merged'
    ? { state: 'merged', text: 'Merged; Argo CD has not deployed it yet.', mergedSha: pull.mergedSha }
    : undefined;
}

/** Deployed with it, or in sync with a head that has it: the merge may change nothing that differs from what runs. */
function synced({ mergedCommit }: ChangeRequest, { application, contains }: Around): Step | undefined {
  if (!application || !mergedCommit) {
    return undefined;
  }
  const { live: deployed, desired, sync } = application;
  const has = (sha: string | undefined) => sha !== undefined && contains(sha, mergedCommit.sha);
  const isInSync =
    sync.state === 'synced' && !runningWords(application) && application.operation?.state !== 'settling';
  return has(deployed?.commit.sha) || (isInSync && has(desired?.sha))
    ? { state: 'synced', text: 'Argo CD has deployed it; it is not healthy yet.' }
    : undefined;
}

/** Once the manifest in the cluster says so. */
function letIn({ application }: Around): Step | undefined {
  return application && !application.imagesHeld
    ? {
        state: 'live',
        text: 'New images come in again: the image updater writes the newest at its next round.',
      }
    : undefined;
}

/** Somebody, or an image updater, was faster. */
function undone({ path, hold }: ChangeRequest, { changedAgain }: Around): Step | undefined {
  if (changedAgain === undefined) {
    return undefined;
  }
  const why = hold?.state === 'open' ? ' New images were not held back yet.' : '';
  return {
    state: 'undone',
    text: `${path === '' ? 'It' : path} was changed again in ${shortCommit(changedAgain)} before it was live.${why}`,
  };
}

/** Not before new images are held back in the cluster too: the next round of the image updater would end it. */
function live({ toRevision, hold }: ChangeRequest, { application }: Around): Step | undefined {
  const mayBeReplaced = hold?.state === 'open' || (hold?.state === 'merged' && !application?.imagesHeld);
  return application?.verdict.state === 'healthy' && !mayBeReplaced
    ? {
        state: 'live',
        text: `Live: what was deployed at ${shortCommit(toRevision.sha)} is back and healthy.`,
      }
    : undefined;
}
