import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import { count } from '@greenroom/plugin-portal-react';
import { splitRuns } from '../../analysis/runs';
import { Analysis } from './Analysis';
import styles from './Analysis.module.css';

/** What was measured: of what happens now at once, of what was before when asked for. */
export function Analyses({ rollout, level = 2 }: { rollout: Rollout; level?: 2 | 3 }) {
  const { now, earlier } = useMemo(() => splitRuns(rollout), [rollout]);
  return (
    <>
      {now.map(analysis => (
        <Analysis key={analysis.name} analysis={analysis} level={level} />
      ))}
      {earlier.length > 0 && (
        <details className={styles.earlier}>
          <summary>{count(earlier.length, 'earlier analysis', 'earlier analyses')}</summary>
          {earlier.map(analysis => (
            <Analysis key={analysis.name} analysis={analysis} level={level} />
          ))}
        </details>
      )}
    </>
  );
}
