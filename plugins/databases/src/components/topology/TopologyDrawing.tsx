import type { Database, PoolView } from '@greenroom/plugin-databases-common';
import { useForScreen, useStale } from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { layTopology, MOST_COLUMNS, NARROW_COLUMNS } from '../../database/topology';
import { topologyWords } from '../../database/topologyWords';
import { ArrowLine } from './ArrowLine';
import { MemberNode } from './MemberNode';
import { PoolNodes } from './PoolNodes';
import styles from './Topology.module.css';

export interface TopologyDrawingProps {
  database: Pick<Database, 'members' | 'engine' | 'lastFailover'>;
  pools: readonly PoolView[];
}

/** The drawing; a screen reader is told the same in sentences. */
export function TopologyDrawing({ database, pools }: TopologyDrawingProps) {
  const { members, engine } = database;
  const was = useStale();
  const most = useForScreen(MOST_COLUMNS, NARROW_COLUMNS);
  const drawing = useMemo(() => layTopology({ members }, pools, most), [members, pools, most]);
  const { width, height } = drawing;
  if (members.length === 0) {
    return <p className={styles.none}>No member is known.</p>;
  }
  return (
    <div>
      <svg
        className={styles.drawing}
        viewBox={`0 0 ${width} ${height}`}
        style={{ maxWidth: width }}
        role="img"
        aria-label={`${was ? 'Last known: ' : ''}${topologyWords(database, pools)}`}
        data-was={was || undefined}
      >
        {drawing.zones.map(({ name, x }, at) => (
          <text key={at} className={styles.zone} x={x} y={drawing.members[0] ? zoneY(drawing) : 0}>
            {name}
          </text>
        ))}
        {drawing.arrows.map(arrow => (
          <ArrowLine key={arrow.key} arrow={arrow} />
        ))}
        {drawing.members.map(box => (
          <MemberNode key={box.member.id} box={box} engine={engine} isZoned={drawing.zones.length > 0} />
        ))}
        {drawing.pools.map(box => (
          <PoolNodes key={box.pool.name} box={box} members={members} />
        ))}
      </svg>
    </div>
  );
}

/** Above the uppermost member. */
function zoneY({ members }: { members: readonly { y: number }[] }): number {
  return Math.min(...members.map(({ y }) => y)) - 10;
}
