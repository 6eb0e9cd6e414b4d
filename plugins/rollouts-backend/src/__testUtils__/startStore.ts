import { AuthorizeResult, type PolicyDecision } from '@backstage/plugin-permission-common';
import { audienceConditions } from '@greenroom/plugin-portal-common';
import { OPERATOR_RULE, RESOURCE_TYPE_ROLLOUT_PLACE, ROLLBACK_RULE } from '@greenroom/plugin-rollouts-common';
import { makeEntity, makeGroup, makeUser } from '@greenroom/plugin-portal-node/testUtils';
import { FakeCluster, fakeClusters } from '@greenroom/cluster-access/testUtils';
import { recorded, rolloutRowOf } from './objects';
import { populate } from './populate';
import { startRollouts } from './startRollouts';

const claims: Record<string, string[]> = {
  'user:default/ada': ['user:default/ada', 'group:default/store'],
  'user:default/ben': ['user:default/ben', 'group:default/store'],
  'user:default/chen': ['user:default/chen', 'group:default/approvers'],
  'user:default/dana': ['user:default/dana', 'group:default/platform'],
  'user:default/eli': ['user:default/eli', 'group:default/guests'],
  'user:development/guest': ['user:development/guest'],
};
/** As the portal's permission policy answers; its own tests are in its own room. */
function policy(person: string, permission: string): PolicyDecision {
  const operator = person === 'user:default/dana';
  const own = claims[person] ?? [];
  const appointed = { 'rollouts.operate': OPERATOR_RULE, 'rollouts.rollback': ROLLBACK_RULE }[permission];
  if (appointed !== undefined) {
    return {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'rollouts',
      resourceType: RESOURCE_TYPE_ROLLOUT_PLACE,
      conditions: {
        resourceType: RESOURCE_TYPE_ROLLOUT_PLACE,
        rule: appointed,
        params: { claims: own },
      },
    };
  }
  if (operator || permission === 'rollouts.ledger.export') {
    return { result: operator ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  }
  return audienceConditions('rollouts', RESOURCE_TYPE_ROLLOUT_PLACE, own);
}

/**
 * A portal with one rollout that waits, `eks-prod/store/rollout/shop`, and a cluster `far` that nobody reaches. Ada and
 * ben are the store's, chen an approver who also rolls back, dana of the platform, eli a reader of other things.
 */
export async function startStore() {
  const cluster = new FakeCluster('eks-prod');
  const metadata = { namespace: 'store', labels: { 'backstage.io/kubernetes-id': 'shop' } };
  populate(cluster, rolloutRowOf(recorded('bg-03-paused', { metadata })));
  const far = new FakeCluster('far');
  far.become({ freshness: 'unreachable', reason: 'connection refused' });
  const portal = await startRollouts({
    clusters: fakeClusters(cluster, far),
    entities: [
      makeEntity('shop', { 'kubernetes-id': 'shop' }, 'nobody'),
      makeGroup('store'),
      makeUser('ada', 'store'),
      makeUser('ben', 'store'),
      makeUser('chen', 'approvers'),
      makeUser('dana', 'platform'),
      makeUser('eli', 'guests'),
    ],
    config: {
      greenroom: {
        audiences: [
          {
            cluster: '*',
            namespace: 'store',
            readers: ['group:default/store', 'group:default/approvers'],
            operators: ['group:default/store'],
            rollback: ['user:default/chen'],
          },
        ],
        promotions: {
          requestsByPortal: false,
          policies: [
            {
              name: 'store',
              match: { clusters: ['eks-prod'] },
              requesters: ['group:default/store'],
              voters: ['group:default/store', 'group:default/approvers'],
              breakGlass: ['group:default/platform'],
            },
          ],
        },
      },
    },
    policy,
  });
  return { ...portal, cluster };
}
