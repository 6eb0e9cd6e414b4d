import { declareRoute, type Route } from '@greenroom/plugin-portal-node';
import {
  applicationKey,
  applicationRefSchema,
  deliveryReadPermission,
  deliveryRollbackPermission,
  newChangeRequestSchema,
  newReleaseSchema,
} from '@greenroom/plugin-delivery-common';
import { z } from 'zod';
import type { ChangeRequests } from '../changes/ChangeRequests';
import type { DeliveryService } from '../DeliveryService';

export interface ChangeRequestRoutesDeps {
  delivery: Pick<DeliveryService, 'entry'>;
  changes: Pick<ChangeRequests, 'create' | 'preview' | 'read' | 'release'>;
}

const params = z.object({ id: z.string().min(1).max(36) });

/** Reverts in git, and letting new images in after one. */
export function changeRequestRoutes({ delivery, changes }: ChangeRequestRoutesDeps): Route[] {
  return [
    declareRoute({
      method: 'GET',
      path: '/applications/:cluster/:namespace/:name/revert',
      input: {
        params: applicationRefSchema,
        query: z.object({ toRevision: z.string().min(1).max(200).optional() }),
      },
      // It shows what is written in a repository that the portal may read, and the person perhaps not.
      permission: deliveryRollbackPermission,
      resource: input => delivery.entry(input.params).application.place,
      principals: ['user'],
      handler: async ({ input }) => ({ json: await changes.preview(input.params, input.query.toRevision) }),
    }),
    declareRoute({
      method: 'POST',
      path: '/change-requests',
      input: { body: newChangeRequestSchema },
      permission: deliveryRollbackPermission,
      resource: ({ body: { cluster, namespace, name } }) =>
        delivery.entry({ cluster, namespace, name }).application.place,
      principals: ['user'],
      audit: {
        eventId: 'delivery-change-request',
        severity: 'high',
        meta: ({ body }) => ({ application: applicationKey(body), toRevision: body.toRevision ?? null }),
      },
      handler: async ({ input, credentials }) => {
        const { change, created } = await changes.create(credentials.principal.userEntityRef, input.body);
        return { status: created ? 201 : 200, json: change };
      },
    }),
    declareRoute({
      method: 'POST',
      path: '/applications/:cluster/:namespace/:name/release',
      input: { params: applicationRefSchema, body: newReleaseSchema },
      // Who may hold images back by a revert may let them in again.
      permission: deliveryRollbackPermission,
      resource: ({ params: ref }) => delivery.entry(ref).application.place,
      principals: ['user'],
      audit: {
        eventId: 'delivery-release',
        severity: 'high',
        meta: input => ({ application: applicationKey(input.params) }),
      },
      handler: async ({ input, credentials }) => {
        const { userEntityRef } = credentials.principal;
        const { change, created } = await changes.release(userEntityRef, input.params, input.body.reason);
        return { status: created ? 201 : 200, json: change };
      },
    }),
    declareRoute({
      method: 'GET',
      path: '/change-requests/:id',
      input: { params },
      permission: deliveryReadPermission,
      resource: async input => (await changes.read(input.params.id)).place,
      principals: ['user', 'service'],
      handler: async ({ input }) => ({ json: await changes.read(input.params.id) }),
    }),
  ];
}
