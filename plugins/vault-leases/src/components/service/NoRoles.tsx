import { EmptyState, Mono, NoneSeen, sentenceList } from '@greenroom/plugin-portal-react';
import { VAULT_ROLES_ANNOTATION } from '@greenroom/plugin-vault-leases-common';
import type { ServiceLeases } from '../../hooks/useServiceLeases';

const TITLE = 'No Vault role of this service is to be seen';

/** No role is this service's, as far as this person may see; how one becomes so. */
export function NoRoles({ told: { absent, absentByConvention } }: { told: ServiceLeases }) {
  if (absent.length === 0 && absentByConvention.length > 0) {
    return (
      <EmptyState title={TITLE}>
        <p>
          By its name {sentenceList(absentByConvention)} is its own, and you may not see that: its owners may
          once the service names it in <Mono>{VAULT_ROLES_ANNOTATION}</Mono>.
        </p>
      </EmptyState>
    );
  }
  return (
    <NoneSeen
      title={TITLE}
      annotation={VAULT_ROLES_ANNOTATION}
      absent={absent}
      how="Roles are given as Vault/engine/role"
    />
  );
}
