import type { ActName } from './acts';
import type { RequestKind, RequestState } from './promotions/promotionRequest';

/**
 * The words for states, kinds and acts: whatever sentence is made of one takes its words from here, on pages, in
 * notifications, in refusals and in the ledger.
 */

export interface StateWords {
  /** Beside a mark: `waits for votes`. */
  badge: string;
  /** After `This request`. */
  stands: string;
  /** After `the request`, told of what is past by now. */
  stood: string;
  /** After the name of what it is about: `checkout v1.8.2 is live`. */
  about: string;
  /** What has happened, for somebody who looks at something older. */
  news: string;
}

export const requestStateWords: Readonly<Record<RequestState, StateWords>> = {
  waiting: {
    badge: 'waits for votes',
    stands: 'still waits for votes',
    stood: 'was waiting for votes',
    about: 'waits for votes',
    news: 'The request waits for votes again.',
  },
  approved: {
    badge: 'approved, not live',
    stands: 'has the approvals it needs',
    stood: 'had its approvals and had not been sent',
    about: 'is approved and not live',
    news: 'Somebody else’s vote was the last one: it is approved now.',
  },
  executing: {
    badge: 'going live',
    stands: 'is being executed',
    stood: 'was being executed',
    about: 'is going live',
    news: 'It is going live now.',
  },
  promoted: {
    badge: 'promoted',
    stands: 'went live',
    stood: 'had gone live before',
    about: 'is live',
    news: 'It is live.',
  },
  rejected: {
    badge: 'refused',
    stands: 'was rejected',
    stood: 'had been rejected',
    about: 'was rejected',
    news: 'Somebody refused it.',
  },
  superseded: {
    badge: 'superseded',
    stands: 'was superseded',
    stood: 'had been superseded',
    about: 'was overtaken',
    news: 'The request is superseded.',
  },
  expired: {
    badge: 'expired',
    stands: 'has expired',
    stood: 'had expired',
    about: 'has expired',
    news: 'The request expired.',
  },
  withdrawn: {
    badge: 'withdrawn',
    stands: 'was withdrawn',
    stood: 'had been withdrawn',
    about: 'was withdrawn',
    news: 'The request was withdrawn.',
  },
  failed: {
    badge: 'failed',
    stands: 'failed',
    stood: 'had failed',
    about: 'did not go live',
    news: 'It did not go live.',
  },
  unknown: {
    badge: 'outcome unknown',
    stands: 'was sent, and nobody can tell yet what became of it',
    stood: 'had been sent, and nobody could tell what became of it',
    about: 'may or may not be live',
    news: 'Whether it went live is not known.',
  },
};

export interface KindWords {
  noun: string;
  /** After `asks to`. */
  ask(revision: string): string;
}

export const requestKindWords: Readonly<Record<RequestKind, KindWords>> = {
  promote: { noun: 'promotion', ask: revision => `promote ${revision}` },
  'promote-step': { noun: 'next step', ask: revision => `take the next step with ${revision}` },
  'skip-step': { noun: 'skipping of a step', ask: revision => `skip a step with ${revision}` },
  'promote-full': { noun: 'full promotion', ask: revision => `promote ${revision} in full` },
  retry: { noun: 'retry', ask: revision => `try ${revision} again` },
};

/** What is done to a rollout without a vote. */
export type DirectAct = Exclude<ActName, RequestKind>;

export interface ActWords {
  noun: string;
  /** After `wants to`. `to`: the revision that traffic goes to, where that is known. */
  want(revision: string, to?: string): string;
}

export const actWords: Readonly<Record<DirectAct, ActWords>> = {
  abort: { noun: 'abort', want: revision => `abort the update to ${revision}` },
  pause: { noun: 'pause', want: revision => `pause it by hand at ${revision}` },
  resume: { noun: 'resuming', want: revision => `resume it at ${revision}` },
  restart: { noun: 'restart', want: revision => `restart it at ${revision}` },
  'return-to-stable': {
    noun: 'return to stable',
    want: (revision, to) => `return to stable${to === undefined ? '' : `, ${to},`} from ${revision}`,
  },
  nudge: { noun: 'nudge', want: revision => `nudge the controller, which stands at ${revision}` },
  undo: { noun: 'undo', want: (revision, to) => `undo ${revision}, back to ${to ?? 'another revision'}` },
};

/** What a line of the ledger is about, by its kind. */
export const ledgerKindWords: ReadonlyMap<string, string> = new Map([
  ['request-created', 'request'],
  ['requested', 'asked for'],
  ['policy-tightened', 'policy tightened'],
  ['vote', 'vote'],
  ['approved', 'approved'],
  ['held', 'held back'],
  ['go', 'go'],
  ['break-glass', 'glass broken'],
  ['break-glass-overdue', 'glass not acknowledged'],
  ['acknowledged', 'acknowledged'],
  ['executing', 'let go live'],
  ['taken-over', 'taken over'],
  ['sending', 'about to send'],
  ['not-sent', 'not sent'],
  ['promoted', requestStateWords.promoted.badge],
  ['rejected', 'rejected'],
  ['superseded', requestStateWords.superseded.badge],
  ['expired', requestStateWords.expired.badge],
  ['withdrawn', requestStateWords.withdrawn.badge],
  ['failed', requestStateWords.failed.badge],
  ['unknown', requestStateWords.unknown.badge],
  ['live-without-request', 'live without a request'],
  ['act', 'act'],
  ['act-done', 'act done'],
  ['act-waits', 'act waits for a promotion'],
  ['act-refused', 'act refused'],
  ['act-superseded', 'act overtaken'],
  ['act-failed', 'act failed'],
  ['act-unknown', 'outcome of act unknown'],
  ['act-not-sent', 'act not sent'],
  ['narrowing-let-go', 'narrowing let go'],
]);
