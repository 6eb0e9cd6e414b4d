import { Link } from 'react-router-dom';
import { count } from '@greenroom/plugin-portal-react';
import { useRolloutLinks } from '../hooks/useRolloutLinks';
import { useWaitingForMe } from '../hooks/useQueue';
import styles from './ViewSwitch.module.css';

/** Between what waits and all there is. Links, so that each can be sent to somebody. */
export function ViewSwitch({ view }: { view: 'queue' | 'all' }) {
  const { all, queue } = useRolloutLinks();
  const mine = useWaitingForMe();
  return (
    <nav aria-label="Views" className={styles.views}>
      <Link to={queue()} className={styles.view} aria-current={view === 'queue' ? 'page' : 'false'}>
        Waiting
        {mine > 0 && <span className={styles.count}>{count(mine, 'for you', 'for you')}</span>}
      </Link>
      <Link to={all()} className={styles.view} aria-current={view === 'all' ? 'page' : 'false'}>
        All
      </Link>
    </nav>
  );
}
