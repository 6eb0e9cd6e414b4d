import {
  type Application,
  applicationSchema,
  DELIVERY_SERVICE_TOPIC,
} from '@greenroom/plugin-delivery-common';
import { type ServiceRows, sourcesOf, useServiceRows } from '@greenroom/plugin-portal-react';

/** What delivers the service whose page this is, in every cluster, worst first. */
export function useServiceDelivery(): ServiceRows<Application> {
  return useServiceRows(DELIVERY_SERVICE_TOPIC, applicationSchema, sourcesOf);
}
