import { useApi } from '@backstage/frontend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  type Act,
  type RolloutRef,
  rolloutPlace,
  rolloutsOperatePermission,
  rolloutsRollbackPermission,
} from '@greenroom/plugin-rollouts-common';
import { useCallback, useMemo } from 'react';
import { type Refusal, useAnswer } from '@greenroom/plugin-portal-react';
import type { Rights } from '../acts/actSteps';

/** What this person may do at a rollout's place without a vote, and why not. Asked anew on each page: an answer of earlier may have been taken back. */
export function useRights(ref: RolloutRef): Rights {
  const permissions = useApi(permissionApiRef);
  const resourceRef = rolloutPlace(ref);
  const ask = useCallback(
    () =>
      Promise.all([
        permissions.authorize({ permission: rolloutsOperatePermission, resourceRef }),
        permissions.authorize({ permission: rolloutsRollbackPermission, resourceRef }),
      ]),
    [permissions, resourceRef],
  );
  const { value, refusal } = useAnswer(ask);
  const where = `${ref.namespace} on ${ref.cluster}`;
  return useMemo(() => {
    const [operate, rollback] = value ?? [];
    return {
      operate: rightOf(operate?.result, refusal, `operate ${where}`),
      rollback: rightOf(rollback?.result, refusal, `roll back in ${where}`),
    };
  }, [value, refusal, where]);
}

function rightOf(result: AuthorizeResult | undefined, refusal: Refusal | undefined, what: string): Act {
  if (result === AuthorizeResult.ALLOW) {
    return { allowed: true };
  }
  const unanswered = refusal
    ? 'The portal could not say what you may do: reload the page.'
    : 'The portal has not said yet what you may do.';
  return { allowed: false, why: result === undefined ? unanswered : `You may not ${what}.` };
}
