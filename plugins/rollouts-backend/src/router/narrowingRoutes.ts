import { declareRoute, type Route, readReason } from '@greenroom/plugin-portal-node';
import {
  letGoSchema,
  promotionRequestPermission,
  rolloutKey,
  rolloutPlace,
  rolloutRefSchema,
} from '@greenroom/plugin-rollouts-common';
import type { Narrowings } from '../policy/Narrowings';
import type { PersonReader } from '../policy/PersonReader';

export interface NarrowingRoutesDeps {
  narrowings: Pick<Narrowings, 'acknowledge'>;
  people: Pick<PersonReader, 'read'>;
}

/** What narrowed a policy and was taken away: a policy admin lets it go before its seven days. */
export function narrowingRoutes({ narrowings, people }: NarrowingRoutesDeps): Route[] {
  return [
    declareRoute({
      method: 'POST',
      path: '/rollouts/:cluster/:namespace/:kind/:name/narrowings/acknowledge',
      input: { params: rolloutRefSchema, body: letGoSchema },
      // The door only: that it is a policy admin is asked inside, and the answer has a reason.
      permission: promotionRequestPermission,
      resource: ({ params }) => rolloutPlace(params),
      principals: ['user'],
      audit: {
        eventId: 'narrowing-acknowledge',
        severity: 'high',
        meta: ({ params, body: { name } }) => ({ rollout: rolloutKey(params), name }),
      },
      handler: async ({ input, credentials }) => {
        const reason = readReason(input.body.reason, { needed: true });
        const letGo = { rollout: rolloutKey(input.params), name: input.body.name, reason };
        const answer = await narrowings.acknowledge(await people.read(credentials), letGo);
        return { json: { rollout: letGo.rollout, name: letGo.name, ...answer } };
      },
    }),
  ];
}
