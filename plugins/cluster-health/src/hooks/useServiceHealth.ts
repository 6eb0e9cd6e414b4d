import {
  SERVICE_TOPIC,
  type ServiceHealth,
  serviceHealthSchema,
} from '@greenroom/plugin-cluster-health-common';
import { type ServiceRows, sourcesOf, useServiceRows } from '@greenroom/plugin-portal-react';

/** How the service whose page this is does, wherever it runs, worst first. */
export function useServiceHealth(): ServiceRows<ServiceHealth> {
  return useServiceRows(SERVICE_TOPIC, serviceHealthSchema, sourcesOf);
}
