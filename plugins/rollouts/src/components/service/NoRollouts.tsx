import { EmptyState, Mono } from '@greenroom/plugin-portal-react';
import { KUBERNETES_ID, KUBERNETES_LABEL_SELECTOR } from '@greenroom/plugin-portal-common';

/** No cluster has a rollout that is this service's; how one becomes so. */
export function NoRollouts() {
  return (
    <EmptyState title="No rollout of this service">
      <p>
        No cluster that you may see has a rollout with this entity’s <Mono>{KUBERNETES_ID}</Mono> as a label,
        or that matches its <Mono>{KUBERNETES_LABEL_SELECTOR}</Mono>.
      </p>
    </EmptyState>
  );
}
