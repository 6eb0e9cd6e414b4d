import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { EVERYBODY, refName } from '@greenroom/plugin-portal-common';
import {
  actWords,
  type PromotionRequest,
  requestStateWords,
  rolloutKey,
  type RolloutRef,
  shownTag,
} from '@greenroom/plugin-rollouts-common';
import type { PromotionEvent } from '../promotions/PromotionEvent';

/** What somebody is told, and who. */
export interface Notice {
  /** Entity refs: people, groups, or an entity whose owners are meant. */
  to: string[];
  /** Who need not be told: they did it, or may not act on it. */
  not: string[];
  payload: NotificationSendOptions['payload'];
}

/** Whom a rollout belongs to: entity refs. */
export type OwnersOf = (rollout: RolloutRef, entityRef: string | undefined) => readonly string[];

type Told = Pick<Notice['payload'], 'title' | 'severity'> & { description: string };
type EventOf<Type extends PromotionEvent['type']> = Extract<PromotionEvent, { type: Type }>;

/** A reason is somebody's text: as much as fits a line. */
const SHOWN = 200;

/** What people are told of an event; `undefined` where there is nobody to tell. Pure. */
export function noticeOf(event: PromotionEvent, ownersOf: OwnersOf): Notice | undefined {
  const notice = noticeFor(event, ownersOf);
  const to = [...new Set(notice.to)].filter(ref => ref !== EVERYBODY);
  return to.length === 0 ? undefined : { ...notice, to };
}

function noticeFor(event: PromotionEvent, ownersOf: OwnersOf): Notice {
  if (event.type === 'live-without-request') {
    return around(event, ownersOf);
  }
  return event.type === 'act' ? acted(event, ownersOf) : about(event, ownersOf);
}

function about(event: Extract<PromotionEvent, { request: PromotionRequest }>, ownersOf: OwnersOf): Notice {
  const { request } = event;
  const owners = ownersOf(request.rollout, request.entityRef);
  const { voters, breakGlass } = request.policy;
  const payload = (told: Told): Notice['payload'] => ({
    ...told,
    link: linkOf(request.rollout),
    topic: 'promotions',
    // One notification for each request, kept up to date.
    scope: `rollouts/request/${request.id}`,
  });
  switch (event.type) {
    case 'votes-wanted':
      return { to: [...event.voters], not: whoMayNotVote(request), payload: payload(wanted(request)) };
    case 'held':
      return {
        to: [...votedFor(request), ...asked(request)],
        not: [],
        payload: payload({
          title: `${nameOf(request)} has its votes and is held back`,
          description: sentence(request, event.why),
          severity: 'normal',
        }),
      };
    case 'outcome':
      return {
        to: [...owners, ...asked(request), ...votedFor(request)],
        not: [],
        payload: payload(ended(request)),
      };
    case 'break-glass':
      return {
        to: [...owners, ...voters, ...breakGlass],
        not: request.breakGlass ? [request.breakGlass.by] : [],
        payload: payload(broken(request, 'a second person has to acknowledge it')),
      };
    case 'break-glass-overdue':
      return {
        to: [...owners, ...voters, ...breakGlass],
        not: request.breakGlass ? [request.breakGlass.by] : [],
        payload: payload(broken(request, 'nobody has acknowledged it within a day')),
      };
    default:
      return {
        to: [...owners, ...voters],
        not: [],
        payload: payload({
          title: `${nameOf(request)} still waits`,
          description: sentence(request, `Nobody has decided since ${request.createdAt}.`),
          severity: 'low',
        }),
      };
  }
}

function around({ rollout, entityRef, text }: EventOf<'live-without-request'>, ownersOf: OwnersOf): Notice {
  return {
    to: [...ownersOf(rollout, entityRef)],
    not: [],
    payload: {
      title: `${rollout.name} went live around the portal`,
      description: `${rollout.cluster}/${rollout.namespace}: ${text}`,
      severity: 'high',
      link: linkOf(rollout),
      topic: 'promotions',
    },
  };
}

