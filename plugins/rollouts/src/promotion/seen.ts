import {
  type PromotionRequest,
  type RequestState,
  requestStateWords,
  type Rollout,
} from '@greenroom/plugin-rollouts-common';
import { taggedOf } from './requestWords';
import { tagOf } from '../stage/arrange';

/** What a person looked at when they opened a dialogue: what they do is about this and nothing else. */
export interface Seen {
  uid: string;
  revision: string;
  /** What people call the revision. */
  tag: string;
  /** Absent where the act ends no pause. */
  pauseStartedAt?: string;
  aborted: boolean;
  /** It is about what has happened: that stays true whatever happens next. */
  past?: true;
  request?: { id: string; etag: string; state: RequestState };
}

/** What there is now, of the rollout and of its open or last request. */
export interface Now {
  rollout: Rollout;
  request: PromotionRequest | undefined;
  /** Something that this was made from is not live. */
  stale: boolean;
}

/** The revision that an act is about: what waits, else what is live. */
export function subjectOf(rollout: Rollout) {
  return rollout.preview ?? rollout.active ?? rollout.stable;
}

export function see({ rollout, request }: Pick<Now, 'rollout' | 'request'>): Seen {
  const subject = subjectOf(rollout);
  return {
    uid: rollout.uid,
    revision: subject?.revision ?? '',
    tag: subject ? tagOf(subject) : rollout.name,
    pauseStartedAt: rollout.pause?.startedAt,
    aborted: rollout.aborted,
    request: request && { id: request.id, etag: request.etag, state: request.state },
  };
}

/** What became of what the person looks at, in a sentence; `undefined` while it is as they see it. */
export function changedSince(seen: Seen, now: Now): string | undefined {
  const { rollout, request } = now;
  if (seen.past) {
    return undefined;
  }
  if (now.stale) {
    return 'This is no longer live: what you see may be old.';
  }
  return rolloutChange(seen, rollout) ?? requestChange(seen, request);
}

function rolloutChange(seen: Seen, rollout: Rollout): string | undefined {
  if (rollout.uid !== seen.uid) {
    return `${rollout.name} was deleted and made anew.`;
  }
  const subject = subjectOf(rollout);
  if (subject?.revision !== seen.revision) {
    const tag = subject ? `${tagOf(subject)} (${subject.revision.slice(0, 6)})` : 'nothing';
    return `Now it is about ${tag}, no longer about ${seen.tag} (${seen.revision.slice(0, 6)}).`;
  }
  if (rollout.aborted !== seen.aborted) {
    return rollout.aborted ? 'Somebody aborted it.' : 'It is no longer aborted.';
  }
  if (rollout.pause?.startedAt !== seen.pauseStartedAt) {
    return rollout.pause ? 'It is another pause than the one you saw.' : 'It waits no more.';
  }
  return undefined;
}

function requestChange(seen: Seen, request: PromotionRequest | undefined): string | undefined {
  if (request?.id !== seen.request?.id) {
    return request ? `There is another request now, for ${taggedOf(request)}.` : 'The request is gone.';
  }
  if (!request || !seen.request) {
    return undefined;
  }
  if (request.state !== seen.request.state) {
    return requestStateWords[request.state].news;
  }
  return request.etag === seen.request.etag
    ? undefined
    : 'What the request is about, or its policy, has changed.';
}
