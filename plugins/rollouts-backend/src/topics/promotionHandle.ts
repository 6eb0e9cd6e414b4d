import type { PollClock } from '@greenroom/plugin-portal-node';
import { PROMOTION_ROW, rolloutKey, type RolloutRef } from '@greenroom/plugin-rollouts-common';
import type { Promotions } from '../promotions/Promotions';
import type { RolloutsService } from '../RolloutsService';
import { ReadHandle } from './ReadHandle';

/** As many as a page shows of one rollout. */
const REQUESTS = 20;

export interface PromotionTopicDeps {
  rollouts: Pick<RolloutsService, 'onChange' | 'source'>;
  promotions: Pick<Promotions, 'standing' | 'list' | 'onChange'>;
  /** Runs the task now and then, until the returned function is called: freezes begin and end, others' checks change. */
  nowAndThen(task: () => void): () => void;
  after: PollClock['after'];
  /** Calls the listener with the `rolloutKey` of what a policy admin let go of, until the returned function is called. */
  onLetGo?(listener: (rollout: string) => void): () => void;
  onError(error: unknown): void;
}

/** How the promotion of one rollout stands: a row for that, a row for each of its last requests. */
export function promotionHandle(ref: RolloutRef, deps: PromotionTopicDeps): ReadHandle {
  const { promotions, rollouts } = deps;
  const key = rolloutKey(ref);
  return new ReadHandle({
    read: () => readPromotion(ref, promotions),
    sources: () => [rollouts.source(ref.cluster)],
    after: deps.after,
    onError: deps.onError,
    follow: (refresh, told) => [
      promotions.onChange(changed => changed === key && refresh()),
      rollouts.onChange(change => {
        if (change.clusters.has(ref.cluster)) {
          told();
        }
        if (change.clusters.has(ref.cluster) || change.rollouts.has(key) || change.marks.has(key)) {
          refresh();
        }
      }),
      deps.nowAndThen(refresh),
      deps.onLetGo?.(changed => changed === key && refresh()) ?? (() => undefined),
    ],
  });
}

async function readPromotion(ref: RolloutRef, promotions: PromotionTopicDeps['promotions']) {
  const [standing, requests] = await Promise.all([
    promotions.standing(ref),
    promotions.list({ rollouts: [rolloutKey(ref)], limit: REQUESTS }),
  ]);
  return new Map<string, unknown>([
    [PROMOTION_ROW, standing],
    ...requests.map((request): [string, unknown] => [`request/${request.id}`, request]),
  ]);
}
