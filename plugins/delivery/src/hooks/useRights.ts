import { useApi } from '@backstage/frontend-plugin-api';
import {
  type Act,
  deliveryOperatePermission,
  deliveryRollbackPermission,
} from '@greenroom/plugin-delivery-common';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { useCallback, useMemo } from 'react';
import { useAnswer } from '@greenroom/plugin-portal-react';

export interface Rights {
  operate: Act;
  rollback: Act;
}

/** What this person may do at a place, and why not. Asked anew on each page: an answer of earlier may have been taken back. */
export function useRights(place: string): Rights {
  const permissions = useApi(permissionApiRef);
  const ask = useCallback(
    () =>
      Promise.all(
        [deliveryOperatePermission, deliveryRollbackPermission].map(permission =>
          permissions.authorize({ permission, resourceRef: place }),
        ),
      ),
    [permissions, place],
  );
  const { value, refusal } = useAnswer(ask);
  return useMemo(() => {
    const [operate, rollback] = value ?? [];
    const unanswered = refusal
      ? 'The portal could not say what you may do: reload the page.'
      : 'The portal has not said yet what you may do.';
    const [cluster, namespace] = place.split('/');
    return {
      operate: rightOf(operate?.result, unanswered, `operate deliveries to ${namespace} on ${cluster}`),
      rollback: rightOf(rollback?.result, unanswered, `roll back in ${namespace} on ${cluster}`),
    };
  }, [value, refusal, place]);
}

function rightOf(result: AuthorizeResult | undefined, unanswered: string, what: string): Act {
  if (result === AuthorizeResult.ALLOW) {
    return { allowed: true };
  }
  return { allowed: false, why: result === undefined ? unanswered : `You may not ${what}.` };
}
