import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { useTicking } from '../hooks/useTicking';
import 'uplot/dist/uPlot.min.css';
import styles from './Chart.module.css';
import { ChartFoot } from './ChartFoot';
import { ChartHead } from './ChartHead';
import { useChartLink } from './ChartGroup';
import { ChartTable } from './ChartTable';
import { type ChartMark, describeChart } from './describe';
import { keyAct } from './keys';
import { type ChartLine, columnsOf } from './line';
import type { Measure } from './scale';
import { usePlot } from './usePlot';
import { useCursor } from './useAxis';
import { cursorWords } from './cursorWords';

export interface ChartProps {
  title: string;
  /** The same array as long as nothing in it changed, as are `marks`. */
  lines: readonly ChartLine[];
  marks: readonly ChartMark[];
  /** A value with its unit; the same function at each call. */
  words: (value: number) => string;
  /** Where the verdict changes. */
  threshold?: number;
  /** How much there is at most: the head says `212 of 1,000`. */
  whole?: number;
  /** Which of several lines the head tells: the first, or the highest. */
  headline?: 'first' | 'highest';
  /** What the values are, of which the marks of the axis are round. */
  measure?: Measure;
  /** Why there is nothing. */
  missing?: ReactNode;
  height?: number;
}

/**
 * Values over time. Within a `ChartGroup` all have one axis and one cursor. Gaps are gaps; what is old wears the colours of
 * unknown. The keyboard moves the cursor, and all values can be had as a table.
 */
export function Chart(props: ChartProps) {
  const { title, lines, missing } = props;
  const [isTable, setTable] = useState(false);
  const hasPoints = lines.some(({ values }) => values.some(value => value !== null));
  return (
    <figure className={styles.chart} aria-label={title}>
      <ChartHead {...props} isTable={isTable} onTable={hasPoints ? setTable : undefined} />
      {!hasPoints && <p className={styles.missing}>{missing ?? 'No data in this time.'}</p>}
      {hasPoints && (isTable ? <ChartTable {...props} /> : <Plot {...props} />)}
      {!isTable && <ChartFoot marks={props.marks} />}
    </figure>
  );
}

const HEIGHT_PX = 112;

function Plot(props: ChartProps) {
  const { lines, marks, threshold, words, measure = 'number', height = HEIGHT_PX } = props;
  const host = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => columnsOf(lines), [lines]);
  const plotted = useMemo(
    () => ({ columns, marks, threshold, words, measure }),
    [columns, marks, threshold, words, measure],
  );
  const { isDrawn } = usePlot(host, plotted, height);
  const { window } = useChartLink();
  const summary = useSummary(props);
  const cursor = useCursor();
  const onKeyDown = useKeys(columns[0]);
  return (
    <>
      <div
        ref={host}
        className={styles.plot}
        style={{ height }}
        role="slider"
        tabIndex={0}
        aria-label={`Time in ${props.title}`}
        aria-valuemin={Math.round(window.from)}
        aria-valuemax={Math.round(window.to)}
        aria-valuenow={Math.round(cursor ?? window.to)}
        aria-valuetext={cursor === undefined ? summary : cursorWords(props, cursor)}
        onKeyDown={onKeyDown}
        data-drawn={isDrawn || undefined}
      />
      <p className={isDrawn ? styles.hidden : styles.missing}>{summary}</p>
    </>
  );
}

const minuteOf = (now: Date) => Math.floor(now.getTime() / 60_000);

/** All points are gone through for it: only when they are others, and not for each second. */
function useSummary({ title, lines, marks, words, threshold }: ChartProps): string {
  const { window } = useChartLink();
  const minute = useTicking(minuteOf);
  return useMemo(
    () => describeChart({ title, lines, marks, words, threshold }, window, new Date(minute * 60_000)),
    [title, lines, marks, words, threshold, window, minute],
  );
}

function useKeys(times: readonly number[]) {
  const link = useChartLink();
  return (event: KeyboardEvent) => {
    const { axis, onWindow, onBack } = link;
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const { from, to } = axis.window;
    const shown = times.filter(time => time >= from && time <= to);
    const act = keyAct(event.key, { times: shown, cursor: axis.cursor, window: axis.window });
    if (act === undefined) {
      return;
    }
    event.preventDefault();
    if (act === 'back') {
      onBack?.();
    } else if ('show' in act) {
      onWindow(act.show);
    } else {
      axis.point(act.point);
    }
  };
}
