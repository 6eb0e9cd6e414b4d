import type { Revision } from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import { useNewcomers } from '../../hooks/useNewcomers';
import { type Dot, dotsOf, failureReasons, replicaWords } from '../../stage/dots';
import styles from './ReplicaDots.module.css';

const box = { x: 0.75, y: 0.75, width: 10.5, height: 10.5, rx: 3 };

const shapes: Record<Dot['state'], JSX.Element> = {
  ready: <rect {...box} className={styles.full} />,
  starting: (
    <>
      <rect {...box} className={styles.line} />
      <path d="M1.5 6h9v2.5a2 2 0 0 1-2 2h-5a2 2 0 0 1-2-2z" className={styles.full} />
    </>
  ),
  failing: (
    <>
      <rect {...box} className={styles.full} />
      <path d="M3.8 3.8l4.4 4.4M8.2 3.8l-4.4 4.4" className={styles.cross} />
    </>
  ),
  ending: (
    <>
      <rect {...box} className={styles.line} />
      <path d="M3.5 6h5" className={styles.line} />
    </>
  ),
  missing: <rect {...box} className={styles.line} strokeDasharray="2 1.6" />,
};

/** The replicas of a revision, one dot each; a dot has a shape of its own for every state, and its pod's words. */
export function ReplicaDots({ revision }: { revision: Revision }) {
  const { dots, more } = useMemo(() => dotsOf(revision), [revision]);
  const keys = useMemo(() => dots.filter(({ state }) => state !== 'missing').map(({ key }) => key), [dots]);
  const newcomers = useNewcomers(keys);
  const reasons = failureReasons(revision.pods);
  return (
    <div className={styles.replicas}>
      <ul className={styles.dots} aria-label={`Replicas: ${replicaWords(revision)}`}>
        {dots.map(dot => (
          <DotItem key={dot.key} dot={dot} isNew={newcomers.has(dot.key)} />
        ))}
      </ul>
      <span>
        {more > 0 && `and ${more} more · `}
        {replicaWords(revision)}
      </span>
      {reasons.length > 0 && (
        <ul className={styles.reasons}>
          {reasons.map(reason => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function DotItem({ dot: { state, words }, isNew }: { dot: Dot; isNew: boolean }) {
  return (
    <li className={styles.dot} title={words}>
      <svg
        viewBox="0 0 12 12"
        role="img"
        aria-label={words}
        className={styles.shape}
        data-state={state}
        data-new={isNew || undefined}
      >
        {shapes[state]}
      </svg>
    </li>
  );
}
