import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { RiLockLine, RiLockUnlockLine } from '@remixicon/react';
import { lockWords } from '../../stage/promotion';
import styles from './PromotionPanel.module.css';

/** Whether somebody could promote without the portal. */
export function Lock({ rollout }: { rollout: Rollout }) {
  const { lockInstalled } = rollout;
  return (
    <p className={styles.lock} data-locked={lockInstalled || undefined}>
      {lockInstalled ? <RiLockLine aria-hidden /> : <RiLockUnlockLine aria-hidden />}
      <span>{lockWords(rollout)}</span>
    </p>
  );
}
