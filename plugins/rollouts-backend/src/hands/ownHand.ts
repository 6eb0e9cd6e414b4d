import { refName, refNames } from '@greenroom/plugin-portal-common';
import {
  actWords,
  type RequestKind,
  requestKindWords,
  type RequestState,
} from '@greenroom/plugin-rollouts-common';
import type { DeedAction, DeedRecord } from '../deeds/DeedStore';
import type { StoredRequest } from '../promotions/PromotionStore';
import type { Hand, HandQuery } from './Hand';

/** What was done through the portal to one rollout, newest first. */
export interface OwnRecords {
  deeds: readonly DeedRecord[];
  requests: readonly StoredRequest[];
}

/** A cache may show a pause for so long after a write has ended it: a request of it is younger than what ended it. */
const LATE_MS = 10_000;

/** The act or request of the portal that did it, named with its person; `undefined` where none can have. Pure. */
export function ownHandOf(hand: Hand, query: HandQuery, { deeds, requests }: OwnRecords): string | undefined {
  const deed = deeds.find(one => one.id !== query.besides && mayBeDeed(hand, query, one));
  if (deed) {
    return `the ${deedNoun(deed)} that ${refName(deed.by)} asked for`;
  }
  const other = requests.find(one => one.request.id !== query.besides && mayBeRequest(hand, query, one));
  return other && `the ${requestKindWords[other.request.requestKind].noun} that ${whoLetIt(other)}`;
}

/** What each act leaves behind; a return to stable takes an abort, a change of the template, or the end of a pause. */
const leaves: Readonly<Record<DeedAction, readonly Hand['did'][]>> = {
  abort: ['aborted'],
  pause: ['paused'],
  resume: ['resumed'],
  restart: ['restarted'],
  'return-to-stable': ['aborted', 'turned', 'let-go-on', 'went-live'],
  undo: ['turned'],
  // It has the controller do what another hand wrote.
  nudge: [],
};

/** Of these it is known that a write of them left. */
const wasSent: ReadonlySet<DeedRecord['state']> = new Set([
  'executing',
  'done',
  'waits',
  'failed',
  'unknown',
]);

function mayBeDeed({ did, revision }: Hand, { since }: HandQuery, deed: DeedRecord): boolean {
  const sentAt = deed.lastSentAt ?? deed.sentAt;
  const isInTime = sentAt !== undefined && Date.parse(sentAt) >= Date.parse(since) - LATE_MS;
  const isAboutTarget = did === 'turned' || (deed.action === 'return-to-stable' && did !== 'aborted');
  const about = isAboutTarget ? deed.toRevision : deed.revision;
  return isInTime && wasSent.has(deed.state) && leaves[deed.action].includes(did) && about === revision;
}

const brings: Readonly<Record<RequestKind, readonly Hand['did'][]>> = {
  promote: ['let-go-on', 'went-live'],
  'promote-full': ['let-go-on', 'went-live', 'asked-in-full'],
  retry: ['tried-again'],
  'promote-step': [],
  'skip-step': [],
};

const wasWritten: ReadonlySet<RequestState> = new Set(['executing', 'promoted', 'failed', 'unknown']);

function mayBeRequest(
  { did, revision }: Hand,
  { since }: HandQuery,
  { request, execution: { sentAt } }: StoredRequest,
): boolean {
  const isInTime = sentAt !== undefined && sentAt >= Date.parse(since) - LATE_MS;
  const isSame = request.revision === revision && brings[request.requestKind].includes(did);
  return isInTime && isSame && wasWritten.has(request.state);
}

function deedNoun({ action, toRevision }: DeedRecord): string {
  const { noun } = actWords[action];
  return action === 'undo' && toRevision !== undefined ? `${noun} to ${toRevision}` : noun;
}

/** The portal asks by itself: then those who said yes are who did it. */
function whoLetIt({ request: { requestedBy, votes, breakGlass } }: StoredRequest): string {
  if (requestedBy !== undefined) {
    return `${refName(requestedBy)} asked for`;
  }
  const approvers = votes.filter(({ vote }) => vote === 'approve').map(({ by }) => by);
  return approvers.length === 0 && breakGlass
    ? `${refName(breakGlass.by)} broke the glass for`
    : `${refNames(approvers, 'and')} approved`;
}
