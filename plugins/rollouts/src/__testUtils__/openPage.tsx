import {
  createFrontendPlugin,
  createRouteRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { Source } from '@greenroom/plugin-portal-common';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { type FakeStream, streamApiRef } from '@greenroom/plugin-portal-react';
import {
  LIVE_WITHOUT_REQUEST_TOPIC,
  PROMOTION_QUEUE_TOPIC,
  PROMOTION_ROW,
  PROMOTION_TOPIC,
  type PromotionStanding,
  type QueueItem,
  type Rollout,
  ROLLOUT_TOPIC,
  rolloutKey,
  type RolloutRow,
  ROLLOUTS_TOPIC,
} from '@greenroom/plugin-rollouts-common';
import { act } from '@testing-library/react';
import { portalFetch } from '@greenroom/plugin-portal-react/testUtils';
import rolloutsPlugin from '../plugin';
import { makeRollout, makeSource } from './rollouts';

export const allTopic = { type: ROLLOUTS_TOPIC, key: '' };
export const oneTopic = { type: ROLLOUT_TOPIC, key: rolloutKey(makeRollout()) };
export const promotionTopic = { type: PROMOTION_TOPIC, key: rolloutKey(makeRollout()) };
export const queueTopic = { type: PROMOTION_QUEUE_TOPIC, key: '' };
export const aroundTopic = { type: LIVE_WITHOUT_REQUEST_TOPIC, key: '' };
export const onePath = `/rollouts/${oneTopic.key}`;
export const liveSources = [makeSource('eks-prod'), makeSource('eks-staging')];

/** The services of the table's tests and who owns them. */
const entities = [
  ['checkout', 'shop'],
  ['search', 'discovery'],
].map(([name = '', owner = '']) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  relations: [{ type: 'ownedBy', targetRef: `group:default/${owner}` }],
}));

const revertRouteRef = createRouteRef();
/** The neighbour whose page the undo leads to. */
const delivery = createFrontendPlugin({
  pluginId: 'delivery',
  routes: { revert: revertRouteRef },
  extensions: [
    PageBlueprint.make({
      params: { path: '/delivery/revert', routeRef: revertRouteRef, loader: async () => <p>In git</p> },
    }),
  ],
});

/** Opens an address of this feature for somebody who may do everything, or nothing; what its topics say is up to the test. */
export function openPage(path: string, stream: FakeStream, may = true) {
  renderTestApp({
    features: [rolloutsPlugin, delivery],
    apis: [
      [streamApiRef, stream],
      [catalogApiRef, catalogApiMock({ entities })],
      [fetchApiRef, portalFetch()],
      [
        permissionApiRef,
        mockApis.permission({ authorize: may ? AuthorizeResult.ALLOW : AuthorizeResult.DENY }),
      ],
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [path],
  });
}

/** What comes down the stream for one rollout. */
export function tellOne(
  stream: FakeStream,
  rollout: Rollout,
  events: Record<string, unknown> = {},
  sources: Source[] = liveSources,
) {
  act(() => stream.live(oneTopic, { rollout, ...events }, sources));
}

/** What comes down the stream for all of them. */
export function tellAll(stream: FakeStream, rows: readonly RolloutRow[], sources: Source[] = liveSources) {
  const byKey = Object.fromEntries(rows.map(row => [rolloutKey(row), row]));
  act(() => stream.live(allTopic, byKey, sources));
}

/** What comes down the stream for a rollout's promotion. */
export function tellPromotion(stream: FakeStream, standing: PromotionStanding) {
  act(() => stream.live(promotionTopic, { [PROMOTION_ROW]: standing }, liveSources));
}

/** What comes down the stream for everything that waits. */
export function tellQueue(stream: FakeStream, items: readonly QueueItem[], sources: Source[] = liveSources) {
  const byKey = Object.fromEntries(items.map(item => [rolloutKey(item.rollout), item]));
  act(() => stream.live(queueTopic, byKey, sources));
}
