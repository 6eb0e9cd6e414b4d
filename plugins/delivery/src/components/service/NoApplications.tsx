import { ARGOCD_APP_NAME } from '@greenroom/plugin-delivery-common';
import { EmptyState, Mono } from '@greenroom/plugin-portal-react';
import { KUBERNETES_ID } from '@greenroom/plugin-portal-common';

/** No Argo CD has an Application that is this service's; how one becomes so. */
export function NoApplications() {
  return (
    <EmptyState title="No Application delivers this service">
      <p>
        No cluster that you may see has an Application of Argo CD that this entity names in{' '}
        <Mono>{ARGOCD_APP_NAME}</Mono>, or that has this entity’s <Mono>{KUBERNETES_ID}</Mono> as a label.
      </p>
    </EmptyState>
  );
}
