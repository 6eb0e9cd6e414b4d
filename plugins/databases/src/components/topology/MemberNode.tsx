import type { Engine } from '@greenroom/plugin-databases-common';
import { useStale } from '@greenroom/plugin-portal-react';
import type { MemberBox } from '../../database/topology';
import { isReadable, memberRoleWords } from '../../database/topologyWords';
import { stateWorthSaying } from '../../words';
import styles from './Topology.module.css';

/** States in which a member is on its way to another role. */
const moving = /fail(ing)?[- ]?over|promot/i;

/** One member: its name and role, where it is, how it is. The one that writes is framed in colour and says so. */
export function MemberNode(props: { box: MemberBox; engine: Engine; isZoned: boolean }) {
  const { box, engine, isZoned } = props;
  const { member, x, y, width, height, writes } = box;
  const { id, zone, state, instanceClass, promotionTier, verdict } = member;
  const was = useStale();
  const tier = promotionTier === undefined || writes ? undefined : `tier ${promotionTier}`;
  return (
    <g
      className={styles.member}
      style={{ transform: `translate(${x}px, ${y}px)` }}
      data-writes={writes || undefined}
      data-state={was ? 'unknown' : verdict.state}
      data-unreadable={!isReadable(member, engine) || undefined}
      data-moving={moving.test(state) || undefined}
    >
      <title>
        {[id, memberRoleWords(member, engine), ...verdict.reasons.map(({ text }) => text)].join('\n')}
      </title>
      <rect width={width} height={height} rx={8} />
      <text className={styles.name} x={14} y={24}>
        {clipped(id, 21)}
      </text>
      <text className={writes ? styles.writer : styles.second} x={14} y={41}>
        {[memberRoleWords(member, engine), tier].filter(Boolean).join(', ')}
      </text>
      <text className={styles.second} x={14} y={56}>
        {clipped(
          [stateWorthSaying(state), isZoned ? undefined : zone, instanceClass?.replace(/^db\./, '')]
            .filter(Boolean)
            .join(' · '),
          26,
        )}
      </text>
    </g>
  );
}

/** What has room in a box; the whole of it is in the tooltip and the table. */
export function clipped(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
