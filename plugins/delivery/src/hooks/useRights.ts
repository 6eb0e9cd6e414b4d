import { deliveryOperatePermission, deliveryRollbackPermission } from '@greenroom/plugin-delivery-common';
import { type Right, useRight } from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';

export interface Rights {
  operate: Right;
  rollback: Right;
}

/** What this person may do at a place, and why not. */
export function useRights(place: string): Rights {
  const [cluster, namespace] = place.split('/');
  const operate = useRight(
    deliveryOperatePermission,
    place,
    `operate deliveries to ${namespace} on ${cluster}`,
  );
  const rollback = useRight(deliveryRollbackPermission, place, `roll back in ${namespace} on ${cluster}`);
  return useMemo(() => ({ operate, rollback }), [operate, rollback]);
}
