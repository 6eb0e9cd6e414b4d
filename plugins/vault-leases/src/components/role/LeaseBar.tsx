import { useTicking } from '@greenroom/plugin-portal-react';
import type { Lease } from '@greenroom/plugin-vault-leases-common';
import { useCallback } from 'react';
import { spanOf } from '../../leases/span';
import { ceilingWords, endWords } from '../../leases/words';
import styles from './Lease.module.css';

/**
 * When a lease ends, in words and as a bar from its issue to its ceiling: what has gone by, what is left, and what may be
 * added. The words say all that the bar does.
 */
export function LeaseBar({ lease }: { lease: Lease }) {
  const drawn = useTicking(useCallback(now => shares(lease, now), [lease]));
  const words = useTicking(useCallback(now => endWords(lease, now), [lease]));
  const ceiling = useTicking(useCallback(now => ceilingWords(lease, now), [lease]));
  const [gone, left] = drawn.split(' ');
  return (
    <span className={styles.lease} title={`${words}, ${ceiling}`}>
      <span className={styles.words}>
        {words} <span className={styles.ceiling}>{ceiling}</span>
      </span>
      <span className={styles.bar} data-state={lease.verdict.state} aria-hidden="true">
        <span className={styles.gone} style={{ width: `${gone}%` }} />
        <span className={styles.left} style={{ width: `${left}%` }} />
      </span>
    </span>
  );
}

/** Per cent that have gone by and that are left, as one text: a tick draws nothing where it says the same. */
function shares(lease: Lease, now: Date): string {
  const { now: at, end } = spanOf(lease, now.getTime());
  return `${(Math.min(at, end) * 100).toFixed(1)} ${(Math.max(0, end - at) * 100).toFixed(1)}`;
}
