import type { Arrow } from '../../database/topology';
import { lagWords } from '../../words';
import styles from './Topology.module.css';

/** From who writes to who follows, with how far it is behind; or from a pgpool to what it takes for the primary. */
export function ArrowLine({ arrow }: { arrow: Arrow }) {
  const { from, to, kind, wrong, unknown, member } = arrow;
  const middle = (from.y + to.y) / 2;
  return (
    <g
      className={styles.arrow}
      data-kind={kind}
      data-wrong={wrong || undefined}
      data-unknown={unknown || undefined}
    >
      <path d={`M${from.x} ${from.y} C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${to.y - 5}`} />
      <path className={styles.tip} d={`M${to.x - 4} ${to.y - 6} h8 l-4 6z`} />
      {member?.lag !== undefined && <Lag arrow={arrow} />}
      {wrong && <path d={`M${(from.x + to.x) / 2 - 5} ${middle - 5} l10 10 m0 -10 l-10 10`} />}
    </g>
  );
}

/** On the side that the line does not come from. */
function Lag({ arrow: { from, to, member } }: { arrow: Arrow }) {
  const isLeft = from.x > to.x;
  return (
    <text
      className={styles.lag}
      x={to.x + (isLeft ? -8 : 8)}
      y={to.y - 10}
      textAnchor={isLeft ? 'end' : 'start'}
    >
      {`lag ${lagWords(member?.lag)}`}
      <title>{lagTitle(member)}</title>
    </text>
  );
}

/** Who says so, and how it is to be read. */
function lagTitle(member: Arrow['member']): string {
  const source = member?.lag === 'unknown' ? undefined : member?.lag?.source;
  return [source && `from ${source}`, member?.lagNote].filter(Boolean).join(': ');
}
