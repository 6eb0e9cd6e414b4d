import { declareRoute, type Route } from '@greenroom/plugin-portal-node';
import {
  rolloutKey,
  rolloutPlace,
  rolloutRefSchema,
  rolloutsOperatePermission,
  rolloutsRollbackPermission,
} from '@greenroom/plugin-rollouts-common';
import { z } from 'zod';
import type { Deeds } from '../deeds/Deeds';
import { deedActions } from '../deeds/DeedStore';
import type { PersonReader } from '../policy/PersonReader';

export interface ActionRoutesDeps {
  deeds: Pick<Deeds, 'perform'>;
  people: Pick<PersonReader, 'read'>;
}

const params = rolloutRefSchema.extend({
  action: z.enum(deedActions),
});

const body = z.object({
  /** The pod-template-hash that the person saw. */
  revision: z.string().min(1),
  reason: z.string(),
  /** For an undo: the hash to go back to. */
  toRevision: z.string().min(1).optional(),
});

/** The same for every try of one deed; what it is made of is the caller's. */
const headers = z.object({ 'idempotency-key': z.string().min(1).max(255).optional() });

/** What is done to a rollout without a vote. */
export function actionRoutes({ deeds, people }: ActionRoutesDeps): Route[] {
  return [
    declareRoute({
      method: 'POST',
      path: '/rollouts/:cluster/:namespace/:kind/:name/actions/:action',
      input: { params, body, headers },
      permission: input =>
        input.params.action === 'undo' ? rolloutsRollbackPermission : rolloutsOperatePermission,
      resource: input => rolloutPlace(input.params),
      principals: ['user'],
      audit: {
        eventId: 'rollout-action',
        severity: 'high',
        meta: ({ params: { action, ...ref }, body: { revision } }) => ({
          action,
          rollout: rolloutKey(ref),
          revision,
        }),
      },
      handler: async ({ input, credentials }) => {
        const { action, ...ref } = input.params;
        const person = await people.read(credentials);
        const deed = await deeds.perform(person, ref, action, input.body, input.headers['idempotency-key']);
        return { json: deed };
      },
    }),
  ];
}