/** Nobody votes on an act, so its owners hear of it; who did it knows. */
function acted({ deed, entityRef }: EventOf<'act'>, ownersOf: OwnersOf): Notice {
  const { rollout, action, by, reason, state, outcome } = deed;
  const { noun } = actWords[action];
  const title = `${rollout.name}: ${state === 'done' ? noun : `the ${noun} ${acts[state] ?? ''}`}`.trim();
  return {
    to: [...ownersOf(rollout, entityRef)],
    not: [by],
    payload: {
      title,
      description:
        `${rollout.cluster}/${rollout.namespace}. ${refName(by)}${quoted(reason)}. ${outcome?.text ?? ''}`.trim(),
      severity: 'high',
      link: linkOf(rollout),
      topic: 'promotions',
      // One notification for each act, kept up to date.
      scope: `rollouts/act/${deed.id}`,
    },
  };
}

const acts: Partial<Record<EventOf<'act'>['deed']['state'], string>> = {
  waits: 'waits for a promotion',
  failed: 'failed',
  unknown: 'may or may not have been done',
};

function wanted(request: PromotionRequest): Told {
  const missing = request.votesNeeded - request.votes.filter(({ vote }) => vote === 'approve').length;
  const by = request.requestedBy === undefined ? 'It waits' : `${refName(request.requestedBy)} asks`;
  return {
    title: `${nameOf(request)} waits for ${missing === 1 ? 'one vote' : `${missing} votes`}`,
    description: sentence(request, `${by}${quoted(request.reason)}.`),
    severity: 'normal',
  };
}

function ended(request: PromotionRequest): Told {
  const { state, supersededBy, outcome, votes } = request;
  const rejected = votes.find(({ vote }) => vote === 'reject');
  const why =
    state === 'rejected' && rejected
      ? `${refName(rejected.by)} rejected it${quoted(rejected.reason)}.`
      : (outcome?.text ?? (supersededBy === undefined ? '' : `By ${supersededBy}.`));
  return {
    title: `${nameOf(request)} ${requestStateWords[state].about}`,
    description: sentence(request, why),
    severity: state === 'failed' || state === 'unknown' ? 'high' : 'normal',
  };
}

function broken(request: PromotionRequest, what: string): Told {
  const { breakGlass } = request;
  const by = breakGlass ? `${refName(breakGlass.by)} went around the votes${quoted(breakGlass.reason)}` : '';
  return {
    title: `Glass broken: ${nameOf(request)}`,
    description: sentence(request, `${by}; ${what}.`),
    severity: 'critical',
  };
}

function asked({ requestedBy }: PromotionRequest): string[] {
  return requestedBy === undefined ? [] : [requestedBy];
}

function votedFor({ votes }: PromotionRequest): string[] {
  return votes.map(({ by }) => by);
}

/** Under four eyes the requester and the authors can do nothing about it. */
function whoMayNotVote({ policy, authors, requestedBy }: PromotionRequest): string[] {
  const own = [...(requestedBy === undefined ? [] : [requestedBy]), ...(authors.known ? authors.people : [])];
  return policy.fourEyes ? own.filter(ref => ref.startsWith('user:')) : [];
}

/** `checkout v1.8.2`. */
function nameOf({ rollout, previewTag, revision }: PromotionRequest): string {
  return `${rollout.name} ${shownTag(previewTag ?? revision)}`;
}

function sentence({ rollout, activeTag, previewTag, revision }: PromotionRequest, text: string): string {
  const preview = shownTag(previewTag ?? revision);
  const change = activeTag === undefined ? preview : `${shownTag(activeTag)} → ${preview}`;
  return `${rollout.cluster}/${rollout.namespace}, ${change}. ${text}`.trim();
}

function quoted(reason: string | undefined): string {
  const text = (reason ?? '').trim();
  const short = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  return short === '' ? '' : `: “${short}”`;
}

/** The rollout's page, from the portal's root. */
function linkOf(rollout: RolloutRef): string {
  return `/rollouts/${rolloutKey(rollout).split('/').map(encodeURIComponent).join('/')}`;
}
