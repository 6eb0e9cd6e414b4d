import { RelativeTime } from '@greenroom/plugin-portal-react';
import { type Rollout, rolloutKey } from '@greenroom/plugin-rollouts-common';
import { RiAlarmWarningLine } from '@remixicon/react';
import { useLiveWithoutRequest } from '../../hooks/useLiveWithoutRequest';
import styles from './AroundThePortal.module.css';

/** First on the page when somebody took this rollout live without the portal. */
export function AroundThePortal({ rollout }: { rollout: Rollout }) {
  const { value = [] } = useLiveWithoutRequest(
    rolloutKey(rollout),
    `${rollout.active?.revision} ${rollout.stable?.revision}`,
  );
  const [newest] = value;
  if (!newest) {
    return null;
  }
  return (
    <div role="alert" className={styles.around}>
      <RiAlarmWarningLine aria-hidden />
      <span>
        <strong>Live without a request.</strong> {newest.text}, <RelativeTime at={newest.at} />
        {value.length > 1 && ` and ${value.length - 1} more within a day: see the ledger`}.
      </span>
    </div>
  );
}
