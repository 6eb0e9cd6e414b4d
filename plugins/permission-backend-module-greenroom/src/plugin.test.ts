import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Permission } from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  AUDIENCE_RULE,
  type AudienceParams,
  audienceParamsSchema,
  type HasAudience,
  isInAudience,
  portalSourcesReadPermission,
} from '@greenroom/plugin-portal-common';
import { RESOURCE_TYPE_ROLLOUT_PLACE, rolloutsReadPermission } from '@greenroom/plugin-rollouts-common';
import request from 'supertest';
import { greenroomPolicyModule } from './plugin';

const placeRef = createPermissionResourceRef<HasAudience, AudienceParams>().with({
  pluginId: 'rollouts',
  resourceType: RESOURCE_TYPE_ROLLOUT_PLACE,
});

const places = new Map<string, HasAudience>([
  ['eks-prod/storefront', { audience: ['group:default/storefront', 'group:default/approvers'] }],
  ['eks-staging/storefront', { audience: ['group:default/storefront', 'group:default/guests'] }],
  ['eks-prod/shop-wide', { audience: ['group:default/shop'] }],
  ['eks-prod/lobby', { audience: ['*'] }],
]);

/** What the rollouts plugin does with the policy's answer. */
const applyToPlace = createConditionAuthorizer([
  createPermissionRule({
    name: AUDIENCE_RULE,
    description: 'in the audience',
    resourceRef: placeRef,
    paramsSchema: audienceParamsSchema,
    apply: isInAudience,
    toQuery: ({ claims }) => ({ claims }),
  }),
]);

function person(name: string, ...groups: string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name },
    relations: groups.map(of => ({ type: 'memberOf', targetRef: `group:default/${of}` })),
  };
}

function group(name: string, ...parents: string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name },
    relations: parents.map(parent => ({ type: 'childOf', targetRef: `group:default/${parent}` })),
  };
}

const entities = new Map(
  [
    person('ada', 'storefront'),
    person('ben', 'storefront'),
    person('chen', 'approvers'),
    person('dana', 'platform'),
    person('eli', 'guests'),
    group('storefront', 'shop'),
    // a circle, as two people edit two files
    group('shop', 'storefront'),
    group('approvers'),
    group('platform'),
    group('guests'),
  ].map(entity => [stringifyEntityRef(entity), entity]),
);

/** Permissions are asked by plugins, for a person. */
function onBehalfOf(name: string): string {
  return mockCredentials.user.token(`user:default/${name}`, { actor: { subject: 'plugin:rollouts' } });
}

async function startPolicy() {
  const catalog = catalogServiceMock.mock({
    getEntitiesByRefs: async ({ entityRefs }) => ({ items: entityRefs.map(ref => entities.get(ref)) }),
  });
  const { server } = await startTestBackend({
    features: [
      permissionPlugin,
      greenroomPolicyModule,
      catalog.factory,
      mockServices.rootConfig.factory({
        data: {
          permission: { enabled: true },
          greenroom: { platformGroups: ['group:default/platform'], creatorGroups: ['storefront'] },
        },
      }),
    ],
  });
  const answer = async (name: string, permission: Permission) => {
    const { body, status } = await request(server)
      .post('/api/permission/authorize')
      .set('authorization', `Bearer ${onBehalfOf(name)}`)
      .send({ items: [{ id: 'a', permission }] });
    return body.items?.[0] ?? { result: status };
  };
  const ask = async (name: string, permission: Permission) => (await answer(name, permission)).result;
  const reads = async (name: string, place: string) =>
    applyToPlace(await answer(name, rolloutsReadPermission), places.get(place));
  return { ask, reads, catalog, server };
}

describe('the policy behind the permission plugin', () => {
  let policy: Awaited<ReturnType<typeof startPolicy>>;

  beforeAll(async () => {
    policy = await startPolicy();
  });

  it.each([
    ['eks-prod/storefront', { ada: true, ben: true, chen: true, dana: true, eli: false }],
    ['eks-staging/storefront', { ada: true, ben: true, chen: false, dana: true, eli: true }],
    ['eks-prod/shop-wide', { ada: true, ben: true, chen: false, dana: true, eli: false }],
    ['eks-prod/lobby', { ada: true, ben: true, chen: true, dana: true, eli: true }],
    ['eks-prod/unheard-of', { ada: false, ben: false, chen: false, dana: true, eli: false }],
  ])('says who reads %s', async (place, expected) => {
    const answers = await Promise.all(
      Object.keys(expected).map(async name => [name, await policy.reads(name, place)]),
    );
    expect(Object.fromEntries(answers)).toEqual(expected);
  });

  it('shows sources to operators only', async () => {
    expect(await policy.ask('dana', portalSourcesReadPermission)).toBe('ALLOW');
    expect(await policy.ask('ada', portalSourcesReadPermission)).toBe('DENY');
  });

  it('denies somebody the catalog does not know, and a permission nobody wrote down', async () => {
    expect(await policy.ask('stranger', portalSourcesReadPermission)).toBe('DENY');
    expect(await policy.reads('stranger', 'eks-prod/storefront')).toBe(false);
    expect(await policy.ask('dana', { type: 'basic', name: 'new.thing.use', attributes: {} })).toBe('DENY');
  });

  it('denies callers without credentials', async () => {
    const answer = await request(policy.server)
      .post('/api/permission/authorize')
      .set('authorization', mockCredentials.none.header())
      .send({ items: [{ id: 'a', permission: portalSourcesReadPermission }] });
    expect(answer.status).toBe(401);
  });

  it('follows a change of groups within a second, whatever the token says', async () => {
    expect(await policy.reads('ben', 'eks-prod/shop-wide')).toBe(true);
    entities.set('user:default/ben', person('ben'));
    const start = performance.now();
    let reads = true;
    while (reads && performance.now() - start < 3_000) {
      await new Promise(resolve => setTimeout(resolve, 50));
      reads = await policy.reads('ben', 'eks-prod/shop-wide');
    }
    entities.set('user:default/ben', person('ben', 'storefront'));
    expect(reads).toBe(false);
    expect(performance.now() - start).toBeLessThan(1_500);
  });

  it('allows nothing that depends on groups while the catalog can not be asked', async () => {
    await new Promise(resolve => setTimeout(resolve, 550));
    policy.catalog.getEntitiesByRefs.mockRejectedValueOnce(new TypeError('fetch failed'));
    expect(await policy.ask('dana', portalSourcesReadPermission)).toBe(500);
    expect(await policy.ask('dana', portalSourcesReadPermission)).toBe('ALLOW');
  });
});
