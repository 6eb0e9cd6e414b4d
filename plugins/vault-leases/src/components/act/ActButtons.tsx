import { Button, VisuallyHidden } from '@backstage/ui';
import { useTicking, wholeMinute } from '@greenroom/plugin-portal-react';
import { type Lease, type LeaseActName, leaseActNames } from '@greenroom/plugin-vault-leases-common';
import { useId } from 'react';
import { type Standing, standingOf } from '../../acts/standing';
import styles from './Act.module.css';

export interface ActButtonsProps {
  lease: Lease;
  standing: Standing;
  onOpen: (act: LeaseActName, lease: Lease) => void;
  tabIndex: number;
}

const labels: Readonly<Record<LeaseActName, string>> = { renew: 'Renew', revoke: 'Revoke' };

/** What can be done with a lease; why it can not is said in its row, or above the table where it is so for all. */
export function ActButtons(props: ActButtonsProps) {
  return (
    <span className={styles.buttons}>
      {leaseActNames.map(act => (
        <ActButton key={act} act={act} {...props} />
      ))}
    </span>
  );
}

function ActButton({ act, lease, standing, onOpen, tabIndex }: ActButtonsProps & { act: LeaseActName }) {
  const id = useId();
  const now = useTicking(wholeMinute);
  const { allowed, why } = standingOf(act, lease, standing, now);
  return (
    <span title={why}>
      <Button
        variant="secondary"
        size="small"
        isDisabled={!allowed}
        excludeFromTabOrder={tabIndex < 0}
        aria-label={`${labels[act]} ${lease.fingerprint}`}
        aria-describedby={why ? id : undefined}
        onPress={() => onOpen(act, lease)}
      >
        {labels[act]}
      </Button>
      {why && (
        <VisuallyHidden>
          <span id={id}>{why}</span>
        </VisuallyHidden>
      )}
    </span>
  );
}
