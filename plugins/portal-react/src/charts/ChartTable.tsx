import { Button } from '@backstage/ui';
import { useMemo, useState } from 'react';
import { ClockTime } from '../components/time/ClockTime';
import { amount } from '../words';
import type { ChartProps } from './Chart';
import styles from './Chart.module.css';
import { useChartLink } from './ChartGroup';
import { valueWords } from './cursorWords';
import { columnsOf, type TimeWindow } from './line';

/** Rows at a time: what scrolled by itself could not be reached by keyboard. */
const SHOWN = 12;

/** All values of a chart in words, newest first. */
export function ChartTable({ title, lines, words }: ChartProps) {
  const { window } = useChartLink();
  const rows = useMemo(() => rowsOf(lines, window), [lines, window]);
  const [asked, setFirst] = useState(0);
  const first = Math.min(asked, Math.max(0, rows.length - 1));
  return (
    <div className={styles.table}>
      <table aria-label={`Values of ${title}`}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {lines.map(({ key, label }) => (
              <th key={key} scope="col">
                {label || title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(first, first + SHOWN).map(({ at, values }) => (
            <tr key={at}>
              <th scope="row">
                <ClockTime at={new Date(at * 1000)} />
              </th>
              {values.map((value, index) => (
                <td key={lines[index]?.key}>{valueWords(value, words)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.pages}>
        <span role="status">
          {first + 1}–{Math.min(rows.length, first + SHOWN)} of {amount(rows.length)}
        </span>
        <Button
          variant="tertiary"
          size="small"
          isDisabled={first === 0}
          onPress={() => setFirst(Math.max(0, first - SHOWN))}
        >
          Newer
        </Button>
        <Button
          variant="tertiary"
          size="small"
          isDisabled={first + SHOWN >= rows.length}
          onPress={() => setFirst(first + SHOWN)}
        >
          Older
        </Button>
      </div>
    </div>
  );
}

function rowsOf(lines: ChartProps['lines'], { from, to }: TimeWindow) {
  const [times, ...columns] = columnsOf(lines);
  return times
    .map((at, index) => ({ at, values: columns.map(column => column[index]) }))
    .filter(({ at }) => at >= from && at <= to)
    .reverse();
}
