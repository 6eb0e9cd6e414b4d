import { CustomErrorBase } from '@backstage/errors';
import type { Observed } from '../writes/RolloutWriter';
import type { Change, Decide } from './Change';
import type { StoredRequest } from './PromotionStore';

/** What becomes of a request by time, by the world, and by what was seen of a write. */

const PORTAL = 'portal';
/** A person's word is good for so long; whoever finds it later has to ask again. */
export const GOOD_FOR_MS = 60_000;
/** The process that executes says so every few seconds; after so long without it is believed dead. */
export const DEAD_AFTER_MS = 20_000;

/** Whoever holds the fence may go on; anybody later may not. Thrown by decisions, so that nothing is written. */
export class FencedError extends CustomErrorBase {
  override name = 'FencedError' as const;
}

export const expiring: Decide = ({ request }, now) => {
  const isWaiting = request.state === 'waiting' || request.state === 'approved';
  if (!isWaiting || Date.parse(request.expiresAt) > now) {
    return undefined;
  }
  return {
    to: ['expired'],
    request: { heldBy: undefined },
    lines: [{ kind: 'expired', by: PORTAL, text: `Nobody let it go live before ${request.expiresAt}` }],
  };
};

/** Only of what nobody has sent: what may have been sent is looked at. */
export function superseding(by: string): Decide {
  return ({ request, execution }) => {
    const isWaiting = request.state === 'waiting' || request.state === 'approved';
    if (!isWaiting || execution.sentAt !== undefined) {
      return undefined;
    }
    return {
      to: ['superseded'],
      request: { supersededBy: by, heldBy: undefined },
      lines: [{ kind: 'superseded', by: PORTAL, text: `Superseded by ${by}` }],
    };
  };
}

/** It has its votes, and may not be sent at this moment. */
export function holding(why: string): Decide {
  return ({ request }) => {
    if (request.state !== 'approved' || request.heldBy === why) {
      return undefined;
    }
    return {
      request: { heldBy: why },
      execution: { glass: undefined },
      lines: [{ kind: 'held', by: PORTAL, text: `Held back: ${why}` }],
      events: [{ type: 'held', why }],
    };
  };
}

/** The lifetime stands still from now on, and nobody else executes. `undefined` unless it is approved. */
export function claiming(stored: StoredRequest, now: number): Change | undefined {
  const { request, execution } = stored;
  if (request.state !== 'approved') {
    return undefined;
  }
  const fence = execution.fence + 1;
  return {
    to: ['executing'],
    request: { heldBy: undefined, progress: 'about to be sent' },
    execution: { fence, heartbeatAt: now, executingSince: now },
    lines: [{ kind: 'executing', by: PORTAL, text: 'Let go live by the portal', data: { fence } }],
  };
}

/** Another process than the one that died goes on with it. */
export const takingOver: Decide = ({ request, execution }, now) => {
  const silentMs = now - (execution.heartbeatAt ?? 0);
  if (request.state !== 'executing' || silentMs < DEAD_AFTER_MS) {
    return undefined;
  }
  const fence = execution.fence + 1;
  return {
    request: { progress: 'looking at what became of it' },
    execution: { fence, heartbeatAt: now },
    lines: [
      {
        kind: 'taken-over',
        by: PORTAL,
        text: 'Who executed it fell silent; another goes on',
        data: { fence },
      },
    ],
  };
};

/** @throws FencedError when another process has it, or it is over */
export function fenced(fence: number, decide: Decide): Decide {
  return (stored, now) => {
    if (stored.request.state !== 'executing' || stored.execution.fence !== fence) {
      throw new FencedError('another process goes on with this request');
    }
    return decide(stored, now);
  };
}

export const beating: Decide = (_, now) => ({ execution: { heartbeatAt: now } });

/** The process ends: whoever comes next need not wait until it is believed dead. */
export const releasing: Decide = () => ({ execution: { heartbeatAt: 0 } });

export function progressing(progress: string): Decide {
  return (_, now) => ({ request: { progress }, execution: { heartbeatAt: now } });
}

/** Right before a write leaves. */
export const sending: Decide = ({ execution }, now) => ({
  execution: { sentAt: execution.sentAt ?? now, heartbeatAt: now },
  lines: [
    { kind: 'sending', by: PORTAL, text: 'A write is about to be sent', data: { fence: execution.fence } },
  ],
});

/** What was seen, by whom executes it. */
export function observing(observed: Observed | { kind: 'nothing-sent' }): Decide {
  return (stored, now) => outcomeOf(stored, observed, now);
}

/** Of a request of which nobody could tell; what was found is worth nothing once somebody went on with it. */
export function finding(fence: number, found: Observed | { kind: 'nothing-sent' }): Decide {
  return (stored, now) => {
    const isSame = stored.request.state === 'unknown' && stored.execution.fence === fence;
    return isSame ? outcomeOf(stored, found, now) : undefined;
  };
}

function outcomeOf(
  stored: StoredRequest,
  observed: Observed | { kind: 'nothing-sent' },
  now: number,
): Change | undefined {
  switch (observed.kind) {
    case 'done':
      return ended('promoted', observed.text, observed.observedAt);
    case 'failed':
      return ended('failed', observed.why, observed.observedAt);
    case 'waits':
      return ended('failed', observed.text, observed.observedAt);
    case 'superseded': {
      const change = ended('superseded', `Superseded by ${observed.by}`, observed.observedAt);
      return { ...change, request: { ...change.request, supersededBy: observed.by } };
    }
    case 'unknown':
      return stored.request.state === 'unknown' ? undefined : lost(observed.why, observed.observedAt);
    case 'refused':
      return backToApproved(stored, observed.why, now);
    default:
      return backToApproved(stored, 'Nothing was sent: press Go to send it', now);
  }
}

function ended(state: 'promoted' | 'failed' | 'superseded', text: string, observedAt: string): Change {
  return {
    to: [state],
    request: { outcome: { text, observedAt }, progress: undefined },
    lines: [{ kind: state, by: PORTAL, text, data: { observedAt } }],
  };
}

function lost(why: string, observedAt: string): Change {
  return {
    to: ['unknown'],
    request: { outcome: { text: why, observedAt }, progress: undefined },
    lines: [{ kind: 'unknown', by: PORTAL, text: why, data: { observedAt } }],
  };
}

/** It is proved that nothing was sent. Its lifetime goes on where it stood still. */
function backToApproved({ request, execution }: StoredRequest, why: string, now: number): Change {
  const stood = now - (execution.executingSince ?? now);
  const expiresAt = new Date(Date.parse(request.expiresAt) + Math.max(0, stood)).toISOString();
  return {
    to: ['approved'],
    request: { heldBy: why, progress: undefined, outcome: undefined, expiresAt },
    execution: { executingSince: undefined, glass: undefined, heartbeatAt: undefined },
    lines: [{ kind: 'not-sent', by: PORTAL, text: why }],
    events: [{ type: 'held', why }],
  };
}
