import { ClockTime, Duration } from '@greenroom/plugin-portal-react';
import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { promotionNow, promotionRule } from '../../stage/promotion';
import { Countdown } from '../stage/Countdown';
import styles from './PromotionPanel.module.css';

/** What holds the rollout now, and how its next revision goes live. */
export function RolloutPause({ rollout }: { rollout: Rollout }) {
  const { pause } = rollout;
  const now = promotionNow(rollout);
  return (
    <div className={styles.state}>
      <p className={styles.headline}>
        {now.text}
        {now.at && (
          <>
            {' at '}
            <ClockTime at={now.at} /> (<Countdown at={now.at} />)
          </>
        )}
      </p>
      {pause && (
        <p className={styles.quiet}>
          Paused since <ClockTime at={pause.startedAt} />, for <Duration since={pause.startedAt} />.
        </p>
      )}
      <p className={styles.quiet}>{promotionRule(rollout)}</p>
    </div>
  );
}
