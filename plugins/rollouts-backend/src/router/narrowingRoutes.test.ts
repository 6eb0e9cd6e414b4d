import { rolloutsKind } from '@greenroom/cluster-access';
import type { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { recorded, rolloutRowOf } from '../__testUtils__/objects';
import { populate } from '../__testUtils__/populate';
import { startRollouts } from '../__testUtils__/startRollouts';
import { letGoAnswerSchema, PROMOTION_ROW, promotionStandingSchema } from '@greenroom/plugin-rollouts-common';
import { until } from '@greenroom/plugin-portal-node/testUtils';
import { FakeCluster, fakeClusters } from '@greenroom/cluster-access/testUtils';

const makeUser = (name: string, group: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  relations: [{ type: 'memberOf', targetRef: `group:default/${group}` }],
});

const row = (annotations: Record<string, string>) =>
  rolloutRowOf(recorded('bg-07-healthy-steady', { metadata: { name: 'shop', annotations } }));

it('lets a removed narrowing go by a policy admin, once, with a line of the ledger', async () => {
  const cluster = new FakeCluster('eks-prod');
  populate(cluster, row({ 'greenroom.dev/votes': '3' }));
  const portal = await startRollouts({
    clusters: fakeClusters(cluster),
    entities: [makeUser('dana', 'platform'), makeUser('ada', 'storefront')],
    config: {
      greenroom: {
        promotions: {
          admins: ['group:default/platform'],
          policies: [{ name: 'all', match: { clusters: ['*'] }, requesters: ['*'], voters: ['*'] }],
        },
      },
    },
    policy: () => ({ result: AuthorizeResult.ALLOW }),
  });
  const place = '/rollouts/eks-prod/default/rollout/shop';
  const letGo = (person: string, body: object) =>
    portal.post(person, `${place}/narrowings/acknowledge`, body);
  const body = { name: 'greenroom.dev/votes', reason: 'moved to the configuration' };

  await until(async () => (await portal.get('dana', place)).status === 200);
  expect((await letGo('dana', body)).status).toBe(404);
  cluster.watch(rolloutsKind).put(row({}));

  const refused = await letGo('ada', body);
  expect(refused.status).toBe(403);
  expect(refused.body.error.message).toMatch('Only a policy admin');
  expect((await letGo('dana', { ...body, reason: ' ' })).status).toBe(400);
  const promotion = portal.topics.find({ type: 'promotion', key: 'eks-prod/default/rollout/shop' }).open();
  const standing = () => promotionStandingSchema.safeParse(promotion.rows().get(PROMOTION_ROW)).data;
  await until(() => standing()?.narrowings !== undefined);
  const { held, admins } = standing()?.narrowings ?? { held: [], admins: [] };
  expect(held).toMatchObject([{ name: 'greenroom.dev/votes', value: '3' }]);
  expect(Date.parse(held[0]?.until ?? '') - Date.parse(held[0]?.goneAt ?? '')).toBe(7 * 86_400_000);
  expect(admins).toEqual(['group:default/platform']);

  const done = await letGo('dana', body);
  expect(done.status).toBe(200);
  expect(letGoAnswerSchema.parse(done.body)).toEqual({
    rollout: 'eks-prod/default/rollout/shop',
    name: body.name,
    acknowledgedBy: 'user:default/dana',
    released: held,
  });
  await until(() => standing()?.narrowings === undefined);
  promotion.close();
  expect((await letGo('dana', body)).status).toBe(404);
  const ledger = await portal.get('dana', '/ledger');
  expect(ledger.body.items).toMatchObject([{ kind: 'narrowing-let-go', by: 'user:default/dana' }]);
});
