import { TextField } from '@backstage/ui';
import { ActDialog, count, useSend } from '@greenroom/plugin-portal-react';
import type { Lease, LeaseActRecord } from '@greenroom/plugin-vault-leases-common';
import { useCallback, useState } from 'react';
import { useVaultLeasesApi } from '../../hooks/useVaultLeasesApi';
import styles from './Act.module.css';
import { Outcome } from './Outcome';
import type { LeaseDialogProps } from './RenewDialog';

/** Says what breaks, asks for the fingerprint and why, and shows whether Vault still knows the lease then. */
export function RevokeDialog({ role, lease, onDone, onClose }: LeaseDialogProps) {
  const api = useVaultLeasesApi();
  const [typed, setTyped] = useState('');
  const [record, setRecord] = useState<LeaseActRecord>();
  const { fingerprint, mount, role: name } = lease;
  const confirmation = typed.trim();
  const { sending, press } = useSend(
    useCallback(
      (key: string, reason: string) => api.revoke(lease, { reason, mount, role: name, confirmation }, key),
      [api, lease, mount, name, confirmation],
    ),
    useCallback(
      (seen: LeaseActRecord) => {
        setRecord(seen);
        onDone(seen);
      },
      [onDone],
    ),
  );
  return (
    <ActDialog
      label="Revoke"
      consequence={`Vault takes the credentials of the lease ${fingerprint} away at once. This can not be taken back.`}
      reason="required"
      isMissing={confirmation !== fingerprint}
      isLoud
      sending={sending}
      outcome={record && <Outcome record={record} />}
      onSend={press}
      onClose={onClose}
    >
      <div className={styles.says} data-loud>
        <p>{whatBreaks(lease, role.connection)}</p>
        <p>{sessionWords(lease, role.sessionsUntold)}</p>
      </div>
      <TextField
        label={`Type ${fingerprint} to say that it is this one`}
        value={typed}
        onChange={setTyped}
        isRequired
        isDisabled={record !== undefined}
        autoComplete="off"
        spellCheck="false"
      />
    </ActDialog>
  );
}

function whatBreaks({ role, irrevocable }: Lease, connection: string | undefined): string {
  if (irrevocable) {
    return 'Vault has given it up once: it is asked to try again, and fails as before while the database refuses.';
  }
  return `Its user is dropped${connection ? ` from ${connection}` : ''}: whoever uses it can not sign in any more, and fails until it asks Vault for new credentials of ${role}.`;
}

function sessionWords({ sessionsOfRole: sessions, role }: Lease, untold: string | undefined): string {
  if (sessions === undefined) {
    const why = untold === undefined ? '' : `: ${untold}`;
    return `How many sessions users of ${role} hold nobody can tell${why}. Take it for in use.`;
  }
  return sessions === 0
    ? `Users of ${role} hold no session now.`
    : `Users of ${role} hold ${count(sessions, 'session')} now: those of this lease are among them.`;
}
