import { VAULT_ROLES_ANNOTATION } from '@greenroom/plugin-vault-leases-common';
import { EmptyState, Mono, sentenceList, VerdictMark } from '@greenroom/plugin-portal-react';
import styles from './Service.module.css';

/** No role is this service's; how one becomes so. */
export function NoRoles({ absent }: { absent: readonly string[] }) {
  return (
    <EmptyState title="No Vault role of this service is to be seen">
      {absent.length > 0 ? (
        <p>
          It names {sentenceList(absent)} in its <Mono>{VAULT_ROLES_ANNOTATION}</Mono>: there is none of that
          name, or you may not see it.
        </p>
      ) : (
        <p>
          Roles are given as Vault/engine/role in <Mono>{VAULT_ROLES_ANNOTATION}</Mono>, separated by commas.
        </p>
      )}
    </EmptyState>
  );
}

/** What the service names and nobody tells of, beside those that are told of. */
export function Absent({ absent }: { absent: readonly string[] }) {
  return absent.length === 0 ? null : (
    <ul className={styles.absent} aria-label="Vault roles that are not to be seen">
      {absent.map(name => (
        <li key={name}>
          <VerdictMark state="unknown">
            {`${name} is named by the service: there is none of that name, or you may not see it`}
          </VerdictMark>
        </li>
      ))}
    </ul>
  );
}
