import { fetchApiRef, identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  type Alarm,
  type Database,
  DATABASE_TOPIC,
  type DatabaseEvent,
  DATABASES_ANNOTATION,
  databaseRowKey,
  DATABASES_TOPIC,
  type DatabaseLine,
  type PoolView,
  type Sessions,
} from '@greenroom/plugin-databases-common';
import type { Source } from '@greenroom/plugin-portal-common';
import { FakeStream, streamApiRef } from '@greenroom/plugin-portal-react';
import { portalFetch } from '@greenroom/plugin-portal-react/testUtils';
import { act } from '@testing-library/react';
import databasesPlugin from '../plugin';
import { makeSource } from './databases';

export const allTopic = { type: DATABASES_TOPIC, key: '' };
export const topicOf = (id: string) => ({ type: DATABASE_TOPIC, key: id });

/** What the catalog of the tests has: ada's team owns the first two. */
export const entities = [
  ['catalogue', 'shop'],
  ['checkout', 'shop'],
  ['search', 'discovery'],
].map(([name = '', owner = '']) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', annotations: { [DATABASES_ANNOTATION]: 'shop-aurora' } },
  relations: [{ type: 'ownedBy', targetRef: `group:default/${owner}` }],
}));

export const apis = (stream: FakeStream) =>
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

export const mountedRoutes = { '/catalog/:namespace/:kind/:name': entityRouteRef };

/** Opens an address of this feature; what its topics say is up to the test. */
export function openPage(path: string): FakeStream {
  const stream = new FakeStream();
  renderTestApp({
    features: [databasesPlugin],
    apis: apis(stream),
    mountedRoutes,
    initialRouteEntries: [path],
  });
  return stream;
}

/** What comes down the stream for all databases. */
export function tellAll(
  stream: FakeStream,
  lines: readonly DatabaseLine[],
  sources: Source[] = [makeSource()],
) {
  act(() => stream.live(allTopic, Object.fromEntries(lines.map(line => [line.id, line])), sources));
}

/** What comes down the stream for one database. */
export function tellOne(
  stream: FakeStream,
  database: Database,
  more: {
    alarms?: readonly Alarm[];
    events?: readonly DatabaseEvent[];
    pools?: readonly PoolView[];
    sessions?: readonly Sessions[];
    sources?: Source[];
  } = {},
) {
  const { alarms = [], events = [], pools = [], sessions = [], sources = database.sources } = more;
  const rows = [
    [databaseRowKey('database', database.id), database],
    ...alarms.map(row => [databaseRowKey('alarm', row.name), row]),
    ...events.map(row => [databaseRowKey('event', row.id), row]),
    ...pools.map(row => [databaseRowKey('pool', row.name), row]),
    ...sessions.map(row => [databaseRowKey('sessions', row.role), row]),
  ];
  act(() => stream.live(topicOf(database.id), Object.fromEntries(rows), sources));
}
