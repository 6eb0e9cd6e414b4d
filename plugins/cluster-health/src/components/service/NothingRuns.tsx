import { KUBERNETES_ID, KUBERNETES_LABEL_SELECTOR } from '@greenroom/plugin-portal-common';
import { EmptyState, Mono } from '@greenroom/plugin-portal-react';

/** No cluster that the person may see runs anything that is this service's; how something becomes so. */
export function NothingRuns() {
  return (
    <EmptyState title="Nothing of this service runs where you may see it">
      <p>
        No cluster that you may see has anything with this entity’s <Mono>{KUBERNETES_ID}</Mono> as a label,
        or that matches its <Mono>{KUBERNETES_LABEL_SELECTOR}</Mono>.
      </p>
    </EmptyState>
  );
}
