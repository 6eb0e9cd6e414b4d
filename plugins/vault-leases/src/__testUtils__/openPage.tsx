import { fetchApiRef, identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { Source } from '@greenroom/plugin-portal-common';
import { FakeStream, streamApiRef } from '@greenroom/plugin-portal-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { type PermissionApi, permissionApiRef } from '@backstage/plugin-permission-react';
import { portalFetch } from '@greenroom/plugin-portal-react/testUtils';
import {
  type IrrevocableLease,
  type Lease,
  leasePageKey,
  type Role,
  ROLE_TOPIC,
  roleKey,
  type RoleRef,
  SERVICE_LEASES_TOPIC,
  type StaticRole,
  type Vault,
  VAULT_ROLES_ANNOTATION,
  VAULT_TOPIC,
  type VaultLine,
  vaultRowKey,
  VAULTS_TOPIC,
  WATCHED_TOPIC,
} from '@greenroom/plugin-vault-leases-common';
import { act } from '@testing-library/react';
import vaultPlugin from '../plugin';
import { makeSource } from './vaults';

export const allTopic = { type: VAULTS_TOPIC, key: '' };
export const vaultTopic = (name = 'storefront') => ({ type: VAULT_TOPIC, key: name });
export const roleTopic = (role: RoleRef, page = 0) => ({
  type: ROLE_TOPIC,
  key: leasePageKey({ role, page }),
});
export const watchedTopic = { type: WATCHED_TOPIC, key: '' };
export const serviceTopic = { type: SERVICE_LEASES_TOPIC, key: 'component:default/checkout' };

/** What the catalog of the tests has: ada's team owns the first two. */
export const entities = [
  ['checkout', 'shop'],
  ['catalogue', 'shop'],
  ['search', 'discovery'],
].map(([name = '', owner = '']) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    annotations: { [VAULT_ROLES_ANNOTATION]: `storefront/database/${name}` },
  },
  relations: [{ type: 'ownedBy', targetRef: `group:default/${owner}` }],
}));

/** @param may - whether the person may do everything, or only look */
export const apis = (stream: FakeStream, may = true) =>
  [
    [streamApiRef, stream],
    [catalogApiRef, catalogApiMock({ entities })],
    [fetchApiRef, portalFetch()],
    [permissionApiRef, rightsOf(may)],
    [
      identityApiRef,
      mockApis.identity({
        userEntityRef: 'user:default/ada',
        ownershipEntityRefs: ['user:default/ada', 'group:default/shop'],
      }),
    ],
  ] as const;

function rightsOf(may: boolean): PermissionApi {
  return mockApis.permission({ authorize: may ? AuthorizeResult.ALLOW : AuthorizeResult.DENY });
}

export const mountedRoutes = { '/catalog/:namespace/:kind/:name': entityRouteRef };

/** Opens an address of this feature; what its topics say is up to the test. */
export function openPage(path: string, may?: boolean): FakeStream {
  const stream = new FakeStream();
  renderTestApp({
    features: [vaultPlugin],
    apis: apis(stream, may),
    mountedRoutes,
    initialRouteEntries: [path],
  });
  return stream;
}

/** What comes down the stream for all Vaults. */
export function tellAll(stream: FakeStream, lines: readonly VaultLine[], sources: Source[] = [makeSource()]) {
  act(() => stream.live(allTopic, Object.fromEntries(lines.map(line => [line.name, line])), sources));
}

export interface Told {
  vault?: Vault;
  roles?: readonly Role[];
  statics?: readonly StaticRole[];
  leases?: readonly Lease[];
  irrevocable?: readonly IrrevocableLease[];
  sources?: Source[];
}

/** What comes down the stream for a topic that has sections. */
export function tell(stream: FakeStream, topic: { type: string; key: string }, told: Told) {
  const { vault, roles = [], statics = [], leases = [], irrevocable = [], sources = [makeSource()] } = told;
  const rows = [
    ...(vault ? [[vaultRowKey('vault', vault.name), vault]] : []),
    ...roles.map(row => [vaultRowKey('role', roleKey(row)), row]),
    ...statics.map(row => [vaultRowKey('static', roleKey(row)), row]),
    ...leases.map(row => [vaultRowKey('lease', `${roleKey(row)}/${row.fingerprint}`), row]),
    ...irrevocable.map(row => [vaultRowKey('irrevocable', `${roleKey(row)}/${row.fingerprint}`), row]),
  ];
  act(() => stream.live(topic, Object.fromEntries(rows), sources));
}

/** What comes down the stream for the roles that are watched. */
export function tellWatched(stream: FakeStream, roles: readonly Role[], sources: Source[] = [makeSource()]) {
  act(() => stream.live(watchedTopic, Object.fromEntries(roles.map(role => [roleKey(role), role])), sources));
}
