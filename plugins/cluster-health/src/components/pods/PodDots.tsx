import type { PodCounts, ReplicaCounts } from '@greenroom/plugin-cluster-health-common';
import { count } from '@greenroom/plugin-portal-react';
import { podCountWords } from '../../words';
import styles from './PodDots.module.css';

/** Beyond this many the dots would be a wall: the rest is said as a number. */
const MOST_DOTS = 10;

type Dot = 'ready' | 'starting' | 'pending' | 'failing' | 'missing';
const order: readonly Dot[] = ['ready', 'failing', 'starting', 'pending', 'missing'];

const box = { x: 0.75, y: 0.75, width: 10.5, height: 10.5, rx: 3 };

const shapes: Record<Dot, JSX.Element> = {
  ready: <rect {...box} className={styles.full} />,
  starting: (
    <>
      <rect {...box} className={styles.line} />
      <path d="M1.5 6h9v2.5a2 2 0 0 1-2 2h-5a2 2 0 0 1-2-2z" className={styles.full} />
    </>
  ),
  pending: <rect {...box} className={styles.line} strokeDasharray="2 1.6" />,
  failing: (
    <>
      <rect {...box} className={styles.full} />
      <path d="M3.8 3.8l4.4 4.4M8.2 3.8l-4.4 4.4" className={styles.cross} />
    </>
  ),
  missing: <rect {...box} className={styles.line} strokeDasharray="1 2" />,
};

export interface PodDotsProps {
  pods: PodCounts;
  replicas: ReplicaCounts;
  /** How they are now nobody knows. */
  isOld?: boolean;
}

/** The pods of a workload, a dot each with a shape for every state, and in words. */
export function PodDots({ pods, replicas, isOld = false }: PodDotsProps) {
  const dots = dotsOf(pods, replicas);
  const words = readyWords(pods, replicas);
  return (
    <span className={styles.pods} data-old={isOld || undefined} title={podCountWords(pods)}>
      <svg
        className={styles.dots}
        viewBox={`0 0 ${Math.max(1, dots.length) * 16 - 4} 12`}
        width={Math.max(1, dots.length) * 16 - 4}
        height={12}
        role="img"
        aria-label={`${isOld ? 'last known: ' : ''}${replicas.ready} of ${replicas.desired} ready: ${podCountWords(pods)}`}
      >
        {dots.map((dot, index) => (
          <g key={index} data-state={dot} className={styles.dot} transform={`translate(${index * 16} 0)`}>
            {shapes[dot]}
          </g>
        ))}
      </svg>
      <span aria-hidden="true">{words}</span>
    </span>
  );
}

/** `4/6`; with a preview beside what is live there are more pods than are wanted of one: `3/3 · 6 pods`. */
function readyWords(pods: PodCounts, { ready, desired }: ReplicaCounts): string {
  const there = thereOf(pods);
  return there > desired ? `${ready}/${desired} · ${count(there, 'pod')}` : `${ready}/${desired}`;
}

function thereOf({ ready, starting, pending, failing }: PodCounts): number {
  return ready + starting + pending + failing;
}

function dotsOf(pods: PodCounts, { desired }: ReplicaCounts): Dot[] {
  const counts: Record<Dot, number> = { ...pods, missing: Math.max(0, desired - thereOf(pods)) };
  const all = order.flatMap(state => Array.from({ length: Math.min(counts[state], MOST_DOTS) }, () => state));
  // What is wrong is never among those that have no room.
  return all.length <= MOST_DOTS
    ? all
    : [...all]
        .sort((a, b) => Number(a === 'ready') - Number(b === 'ready'))
        .slice(0, MOST_DOTS)
        .reverse();
}
