import type { RequestState } from './promotionRequest';

/** What leads where. `executing → approved` and `unknown → approved` only when it is proved that nothing was sent. */
const leadsTo: Readonly<Record<RequestState, readonly RequestState[]>> = {
  waiting: ['approved', 'rejected', 'superseded', 'expired', 'withdrawn'],
  approved: ['executing', 'rejected', 'superseded', 'expired', 'withdrawn'],
  executing: ['promoted', 'failed', 'superseded', 'unknown', 'approved'],
  unknown: ['promoted', 'failed', 'superseded', 'approved'],
  promoted: [],
  rejected: [],
  superseded: [],
  expired: [],
  withdrawn: [],
  failed: [],
};

/** Whether a request may go from one state to another. */
export function mayBecome(from: RequestState, to: RequestState): boolean {
  return leadsTo[from].includes(to);
}

/** Nothing leads on from it. */
export function isEnded(state: RequestState): boolean {
  return leadsTo[state].length === 0;
}

/** There is at most one such request for a pause: also what was sent and of which nobody can tell yet is open. */
export function isOpen(state: RequestState): boolean {
  return !isEnded(state);
}
