import { declareRoute, readEntityRef, type Route } from '@greenroom/plugin-portal-node';
import {
  rolloutKey,
  rolloutPlace,
  rolloutRefSchema,
  rolloutsReadPermission,
} from '@greenroom/plugin-rollouts-common';
import { z } from 'zod';
import type { Comparisons } from '../comparison/Comparisons';
import type { Readiness } from '../readiness/Readiness';
import type { RolloutsService } from '../RolloutsService';
import { oneRollout } from './rolloutRoutes';

export interface BesideRoutesDeps {
  rollouts: RolloutsService;
  comparisons: Pick<Comparisons, 'of'>;
  readiness: Pick<Readiness, 'now' | 'seenBy'>;
}

const one = '/rollouts/:cluster/:namespace/:kind/:name' as const;

/** What a person looks at before they decide: what differs, and what speaks for and against it. */
export function besideRoutes({ rollouts, comparisons, readiness }: BesideRoutesDeps): Route[] {
  return [
    declareRoute({
      method: 'GET',
      path: `${one}/comparison`,
      input: { params: rolloutRefSchema },
      permission: rolloutsReadPermission,
      resource: ({ params }) => rolloutPlace(params),
      principals: ['user', 'service'],
      handler: async ({ input }) => {
        const { rollout, source } = oneRollout(rollouts, input.params);
        return { json: { ...(await comparisons.of(rollout)), sources: [source] } };
      },
    }),
    declareRoute({
      method: 'GET',
      path: `${one}/readiness`,
      input: { params: rolloutRefSchema },
      permission: rolloutsReadPermission,
      resource: ({ params }) => rolloutPlace(params),
      principals: ['user', 'service'],
      handler: async ({ input, credentials }) => {
        const { source } = oneRollout(rollouts, input.params);
        return { json: { items: await readiness.seenBy(credentials, input.params), sources: [source] } };
      },
    }),
    declareRoute({
      method: 'GET',
      path: '/readiness',
      input: { query: z.object({ entityRef: z.string() }) },
      permission: rolloutsReadPermission,
      list: true,
      principals: ['user', 'service'],
      handler: ({ input, may }) => ({ json: ofEntity({ rollouts, readiness }, input.query.entityRef, may) }),
    }),
  ];
}

/**
 * The portal's own checks of every rollout of a service: what another feature asks this one.
 * @throws InputError for an entityRef that is none
 */
function ofEntity(
  { rollouts, readiness }: Pick<BesideRoutesDeps, 'rollouts' | 'readiness'>,
  entityRef: string,
  may: (place: string) => boolean,
) {
  const ref = readEntityRef(entityRef);
  const readable = [...rollouts.entries().values()].filter(({ rollout }) => may(rolloutPlace(rollout)));
  const own = readable.filter(({ claims }) => claims.entityRefs.includes(ref));
  return {
    items: own.flatMap(({ rollout }) =>
      readiness.now(rollout).map(check => ({ ...check, id: `${rolloutKey(rollout)}/${check.id}` })),
    ),
    sources: rollouts.sources(new Set(own.map(({ rollout }) => rolloutPlace(rollout)))),
  };
}
