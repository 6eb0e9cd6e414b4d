import { type TopicView, useRow, useRows, useTopic } from '@greenroom/plugin-portal-react';
import {
  PROMOTION_ROW,
  PROMOTION_TOPIC,
  type PromotionRequest,
  promotionRequestSchema,
  type PromotionStanding,
  promotionStandingSchema,
  rolloutKey,
  type RolloutRef,
} from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';

/** How a rollout's promotion stands, live. `unreadable`: it came in a shape that this page does not know. */
export function usePromotion(ref: RolloutRef): {
  view: TopicView;
  standing: PromotionStanding | undefined;
  /** Requests of this rollout for which the glass was broken and nobody has acknowledged it. */
  broken: readonly PromotionRequest[];
  unreadable: boolean;
} {
  const view = useTopic({ type: PROMOTION_TOPIC, key: rolloutKey(ref) });
  const { row, unreadable } = useRow(view, PROMOTION_ROW, promotionStandingSchema);
  // The standing is a row of another shape: it is one that cannot be read as a request, and is left out.
  const { rows } = useRows(view, promotionRequestSchema);
  const broken = useMemo(() => [...rows.values()].filter(isUnacknowledged), [rows]);
  return { view, standing: row, broken, unreadable };
}

function isUnacknowledged({ breakGlass }: PromotionRequest): boolean {
  return breakGlass !== undefined && breakGlass.acknowledgedBy === undefined;
}
