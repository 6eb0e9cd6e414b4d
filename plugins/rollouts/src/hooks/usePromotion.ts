import { type TopicView, useRow, useTopic } from '@greenroom/plugin-portal-react';
import {
  PROMOTION_ROW,
  PROMOTION_TOPIC,
  type PromotionStanding,
  promotionStandingSchema,
  rolloutKey,
  type RolloutRef,
} from '@greenroom/plugin-rollouts-common';

/** How a rollout's promotion stands, live. `unreadable`: it came in a shape that this page does not know. */
export function usePromotion(ref: RolloutRef): {
  view: TopicView;
  standing: PromotionStanding | undefined;
  unreadable: boolean;
} {
  const view = useTopic({ type: PROMOTION_TOPIC, key: rolloutKey(ref) });
  const { row, unreadable } = useRow(view, PROMOTION_ROW, promotionStandingSchema);
  return { view, standing: row, unreadable };
}
