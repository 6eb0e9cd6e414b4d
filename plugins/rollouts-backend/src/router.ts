import type { Route } from '@greenroom/plugin-portal-node';
import { actionRoutes, type ActionRoutesDeps } from './router/actionRoutes';
import { besideRoutes, type BesideRoutesDeps } from './router/besideRoutes';
import { ledgerRoutes, type LedgerRoutesDeps } from './router/ledgerRoutes';
import { narrowingRoutes, type NarrowingRoutesDeps } from './router/narrowingRoutes';
import { promotionRoutes, type PromotionRoutesDeps } from './router/promotionRoutes';
import { queueRoutes, type QueueRoutesDeps } from './router/queueRoutes';
import { rolloutRoutes } from './router/rolloutRoutes';

export type RouterDeps = BesideRoutesDeps &
  QueueRoutesDeps &
  PromotionRoutesDeps &
  ActionRoutesDeps &
  NarrowingRoutesDeps &
  LedgerRoutesDeps;

/** The HTTP interface of the feature. */
export function rolloutsRouter(deps: RouterDeps): Route[] {
  return [
    ...rolloutRoutes(deps.rollouts),
    ...besideRoutes(deps),
    ...queueRoutes(deps),
    ...promotionRoutes(deps),
    ...actionRoutes(deps),
    ...narrowingRoutes(deps),
    ...ledgerRoutes(deps),
  ];
}
