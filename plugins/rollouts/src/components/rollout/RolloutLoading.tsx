import { Loading } from '@greenroom/plugin-portal-react';
import styles from './RolloutDetails.module.css';

/** The page's shape before its contents: a stage and what stands beside it. */
export function RolloutLoading() {
  return (
    <div className={styles.layout}>
      <div className={styles.stage}>
        <Loading lines={7}>Loading the rollout</Loading>
      </div>
    </div>
  );
}
