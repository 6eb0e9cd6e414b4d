import { declareRoute, readEntityRef, type Route } from '@greenroom/plugin-portal-node';
import {
  applicationKey,
  applicationRefSchema,
  deliveryReadPermission,
} from '@greenroom/plugin-delivery-common';
import { z } from 'zod';
import type { DeliveryService } from '../DeliveryService';
import { managedKinds, type ManagedObjects } from '../managed/ManagedObjects';

export interface ApplicationRoutesDeps {
  delivery: Pick<DeliveryService, 'entries' | 'entry' | 'source' | 'sources'>;
  managed: Pick<ManagedObjects, 'of'>;
}

const managedQuery = z.object({
  cluster: z.string().min(1),
  namespace: z.string().min(1),
  kind: z.enum(managedKinds),
  name: z.string().min(1),
});

/** What delivers a service, and what manages an object. */
export function applicationRoutes({ delivery, managed }: ApplicationRoutesDeps): Route[] {
  return [
    declareRoute({
      method: 'GET',
      path: '/services',
      input: { query: z.object({ entityRef: z.string() }) },
      permission: deliveryReadPermission,
      list: true,
      principals: ['user', 'service'],
      handler: ({ input, may }) => ({ json: listOf(delivery, readEntityRef(input.query.entityRef), may) }),
    }),
    declareRoute({
      method: 'GET',
      path: '/applications/:cluster/:namespace/:name',
      input: { params: applicationRefSchema },
      permission: deliveryReadPermission,
      resource: ({ params }) => delivery.entry(params).application.place,
      principals: ['user', 'service'],
      handler: ({ input }) => {
        const { application } = delivery.entry(input.params);
        return { json: { ...application, sources: [delivery.source(application.cluster)] } };
      },
    }),
    declareRoute({
      method: 'GET',
      path: '/managed',
      input: { query: managedQuery },
      permission: deliveryReadPermission,
      resource: ({ query }) => `${query.cluster}/${query.namespace}`,
      principals: ['user', 'service'],
      handler: async ({ input }) => ({ json: await managed.of(input.query) }),
    }),
  ];
}

function listOf(
  delivery: ApplicationRoutesDeps['delivery'],
  entityRef: string,
  may: (place: string) => boolean,
) {
  const readable = [...delivery.entries().values()].filter(({ application }) => may(application.place));
  const items = readable
    .filter(({ claims }) => claims.entityRefs.includes(entityRef))
    .map(({ application }) => application)
    .sort((a, b) => (applicationKey(a) < applicationKey(b) ? -1 : 1));
  return { items, sources: delivery.sources(new Set(items.map(({ place }) => place))) };
}
