import { declareRoute, type Route } from '@greenroom/plugin-portal-node';
import {
  applicationKey,
  applicationRefSchema,
  deliveryOperatePermission,
  deliveryRollbackPermission,
} from '@greenroom/plugin-delivery-common';
import { z } from 'zod';
import type { ActBody } from '../acts/Act';
import type { Acts } from '../acts/Acts';
import type { DeliveryService } from '../DeliveryService';

export interface ActRoutesDeps {
  delivery: Pick<DeliveryService, 'entry'>;
  acts: Pick<Acts, 'perform'>;
}

const LONGEST_REASON = 2_000;
const mayHaveReason = z.string().trim().max(LONGEST_REASON).default('');
const reason = z.string().trim().min(1).max(LONGEST_REASON);

/** What the person saw is part of each, so that nothing else is done than what was meant. */
const bodies = {
  sync: z.object({ commit: z.string().min(1), prune: z.boolean().default(false), reason: mayHaveReason }),
  refresh: z.object({ hard: z.boolean().default(false), reason: mayHaveReason }),
  terminate: z.object({ startedAt: z.string().min(1), reason: mayHaveReason }),
  rollback: z.object({ historyId: z.number().int(), reason }),
};

/** The same for every try of one act; what it is made of is the caller's. */
const headers = z.object({ 'idempotency-key': z.string().min(1).max(255).optional() });

/** What Argo CD is made to do; each is accepted with 202 and seen on the Application. */
export function actRoutes({ delivery, acts }: ActRoutesDeps): Route[] {
  const route = <K extends ActBody['kind'], B extends z.ZodObject>(
    kind: K,
    body: B,
    read: (body: z.infer<B>) => ActBody,
    permission: typeof deliveryOperatePermission | typeof deliveryRollbackPermission,
  ) =>
    declareRoute({
      method: 'POST',
      path: `/applications/:cluster/:namespace/:name/${kind}`,
      input: { params: applicationRefSchema, body, headers },
      permission,
      resource: input => delivery.entry(input.params).application.place,
      principals: ['user'],
      audit: {
        eventId: 'delivery-act',
        severity: 'high',
        meta: input => ({ act: kind, application: applicationKey(input.params) }),
      },
      handler: async ({ input, credentials }) => {
        const { userEntityRef } = credentials.principal;
        const asked = read(input.body);
        const key = input.headers['idempotency-key'];
        return { status: 202, json: await acts.perform(userEntityRef, input.params, asked, key) };
      },
    });
  return [
    route('sync', bodies.sync, body => ({ kind: 'sync', ...body }), deliveryOperatePermission),
    route('refresh', bodies.refresh, body => ({ kind: 'refresh', ...body }), deliveryOperatePermission),
    route('terminate', bodies.terminate, body => ({ kind: 'terminate', ...body }), deliveryOperatePermission),
    route('rollback', bodies.rollback, body => ({ kind: 'rollback', ...body }), deliveryRollbackPermission),
  ];
}
