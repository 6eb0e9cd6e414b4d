import { type Member, poolTitle } from '@greenroom/plugin-databases-common';
import { beliefsOf } from '../../database/beliefs';
import type { PoolBox } from '../../database/topology';
import { clipped } from './MemberNode';
import styles from './Topology.module.css';

/** One pgpool, and what it believes of each PostgreSQL beside what that is. */
export function PoolNodes({ box, members }: { box: PoolBox; members: readonly Member[] }) {
  const { pool, x, y, width, height } = box;
  const answers = pool.state === 'answers';
  return (
    <g
      className={styles.pool}
      style={{ transform: `translate(${x}px, ${y}px)` }}
      data-silent={!answers || undefined}
    >
      <title>{[poolTitle(pool.name), pool.state, pool.reason].filter(Boolean).join(': ')}</title>
      <rect width={width} height={height} rx={8} />
      <text className={styles.name} x={14} y={22}>
        {clipped(poolTitle(pool.name), 21)}
      </text>
      <text className={answers ? styles.second : styles.bad} x={14} y={37}>
        {answers ? 'believes' : `${pool.state}; believed`}
      </text>
      {beliefsOf(pool, members).map(({ node, name, words, wrong }, line) => (
        <text key={node} className={wrong ? styles.bad : styles.second} x={14} y={56 + line * 19}>
          <title>{`${name}: ${words}${wrong ? `, while it ${wrong}` : ''}`}</title>
          {clipped(`${wrong ? '▲ ' : ''}${name}: ${words}`, 27)}
        </text>
      ))}
    </g>
  );
}
