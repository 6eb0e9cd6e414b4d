import {
  declareRoute,
  newestFirst,
  pagingQuery,
  readEntityRef,
  type Route,
} from '@greenroom/plugin-portal-node';
import {
  promotionBreakGlassPermission,
  promotionExecutePermission,
  type PromotionRequest,
  promotionRequestPermission,
  promotionVotePermission,
  requestKindSchema,
  type RequestState,
  requestStateSchema,
  rolloutKey,
  rolloutPlace,
  rolloutRefSchema,
  rolloutsReadPermission,
} from '@greenroom/plugin-rollouts-common';
import { z } from 'zod';
import type { PersonReader } from '../policy/PersonReader';
import type { Promotions } from '../promotions/Promotions';

export interface PromotionRoutesDeps {
  promotions: Pick<Promotions, 'create' | 'vote' | 'execute' | 'withdraw' | 'acknowledge' | 'list' | 'get'>;
  people: Pick<PersonReader, 'read'>;
}

const byId = z.object({ id: z.string().min(1).max(100) });
const reason = z.string();

const listQuery = z.object({
  /** One, or several with commas between. */
  state: z
    .string()
    .transform(text => text.split(','))
    .pipe(z.array(requestStateSchema))
    .optional(),
  entityRef: z.string().optional(),
  ...pagingQuery,
});

const createBody = z.object({
  rollout: rolloutRefSchema,
  requestKind: requestKindSchema.optional(),
  revision: z.string().min(1),
  /** As the cluster wrote it; kinds that end no pause have none. */
  pauseStartedAt: z.string().optional(),
  reason,
});

const executeBody = z.object({ breakGlass: z.boolean().optional(), reason: reason.optional() });

/** Promotion requests: the deeds of persons. Whether this person may with this rollout is the engine's to say. */
export function promotionRoutes({ promotions, people }: PromotionRoutesDeps): Route[] {
  const placeOf = async ({ params }: { params: z.infer<typeof byId> }) =>
    rolloutPlace((await promotions.get(params.id)).rollout);
  return [
    declareRoute({
      method: 'GET',
      path: '/promotion-requests',
      input: { query: listQuery },
      permission: rolloutsReadPermission,
      list: true,
      principals: ['user', 'service'],
      handler: async ({ input, may }) => ({ json: await listRequests(promotions, input.query, may) }),
    }),
    declareRoute({
      method: 'GET',
      path: '/promotion-requests/:id',
      input: { params: byId },
      permission: rolloutsReadPermission,
      resource: placeOf,
      principals: ['user', 'service'],
      handler: async ({ input }) => ({ json: await promotions.get(input.params.id) }),
    }),
    declareRoute({
      method: 'POST',
      path: '/promotion-requests',
      input: { body: createBody },
      permission: promotionRequestPermission,
      resource: ({ body }) => rolloutPlace(body.rollout),
      principals: ['user'],
      audit: {
        eventId: 'promotion-request',
        severity: 'medium',
        meta: ({ body }) => ({ rollout: rolloutKey(body.rollout), revision: body.revision }),
      },
      handler: async ({ input, credentials }) => {
        const { request, created } = await promotions.create(await people.read(credentials), input.body);
        return { json: request, status: created ? 201 : 200 };
      },
    }),
    declareRoute({
      method: 'POST',
      path: '/promotion-requests/:id/votes',
      input: {
        params: byId,
        body: z.object({ vote: z.enum(['approve', 'reject']), reason, seen: z.string().min(1) }),
      },
      permission: promotionVotePermission,
      resource: placeOf,
      principals: ['user'],
      audit: {
        eventId: 'promotion-vote',
        severity: 'medium',
        meta: ({ params, body }) => ({ request: params.id, vote: body.vote }),
      },
      handler: async ({ input, credentials }) => ({
        json: await promotions.vote(await people.read(credentials), input.params.id, input.body),
      }),
    }),
    declareRoute({
      method: 'POST',
      path: '/promotion-requests/:id/execute',
      input: { params: byId, body: executeBody },
      permission: ({ body }) =>
        body.breakGlass ? promotionBreakGlassPermission : promotionExecutePermission,
      resource: placeOf,
      principals: ['user'],
      audit: {
        eventId: 'promotion-execute',
        severity: 'high',
        meta: ({ params, body }) => ({ request: params.id, breakGlass: body.breakGlass ?? false }),
      },
      handler: async ({ input, credentials }) => ({
        json: await promotions.execute(await people.read(credentials), input.params.id, input.body),
      }),
    }),
    declareRoute({
      method: 'POST',
      path: '/promotion-requests/:id/withdraw',
      input: { params: byId, body: z.object({}) },
      permission: promotionRequestPermission,
      resource: placeOf,
      principals: ['user'],
      audit: {
        eventId: 'promotion-withdraw',
        severity: 'medium',
        meta: ({ params }) => ({ request: params.id }),
      },
      handler: async ({ input, credentials }) => ({
        json: await promotions.withdraw(await people.read(credentials), input.params.id),
      }),
    }),
    declareRoute({
      method: 'POST',
      path: '/promotion-requests/:id/acknowledge',
      input: { params: byId, body: z.object({}) },
      permission: promotionBreakGlassPermission,
      resource: placeOf,
      principals: ['user'],
      audit: {
        eventId: 'promotion-acknowledge',
        severity: 'high',
        meta: ({ params }) => ({ request: params.id }),
      },
      handler: async ({ input, credentials }) => ({
        json: await promotions.acknowledge(await people.read(credentials), input.params.id),
      }),
    }),
  ];
}

interface ListQuery {
  state?: RequestState[];
  entityRef?: string;
  limit: number;
  cursor?: string;
}

const position = z.strictObject({ createdAt: z.string(), id: z.string() });

/** @throws InputError for an entityRef or a cursor that is none */
async function listRequests(
  promotions: Pick<Promotions, 'list'>,
  { state, entityRef, ...paging }: ListQuery,
  may: (place: string) => boolean,
) {
  const asked = {
    ...(state && { states: state }),
    ...(entityRef !== undefined && { entityRef: readEntityRef(entityRef) }),
  };
  const page = await newestFirst<PromotionRequest, z.infer<typeof position>>(
    {
      read: (before, limit) => promotions.list({ ...asked, ...(before && { before }), limit }),
      positionOf: ({ createdAt, id }) => ({ createdAt, id }),
      keep: ({ rollout }) => may(rolloutPlace(rollout)),
      position,
    },
    paging,
  );
  // Requests are the portal's own: nothing outside was asked for them.
  return { ...page, sources: [] };
}
