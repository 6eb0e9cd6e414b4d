import { fetchApiRef, identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock, createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import {
  CLUSTER_TOPIC,
  clusterRowKey,
  CLUSTERS_TOPIC,
  type ClusterSection,
  type ClusterSummary,
  SERVICE_TOPIC,
  serviceRowKey,
  type ServiceHealth,
} from '@greenroom/plugin-cluster-health-common';
import { KUBERNETES_ID, type Source } from '@greenroom/plugin-portal-common';
import { FakeStream, streamApiRef } from '@greenroom/plugin-portal-react';
import { portalFetch } from '@greenroom/plugin-portal-react/testUtils';
import { act } from '@testing-library/react';
import healthPlugin from '../plugin';
import { rootRouteRef } from '../routes';
import { makeSource } from './clusters';

export const allTopic = { type: CLUSTERS_TOPIC, key: '' };
export const oneTopic = { type: CLUSTER_TOPIC, key: 'eks-prod' };
export const serviceTopic = { type: SERVICE_TOPIC, key: 'component:default/catalogue' };
export const liveSources = [makeSource('eks-prod'), makeSource('eks-staging')];

/** What the catalog of the tests has: ada's team owns the first two. */
export const entities = [
  ['catalogue', 'shop'],
  ['checkout', 'shop'],
  ['search', 'discovery'],
].map(([name = '', owner = '']) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', annotations: { [KUBERNETES_ID]: name } },
  relations: [{ type: 'ownedBy', targetRef: `group:default/${owner}` }],
}));

const apis = (stream: FakeStream) =>
  [
    [streamApiRef, stream],
    [catalogApiRef, catalogApiMock({ entities })],
    [fetchApiRef, portalFetch()],
    [
      identityApiRef,
      mockApis.identity({
        userEntityRef: 'user:default/ada',
        ownershipEntityRefs: ['user:default/ada', 'group:default/shop'],
      }),
    ],
  ] as const;

const mountedRoutes = { '/catalog/:namespace/:kind/:name': entityRouteRef };

/** Opens an address of this feature; what its topics say is up to the test. */
export function openPage(path: string): FakeStream {
  const stream = new FakeStream();
  renderTestApp({
    features: [healthPlugin],
    apis: apis(stream),
    mountedRoutes,
    initialRouteEntries: [path],
  });
  return stream;
}

/** Opens the page of the service `catalogue` with one of this feature's extensions on it. */
export function openService(
  extension: 'entity-content:cluster-health/health' | 'entity-card:cluster-health/health',
): FakeStream {
  const stream = new FakeStream();
  const entity = entities[0];
  if (!entity) {
    throw new TypeError('there is no service in these tests');
  }
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity }),
      healthPlugin.getExtension(extension),
      healthPlugin.getExtension('api:cluster-health/logs'),
    ],
    apis: apis(stream),
    mountedRoutes: { '/clusters': rootRouteRef, ...mountedRoutes },
  });
  return stream;
}

/** What comes down the stream for all clusters. */
export function tellAll(stream: FakeStream, clusters: readonly ClusterSummary[], sources?: Source[]) {
  const rows = Object.fromEntries(
    clusters.map(summary => [clusterRowKey(summary, 'summary', summary.cluster), summary]),
  );
  act(() => stream.live(allTopic, rows, sources ?? clusters.map(({ source }) => source)));
}

/** What comes down the stream for one cluster: rows of its sections. */
export function tellOne(
  stream: FakeStream,
  rows: readonly (readonly [section: ClusterSection, id: string, row: object])[],
  sources: Source[] = liveSources,
) {
  const byKey = Object.fromEntries(
    rows.map(([section, id, row]) => [
      clusterRowKey({ cluster: 'eks-prod', namespace: 'shop' }, section, id),
      row,
    ]),
  );
  act(() => stream.live(oneTopic, byKey, sources));
}

/** What comes down the stream for the service. */
export function tellService(
  stream: FakeStream,
  places: readonly ServiceHealth[],
  sources: Source[] = liveSources,
) {
  const rows = Object.fromEntries(places.map(health => [serviceRowKey(health, health.entityRef), health]));
  act(() => stream.live(serviceTopic, rows, sources));
}
