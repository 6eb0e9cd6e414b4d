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
import {
  appointedParamsSchema,
  OPERATOR_RULE,
  RESOURCE_TYPE_ROLLOUT_PLACE,
  ROLLBACK_RULE,
  rolloutsPermissions,
  rolloutsReadPermission,
} from '@greenroom/plugin-rollouts-common';
import request from 'supertest';
import { greenroomPolicyModule } from './plugin';

interface Place extends HasAudience {
  operators?: string[];
  rollback?: string[];
}

const placeRef = createPermissionResourceRef<Place, AudienceParams>().with({
  pluginId: 'rollouts',
  resourceType: RESOURCE_TYPE_ROLLOUT_PLACE,
});

const storefront = 'group:default/storefront';
const platform = 'group:default/platform';
const places = new Map<string, Place>([
  [
    'eks-prod/storefront',
    {
      audience: [storefront, platform, 'group:default/approvers'],
      operators: [storefront, platform],
      rollback: [platform, 'user:default/ada'],
    },
  ],
  ['eks-staging/storefront', { audience: [storefront, 'group:default/guests'], operators: [storefront] }],
  ['eks-prod/shop-wide', { audience: ['group:default/shop'] }],
  ['eks-prod/lobby', { audience: ['*'], operators: [], rollback: [] }],
]);

const namesOneOf = (appointed: readonly string[] = [], claims: readonly string[]) =>
  appointed.some(ref => claims.includes(ref));

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
  createPermissionRule({
    name: OPERATOR_RULE,
    description: 'operates it',
    resourceRef: placeRef,
    paramsSchema: appointedParamsSchema,
    apply: ({ operators }, { claims }) => namesOneOf(operators, claims),
    toQuery: ({ claims }) => ({ claims }),
  }),
  createPermissionRule({
    name: ROLLBACK_RULE,
    description: 'rolls it back',
    resourceRef: placeRef,
    paramsSchema: appointedParamsSchema,
    apply: ({ rollback }, { claims }) => namesOneOf(rollback, claims),
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
  const may = async (name: string, permission: Permission, place: string) =>
    applyToPlace(await answer(name, permission), places.get(place));
  const reads = (name: string, place: string) => may(name, rolloutsReadPermission, place);
  return { ask, may, reads, catalog, server };
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

  describe('says who does what with the rollouts of eks-prod/storefront', () => {
    const readers = ['ada', 'ben', 'chen', 'dana'];
    const table: Record<string, string[]> = {
      'rollouts.read': readers,
      'rollouts.ledger.read': readers,
      'rollouts.ledger.export': ['dana'],
      'rollouts.promotion.request': readers,
      'rollouts.promotion.vote': readers,
      'rollouts.promotion.execute': readers,
      'rollouts.promotion.break-glass': readers,
      'rollouts.operate': ['ada', 'ben', 'dana'],
      'rollouts.rollback': ['ada', 'dana'],
    };
    const people = ['ada', 'ben', 'chen', 'dana', 'eli', 'stranger'];

    it.each(rolloutsPermissions.map(permission => [permission.name, permission] as const))(
      '%s',
      async (name, permission) => {
        const allowed = await Promise.all(
          people.map(async who => await policy.may(who, permission, 'eks-prod/storefront')),
        );
        expect(people.filter((_, index) => allowed[index])).toEqual(table[name]);
      },
    );
  });

  it.each(['rollouts.operate', 'rollouts.rollback'])(
    'leaves %s to whom the place names: not to its owners, its readers, the platform',
    async name => {
      const permission = rolloutsPermissions.find(one => one.name === name);
      for (const who of ['ada', 'ben', 'chen', 'dana', 'eli']) {
        expect(permission && (await policy.may(who, permission, 'eks-prod/lobby'))).toBe(false);
      }
    },
  );

  it.each(rolloutsPermissions)('has nothing to say to a service that asks for $name', async permission => {
    const answer = await request(policy.server)
      .post('/api/permission/authorize')
      .set('authorization', mockCredentials.service.header())
      .send({ items: [{ id: 'a', permission }] });
    expect(answer.status).toBe(403);
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
