import type { TopicType } from '@greenroom/plugin-portal-node';
import {
  PROMOTION_QUEUE_TOPIC,
  PROMOTION_TOPIC,
  rolloutPlace,
  type RolloutRef,
} from '@greenroom/plugin-rollouts-common';
import type { Promotions } from '../promotions/Promotions';
import type { RolloutsService } from '../RolloutsService';
import { promotionHandle, type PromotionTopicDeps } from './promotionHandle';
import { QueueHandle } from './QueueHandle';
import { anyPlace, byPlace, parseEmptyKey, parseRolloutRef, readQuestion } from './topics';

/** Everything that waits for a person, of the places somebody may read. */
export function promotionQueueTopic(rollouts: RolloutsService, promotions: Promotions): TopicType<undefined> {
  return {
    name: PROMOTION_QUEUE_TOPIC,
    parse: key => parseEmptyKey(PROMOTION_QUEUE_TOPIC, key),
    authorise: () => [anyPlace],
    audience: byPlace,
    open: () => new QueueHandle(rollouts, promotions),
  };
}

/** How the promotion of one rollout stands. One that is not there has no rows, and its own topic says so. */
export function promotionTopic(deps: PromotionTopicDeps): TopicType<RolloutRef> {
  return {
    name: PROMOTION_TOPIC,
    parse: parseRolloutRef,
    authorise: ref => [readQuestion(rolloutPlace(ref))],
    open: ref => {
      // Throws for a cluster that is not configured, before anything is followed.
      deps.rollouts.source(ref.cluster);
      return promotionHandle(ref, deps);
    },
  };
}
