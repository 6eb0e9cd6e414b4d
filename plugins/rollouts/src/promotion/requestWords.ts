import { nameOf, type Names } from '@greenroom/plugin-portal-react';
import type { VerdictState } from '@greenroom/plugin-portal-common';
import { type PromotionRequest, type RequestState, shownTag } from '@greenroom/plugin-rollouts-common';

/** How a request's state looks beside its words. */
export const stateLooks: Record<RequestState, VerdictState> = {
  waiting: 'waiting',
  approved: 'waiting',
  executing: 'progressing',
  promoted: 'healthy',
  rejected: 'degraded',
  superseded: 'unknown',
  expired: 'unknown',
  withdrawn: 'unknown',
  failed: 'degraded',
  unknown: 'unknown',
};

/** What people call what a request is about: its tag, else its hash. */
export const taggedOf = ({ previewTag, revision }: Pick<PromotionRequest, 'previewTag' | 'revision'>) =>
  shownTag(previewTag ?? revision.slice(0, 6));

/** How a request stands or ended, in one sentence: shown with it, and read out when it changes. */
export function requestSentence(request: PromotionRequest, names: Names): string {
  const { state, votes, votesNeeded, supersededBy, outcome, heldBy, progress } = request;
  const tag = taggedOf(request);
  const approvals = votes.filter(({ vote }) => vote === 'approve').length;
  const rejecter = votes.find(({ vote }) => vote === 'reject');
  const sentences: Record<RequestState, string> = {
    waiting: `${tag} has ${approvals} of ${votesNeeded} approvals.`,
    approved: `${tag} is approved and not live${heldBy ? `: ${lower(heldBy)}` : ''}.`,
    executing: `${tag} is going live${progress ? `: ${lower(progress)}` : ''}.`,
    promoted: `${tag} is live.`,
    rejected: `${rejecter ? nameOf(rejecter.by, names) : 'Somebody'} refused ${tag}.`,
    superseded: `The request for ${tag} is superseded${supersededBy ? `: ${lower(supersededBy)}` : ''}.`,
    expired: `The request for ${tag} expired without going live.`,
    withdrawn: `The request for ${tag} was withdrawn.`,
    failed: `${tag} did not go live.`,
    unknown: `Whether ${tag} went live is not known.`,
  };
  return outcome && state !== 'promoted' ? `${sentences[state]} ${outcome.text}` : sentences[state];
}

/** Ends without its own full stop, and begins small unless it begins with a name or an abbreviation. */
function lower(text: string): string {
  const whole = text.replace(/\.$/, '');
  return /^[A-Z][a-z]* /.test(whole) && !/^I /.test(whole)
    ? `${whole.charAt(0).toLocaleLowerCase('en')}${whole.slice(1)}`
    : whole;
}
