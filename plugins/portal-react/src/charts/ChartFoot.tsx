import { useCallback } from 'react';
import { useTicking } from '../hooks/useTicking';
import styles from './Chart.module.css';
import { type ChartMark, clock } from './describe';
import type { TimeWindow } from './line';
import { useCursor, useWindow } from './useAxis';

/** The ends of the time axis, and between them the event that is nearest to where somebody points, or the newest. */
export function ChartFoot({ marks }: { marks: readonly ChartMark[] }) {
  const window = useWindow();
  const cursor = useCursor();
  const ends = useTicking(
    useCallback(now => `${clock(window.from, now)}\n${clock(window.to, now)}`, [window]),
  );
  const mark = markToTell(marks, window, cursor);
  const middle = useTicking(
    useCallback(
      now =>
        cursor === undefined ? ((mark && `${clock(mark.at, now)} ${mark.word}`) ?? '') : clock(cursor, now),
      [mark, cursor],
    ),
  );
  const others = marks.filter(({ at }) => at >= window.from && at <= window.to).length - 1;
  const [first, last] = ends.split('\n');
  return (
    <div className={styles.foot} aria-hidden="true">
      <span>{first}</span>
      <span
        className={styles.mark}
        data-kind={cursor === undefined ? mark?.kind : undefined}
        title={mark?.text}
      >
        {middle}
        {cursor === undefined && others > 0 && ` +${others}`}
        {cursor !== undefined && mark && isNear(mark, window, cursor) && ` ${mark.word}`}
      </span>
      <span>{last}</span>
    </div>
  );
}

const importance: readonly ChartMark['kind'][] = [
  'failover',
  'promotion',
  'failure',
  'maintenance',
  'backup',
  'other',
];

/** Near the cursor the nearest; else the newest of the most important kind in sight. */
function markToTell(
  marks: readonly ChartMark[],
  { from, to }: TimeWindow,
  cursor: number | undefined,
): ChartMark | undefined {
  const seen = marks.filter(({ at }) => at >= from && at <= to);
  const sorted =
    cursor === undefined
      ? seen.sort((a, b) => importance.indexOf(a.kind) - importance.indexOf(b.kind) || b.at - a.at)
      : seen.sort((a, b) => Math.abs(a.at - cursor) - Math.abs(b.at - cursor));
  return sorted[0];
}

/** Within a fiftieth of what is shown. */
function isNear({ at }: ChartMark, { from, to }: TimeWindow, cursor: number): boolean {
  return Math.abs(at - cursor) * 50 <= to - from;
}
