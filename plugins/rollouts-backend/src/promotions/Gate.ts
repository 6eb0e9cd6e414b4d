import type { Check } from '@greenroom/plugin-portal-common';
import {
  heldBy,
  type Pin,
  type Policy,
  type PromotionRequest,
  type RequestKind,
  rolloutKey,
  stricter,
  tally,
  votesNeeded,
} from '@greenroom/plugin-rollouts-common';
import { etagOf } from '../policy/etag';
import type { Entry } from '../RolloutsService';
import type { Decide } from './Change';
import type { PromotionsOptions } from './PromotionsOptions';
import type { StoredRequest } from './PromotionStore';
import type { Requests } from './Requests';

export type GateOptions = Pick<PromotionsOptions, 'rollouts' | 'policyOf' | 'readiness'> & {
  requests: Requests;
};

/** Whether what has its votes may be sent at this moment. */
export class Gate {
  readonly #options: GateOptions;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** A policy that was tightened holds for what is open; one that was loosened does not. */
  async tighten({ request }: StoredRequest): Promise<void> {
    const policy = this.#policyNow(request);
    if (policy && tightening(policy)({ request, execution: { fence: 0 }, version: 0 }, 0)) {
      await this.#options.requests.change(request.id, tightening(policy));
    }
  }

  /** Why it may not be sent now. @param now - milliseconds of the database's clock */
  async holds({ request, execution }: StoredRequest, now: number): Promise<string | undefined> {
    const source = this.#options.rollouts.source(request.rollout.cluster);
    if (source.freshness !== 'live') {
      return `Nothing can be sent to ${request.rollout.cluster}: ${source.reason ?? source.freshness}.`;
    }
    if (execution.glass) {
      return undefined;
    }
    if (!this.#policyNow(request)) {
      return 'No policy of the portal covers this rollout any more.';
    }
    const { verdict, approvals, needed } = tally(request);
    if (verdict !== 'approved') {
      return `It has ${approvals} of ${needed} approvals that count.`;
    }
    const checks = await this.#checks(request);
    return heldBy({
      policy: request.policy,
      checks,
      at: new Date(now),
      requestKind: request.requestKind,
    });
  }

  async #checks({ rollout }: PromotionRequest): Promise<readonly Check[]> {
    try {
      return await this.#options.readiness(rollout);
    } catch (error) {
      const reason = `The checks could not be asked: ${String(error)}`;
      return [{ id: 'readiness', from: 'rollouts', outcome: 'unknown', reason }];
    }
  }

  #policyNow({ rollout }: PromotionRequest): Policy | undefined {
    const entry: Entry | undefined = this.#options.rollouts.entries().get(rolloutKey(rollout));
    return entry && this.#options.policyOf(entry);
  }
}

/** What a voter looks at, as a tag. */
export function tagOf(pin: Pin, requestKind: RequestKind, policy: Policy): string {
  return etagOf({ pin: pinOf(pin), requestKind, policy });
}

function pinOf({ rollout, uid, revision, digests, pauseStartedAt }: Pin): Pin {
  return { rollout, uid, revision, digests, pauseStartedAt };
}

/** Notes alone change no rule, and would make everybody look again. */
function tightening(now: Policy): Decide {
  return ({ request }) => {
    const joined = stricter(request.policy, now);
    const rules = { ...joined, notes: request.policy.notes, names: request.policy.names };
    const isSame = tagOf(request, request.requestKind, rules) === request.etag;
    if (isSame || (request.state !== 'waiting' && request.state !== 'approved')) {
      return undefined;
    }
    const latest = Date.parse(request.createdAt) + joined.lifetimeSeconds * 1000;
    const shorter = joined.lifetimeSeconds < request.policy.lifetimeSeconds;
    const earliest = Math.min(Date.parse(request.expiresAt), latest);
    return {
      request: {
        policy: joined,
        etag: tagOf(request, request.requestKind, joined),
        votesNeeded: votesNeeded(joined, request.authors),
        expiresAt: shorter ? new Date(earliest).toISOString() : request.expiresAt,
      },
      lines: [
        { kind: 'policy-tightened', by: 'portal', text: 'The policy was tightened: it holds for this too' },
      ],
    };
  };
}
