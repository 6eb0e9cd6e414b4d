import { RelativeTime } from '@greenroom/plugin-portal-react';
import { type Rollout, rolloutKey } from '@greenroom/plugin-rollouts-common';
import { RiAlarmWarningLine } from '@remixicon/react';
import { usePromotion } from '../../hooks/usePromotion';
import { useLiveWithoutRequest } from '../../hooks/useLiveWithoutRequest';
import styles from './AroundThePortal.module.css';

/** First on the page when somebody took this rollout live without the portal. */
export function AroundThePortal({ rollout }: { rollout: Rollout }) {
  const { standing } = usePromotion(rollout);
  const { value = [] } = useLiveWithoutRequest(rolloutKey(rollout), standing?.liveNotedAt ?? '');
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
