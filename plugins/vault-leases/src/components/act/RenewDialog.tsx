import { Radio, RadioGroup } from '@backstage/ui';
import { ActDialog, ClockTime, useSend, useTicking, wholeMinute } from '@greenroom/plugin-portal-react';
import type { Lease, LeaseActRecord, Role } from '@greenroom/plugin-vault-leases-common';
import { useCallback, useMemo, useState } from 'react';
import { renewalChoices } from '../../acts/renewal';
import { useVaultLeasesApi } from '../../hooks/useVaultLeasesApi';
import styles from './Act.module.css';
import { Outcome } from './Outcome';

export interface LeaseDialogProps {
  role: Role;
  /** As it was when the dialogue was opened. */
  lease: Lease;
  /** After something was seen of it. */
  onDone: (record: LeaseActRecord) => void;
  onClose: () => void;
}

/** Says how long a lease can last at most, asks for how long and why, and shows when it ends then. */
export function RenewDialog({ role, lease, onDone, onClose }: LeaseDialogProps) {
  const api = useVaultLeasesApi();
  const now = useTicking(wholeMinute);
  const choices = useMemo(() => renewalChoices(lease, role, new Date(now)), [lease, role, now]);
  const [picked, setPicked] = useState<string>();
  const [record, setRecord] = useState<LeaseActRecord>();
  const choice = choices.find(({ id }) => id === picked) ?? choices[0];
  const { incrementSeconds } = choice ?? {};
  const { mount, role: name } = lease;
  const send = useCallback(
    (key: string, reason: string) =>
      api.renew(
        lease,
        { reason, mount, role: name, ...(incrementSeconds !== undefined && { incrementSeconds }) },
        key,
      ),
    [api, lease, mount, name, incrementSeconds],
  );
  const { sending, press } = useSend(
    send,
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
      label="Renew"
      consequence={`Vault lets the lease ${lease.fingerprint} of ${mount}/${name} last longer. Its credentials stay the same.`}
      reason="required"
      sending={sending}
      outcome={record && <Outcome record={record} />}
      onSend={press}
      onClose={onClose}
    >
      <p className={styles.says}>
        <span>
          It ends at <ClockTime at={lease.endsAt} />.{' '}
          {lease.ceilingAt ? (
            <>
              Its ceiling is at <ClockTime at={lease.ceilingAt} />: nobody renews past it, whatever is asked
              for.
            </>
          ) : (
            'No ceiling is known: Vault gives what it may.'
          )}
        </span>
      </p>
      {choices.length > 0 && (
        <RadioGroup
          label="For how long"
          value={choice?.id}
          onChange={setPicked}
          isDisabled={record !== undefined}
        >
          {choices.map(({ id, label }) => (
            <Radio key={id} value={id}>
              {label}
            </Radio>
          ))}
        </RadioGroup>
      )}
    </ActDialog>
  );
}
