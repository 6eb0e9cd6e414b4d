import { useApi } from '@backstage/frontend-plugin-api';
import { deliveryApiRef, type DeliveryApi } from '../api/DeliveryApi';

/** What a person asks of deliveries. */
export function useDeliveryApi(): DeliveryApi {
  return useApi(deliveryApiRef);
}
