import { useApi } from '@backstage/frontend-plugin-api';
import type { RolloutRef } from '@greenroom/plugin-rollouts-common';
import { useCallback } from 'react';
import { type Sending, useSend } from '@greenroom/plugin-portal-react';
import { promotionsApiRef, type PromotionsApi } from '../api/PromotionsApi';
import type { Step } from '../promotion/Step';

/** Sends a step once for each press; what it was refused for stays until the next try. */
export function useSendStep(
  rollout: RolloutRef,
  step: Step,
): { sending: Sending; send: (reason: string) => void } {
  const api = useApi(promotionsApiRef);
  const { sending, press } = useSend(
    useCallback(
      (key: string, reason: string) => sendStep(api, { rollout, step, reason, key }),
      [api, rollout, step],
    ),
  );
  return { sending, send: press };
}

interface Sent {
  rollout: RolloutRef;
  step: Step;
  reason: string;
  key: string;
}

function sendStep(api: PromotionsApi, { rollout, step, reason, key }: Sent): Promise<unknown> {
  const { does, seen } = step;
  const { cluster, namespace, kind, name } = rollout;
  const ref = { cluster, namespace, kind, name };
  const { id = '', etag = '' } = seen.request ?? {};
  switch (does.kind) {
    case 'request':
      return api.request({
        rollout: ref,
        requestKind: does.requestKind,
        revision: seen.revision,
        ...(does.requestKind !== 'retry' && seen.pauseStartedAt && { pauseStartedAt: seen.pauseStartedAt }),
        reason,
      });
    case 'approve':
      return api.vote(id, { vote: 'approve', reason, seen: etag });
    case 'refuse':
      return api.vote(id, { vote: 'reject', reason, seen: etag });
    case 'go':
      return api.execute(id);
    case 'break-glass':
      return api.breakGlass(id, reason);
    case 'withdraw':
      return api.withdraw(id);
    case 'acknowledge':
      return api.acknowledge(id);
    case 'let-go':
      return api.letGo(ref, does.name, reason);
    default:
      return api.perform(
        ref,
        does.act,
        { revision: seen.revision, reason, ...(does.toRevision && { toRevision: does.toRevision }) },
        key,
      );
  }
}
