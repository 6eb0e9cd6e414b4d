import { Link } from 'react-router-dom';
import { count } from '@greenroom/plugin-portal-react';
import { useWaitingForMe } from '../../hooks/useQueue';
import { useRolloutLinks } from '../../hooks/useRolloutLinks';
import styles from './WaitingBadge.module.css';

/** How many rollouts wait for this person, as a way there; nothing while none does or nobody can tell. */
export function WaitingBadge() {
  const mine = useWaitingForMe();
  const { queue } = useRolloutLinks();
  if (mine === 0) {
    return null;
  }
  return (
    <Link
      to={queue()}
      className={styles.badge}
      aria-label={`${count(mine, 'rollout')} ${mine === 1 ? 'waits' : 'wait'} for you`}
    >
      {mine > 99 ? '99+' : mine}
    </Link>
  );
}
