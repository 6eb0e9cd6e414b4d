import { ServiceUnavailableError } from '@backstage/errors';
import { type Source, verdictStateSchema } from '@greenroom/plugin-portal-common';
import { declareRoute, pageOf, pagingQuery, readEntityRef, type Route } from '@greenroom/plugin-portal-node';
import {
  type Rollout,
  rolloutKey,
  rolloutPlace,
  type RolloutRef,
  rolloutRefSchema,
  rolloutSchema,
  rolloutsReadPermission,
} from '@greenroom/plugin-rollouts-common';
import { z } from 'zod';
import type { Entry, RolloutsService } from '../RolloutsService';
import { missingRollout } from '../topics/topics';

const listQuery = z.object({
  cluster: z.string().optional(),
  namespace: z.string().optional(),
  entityRef: z.string().optional(),
  state: verdictStateSchema.optional(),
  engine: rolloutSchema.shape.engine.optional(),
  strategy: rolloutSchema.shape.strategy.optional(),
  ...pagingQuery,
});
type ListQuery = z.infer<typeof listQuery>;

/** Rollouts; everything is answered from memory. */
export function rolloutRoutes(rollouts: RolloutsService): Route[] {
  return [
    declareRoute({
      method: 'GET',
      path: '/rollouts',
      input: { query: listQuery },
      permission: rolloutsReadPermission,
      list: true,
      principals: ['user', 'service'],
      handler: ({ input, may }) => ({ json: listRollouts(rollouts, input.query, may) }),
    }),
    declareRoute({
      method: 'GET',
      path: '/rollouts/:cluster/:namespace/:kind/:name',
      input: { params: rolloutRefSchema },
      permission: rolloutsReadPermission,
      resource: ({ params }) => rolloutPlace(params),
      principals: ['user', 'service'],
      handler: ({ input }) => {
        const { rollout, source } = oneRollout(rollouts, input.params);
        return { json: { ...rollout, sources: [source] } };
      },
    }),
  ];
}

function listRollouts(rollouts: RolloutsService, query: ListQuery, may: (place: string) => boolean) {
  const wanted = selects(query);
  const readable = [...rollouts.entries().values()].filter(({ rollout }) => may(rolloutPlace(rollout)));
  const found = readable.filter(wanted).map(({ rollout }) => rollout);
  const places = new Set(readable.map(({ rollout }) => rolloutPlace(rollout)));
  return { ...pageOf<Rollout>(found, rolloutKey, query), sources: sourcesOf(rollouts, query, places) };
}

/** @throws NotFoundError for a cluster that is not configured */
function sourcesOf(rollouts: RolloutsService, { cluster }: ListQuery, places: ReadonlySet<string>): Source[] {
  return cluster === undefined ? rollouts.sources(places) : [rollouts.source(cluster)];
}

/** @throws InputError for an entityRef that is none */
function selects(query: ListQuery): (entry: Entry) => boolean {
  const entityRef = query.entityRef === undefined ? undefined : readEntityRef(query.entityRef);
  const equal = (wanted: string | undefined, is: string) => wanted === undefined || wanted === is;
  return ({ rollout, claims }) =>
    equal(query.cluster, rollout.cluster) &&
    equal(query.namespace, rollout.namespace) &&
    equal(query.state, rollout.verdict.state) &&
    equal(query.engine, rollout.engine) &&
    equal(query.strategy, rollout.strategy) &&
    (entityRef === undefined || claims.entityRefs.includes(entityRef));
}

/** @throws NotFoundError, ServiceUnavailableError when its cluster can not tell whether there is one */
export function oneRollout(rollouts: RolloutsService, ref: RolloutRef): { rollout: Rollout; source: Source } {
  const source = rollouts.source(ref.cluster);
  const held = rollouts.entries().get(rolloutKey(ref));
  if (held) {
    return { rollout: held.rollout, source };
  }
  if (source.freshness === 'live') {
    throw missingRollout(ref, rollouts);
  }
  const why = source.reason ?? source.freshness;
  throw new ServiceUnavailableError(`nothing is known of ${ref.kind} ${ref.name}: ${source.id}: ${why}`);
}
