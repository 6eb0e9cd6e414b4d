import { Button } from '@backstage/ui';
import { AnswerFailed, Loading, Panel, useAnswer, useRight } from '@greenroom/plugin-portal-react';
import {
  roleKey,
  type RoleRef,
  type Statements,
  vaultStatementsReadPermission,
} from '@greenroom/plugin-vault-leases-common';
import { useCallback, useId, useState } from 'react';
import { useVaultLeasesApi } from '../../hooks/useVaultLeasesApi';
import styles from './Statements.module.css';

/** What a role makes its users with: for who operates, and asked for only when somebody wants to see it. */
export function StatementsPanel({ role }: { role: RoleRef }) {
  const id = useId();
  const [isShown, setShown] = useState(false);
  const { allowed, why } = useRight(
    vaultStatementsReadPermission,
    roleKey(role),
    `read the statements of ${role.role}: those who operate it may`,
  );
  return (
    <Panel title="Statements">
      {isShown && allowed ? (
        <Shown role={role} />
      ) : (
        <div className={styles.ask}>
          <Button
            variant="secondary"
            size="small"
            isDisabled={!allowed}
            aria-describedby={id}
            onPress={() => setShown(true)}
          >
            Show the statements
          </Button>
          <span id={id} className={styles.why}>
            {allowed ? 'The SQL that it makes, renews and drops its users with, read from Vault now.' : why}
          </span>
        </div>
      )}
    </Panel>
  );
}

const parts: readonly { name: keyof Statements; title: string }[] = [
  { name: 'creation', title: 'To make a user' },
  { name: 'renewal', title: 'At a renewal' },
  { name: 'revocation', title: 'To drop a user' },
  { name: 'rollback', title: 'Where making it fails' },
];

function Shown({ role: { vault, mount, role } }: { role: RoleRef }) {
  const api = useVaultLeasesApi();
  const { value, refusal, again } = useAnswer(
    useCallback(
      (signal: AbortSignal) => api.statements({ vault, mount, role }, signal),
      [api, vault, mount, role],
    ),
  );
  if (refusal) {
    return <AnswerFailed title="The statements could not be read" refusal={refusal} again={again} />;
  }
  if (!value) {
    return <Loading>Loading the statements</Loading>;
  }
  return (
    <dl className={styles.statements}>
      {parts.map(({ name, title }) => (
        <div key={name}>
          <dt>{title}</dt>
          <dd>
            {value[name].length === 0 ? (
              'what its engine does by itself'
            ) : (
              <pre className={styles.sql}>{value[name].join('\n')}</pre>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
