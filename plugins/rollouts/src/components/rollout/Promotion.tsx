import { ClockTime, Duration, Panel } from '@greenroom/plugin-portal-react';
import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { RiLockLine, RiLockUnlockLine } from '@remixicon/react';
import { lockWords, promotionNow, promotionRule } from '../../stage/promotion';
import { Countdown } from '../stage/Countdown';
import styles from './Promotion.module.css';

/** What the portal knows now of how the next revision goes live. */
export function Promotion({ rollout }: { rollout: Rollout }) {
  const { pause, lockInstalled } = rollout;
  const now = promotionNow(rollout);
  return (
    <Panel title="Promotion">
      <p className={styles.now}>
        {now.text}
        {now.at && (
          <>
            {' at '}
            <ClockTime at={now.at} /> (<Countdown at={now.at} />)
          </>
        )}
      </p>
      {pause && (
        <p className={styles.more}>
          Paused since <ClockTime at={pause.startedAt} />, for <Duration since={pause.startedAt} />.
        </p>
      )}
      <p className={styles.more}>{promotionRule(rollout)}</p>
      <p className={styles.lock} data-locked={lockInstalled || undefined}>
        {lockInstalled ? <RiLockLine aria-hidden /> : <RiLockUnlockLine aria-hidden />}
        <span>{lockWords(rollout)}</span>
      </p>
    </Panel>
  );
}
