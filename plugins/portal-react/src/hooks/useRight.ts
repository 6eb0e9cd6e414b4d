import { useApi } from '@backstage/core-plugin-api';
import { AuthorizeResult, type ResourcePermission } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { useCallback, useMemo } from 'react';
import { useAnswer } from '../answers/useAnswer';

/** Whether a person may do something. */
export interface Right {
  allowed: boolean;
  /** Why not, as a sentence. */
  why?: string;
}

/**
 * Whether this person may do something with a resource. Asked anew on each page: an answer of earlier may have been taken
 * back.
 *
 * @param what - e.g. `operate storefront on eks-prod`
 */
export function useRight(permission: ResourcePermission, resourceRef: string, what: string): Right {
  const permissions = useApi(permissionApiRef);
  const ask = useCallback(
    () => permissions.authorize({ permission, resourceRef }),
    [permissions, permission, resourceRef],
  );
  const { value, refusal } = useAnswer(ask);
  return useMemo(() => {
    if (value?.result === AuthorizeResult.ALLOW) {
      return { allowed: true };
    }
    const unanswered = refusal
      ? 'The portal could not say what you may do: reload the page.'
      : 'The portal has not said yet what you may do.';
    return { allowed: false, why: value === undefined ? unanswered : `You may not ${what}.` };
  }, [value, refusal, what]);
}
