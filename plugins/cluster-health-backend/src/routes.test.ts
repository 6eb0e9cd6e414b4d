import { mockCredentials } from '@backstage/backend-test-utils';
import { NotImplementedError } from '@backstage/errors';
import { AuthorizeResult, type PolicyDecision } from '@backstage/plugin-permission-common';
import { FakeCluster, fakeClusters } from '@greenroom/cluster-access/testUtils';
import { LOGS_RULE, RESOURCE_TYPE_CLUSTER_HEALTH_PLACE } from '@greenroom/plugin-cluster-health-common';
import { audienceConditions } from '@greenroom/plugin-portal-common';
import { KubernetesClaims } from '@greenroom/plugin-portal-node';
import { makeEntity, until } from '@greenroom/plugin-portal-node/testUtils';
import request from 'supertest';
import { ManualClock } from './__testUtils__/ManualClock';
import { addNodes, deploy } from './__testUtils__/objects';
import { startHealth } from './__testUtils__/startHealth';
import { HealthService } from './HealthService';
import { clusterHealthRouter } from './router';

const claims = (name: string) => [`user:default/${name}`, 'group:default/storefront'];
const reads = (...refs: string[]) =>
  audienceConditions('cluster-health', RESOURCE_TYPE_CLUSTER_HEALTH_PLACE, refs);
const mayLog = (...refs: string[]): PolicyDecision => ({
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'cluster-health',
  resourceType: RESOURCE_TYPE_CLUSTER_HEALTH_PLACE,
  conditions: {
    rule: LOGS_RULE,
    resourceType: RESOURCE_TYPE_CLUSTER_HEALTH_PLACE,
    params: { claims: refs },
  },
});

/** `ada` owns what runs, `ben` is in its audience, `dana` operates it, `eli` is nobody here. */
function policy(person: string, permission: string): PolicyDecision {
  const name = person.split('/')[1] ?? '';
  const refs = name === 'ada' ? claims('ada') : [person];
  return permission === 'cluster-health.read' ? reads(...refs) : mayLog(...refs);
}

const roles: Record<string, string> = {
  nobody: mockCredentials.none.header(),
  service: mockCredentials.service.header(),
  ...Object.fromEntries(
    ['ada', 'ben', 'dana', 'eli'].map(name => [name, mockCredentials.user.header(`user:default/${name}`)]),
  ),
};
const people = ['ada', 'ben', 'dana', 'eli'];
const readers = ['ada', 'ben', 'dana'];

/** One row for each route: who is let in. */
const table: Record<string, { path?: string; in: string[] }> = {
  'GET /clusters': { in: ['service', ...people] },
  'GET /clusters/:name': { path: '/clusters/eks-prod', in: ['service', ...readers] },
  'GET /clusters/:name/nodes': { path: '/clusters/eks-prod/nodes', in: ['service', ...readers] },
  'GET /services': { path: '/services?entityRef=component:shop', in: ['service', ...people] },
  'GET /readiness': { path: '/readiness?entityRef=component:shop', in: ['service', ...people] },
  'GET /clusters/:name/pods/:namespace/:pod/log': {
    path: '/clusters/eks-prod/pods/store/shop-1/log',
    in: ['ada', 'dana'],
  },
};

const routes = clusterHealthRouter({
  health: new HealthService({
    clusters: fakeClusters(),
    entities: new KubernetesClaims(),
    kept: new Set(),
    clock: new ManualClock(),
  }),
  logs: {
    open: async () => {
      throw new NotImplementedError('only the declarations are looked at');
    },
  },
});

it('every route has a row, and every row a route; none changes anything or is open to the world', () => {
  expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(table).sort());
  expect(routes.filter(({ isPublic }) => isPublic)).toEqual([]);
});

describe('behind a server', () => {
  let portal: Awaited<ReturnType<typeof startHealth>>;

  beforeAll(async () => {
    const prod = new FakeCluster('eks-prod');
    addNodes(prod, 'one');
    const labels = { 'backstage.io/kubernetes-id': 'shop' };
    deploy(prod, { namespace: 'store', name: 'shop', pods: 1, labels });
    portal = await startHealth({
      clusters: fakeClusters(prod),
      entities: [makeEntity('shop', { 'kubernetes-id': 'shop' }, 'storefront')],
      config: {
        greenroom: {
          audiences: [
            {
              cluster: 'eks-prod',
              namespace: 'store',
              readers: ['user:default/ben'],
              operators: ['user:default/dana'],
            },
          ],
        },
      },
      policy,
    });
    await until(
      async () => (await portal.get('ada', '/services?entityRef=component:shop')).body.items?.length === 1,
    );
  }, 30_000);

  /** 401, refused at the door, or let in. */
  async function ask(role: string, path: string): Promise<string> {
    const answer = await request(portal.server)
      .get(`/api/cluster-health${path}`)
      .set('authorization', roles[role] ?? '');
    if (answer.status === 401) {
      return 'unknown';
    }
    return answer.status === 403 ? 'refused' : 'in';
  }

  it.each(Object.entries(table))('%s', async (name, row) => {
    const answers: Record<string, string> = {};
    for (const role of Object.keys(roles)) {
      answers[role] = await ask(role, row.path ?? name.split(' ')[1] ?? '');
    }
    const expected = Object.keys(roles).map(role => {
      const known = role === 'nobody' ? 'unknown' : 'refused';
      return [role, row.in.includes(role) ? 'in' : known];
    });
    expect(answers).toEqual(Object.fromEntries(expected));
  });
});
