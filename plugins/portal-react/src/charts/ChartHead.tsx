import { ToggleButton } from '@backstage/ui';
import { ClockTime } from '../components/time/ClockTime';
import { useStale } from '../components/topic/StaleContext';
import type { ChartProps } from './Chart';
import styles from './Chart.module.css';
import { valueWords } from './cursorWords';
import { type ChartLine, lastKnownAt, lastValue, valueAt } from './line';
import { useCursor } from './useAxis';

/** What it is, how it is now or where somebody points, and which line is whose. */
export function ChartHead(props: ChartProps & { isTable: boolean; onTable?: (isTable: boolean) => void }) {
  const { title, lines, words, isTable, onTable } = props;
  return (
    <figcaption className={styles.head}>
      <span className={styles.title}>{title}</span>
      <Value {...props} />
      {onTable && (
        <ToggleButton
          className={styles.toggle}
          size="small"
          isSelected={isTable}
          onChange={onTable}
          aria-label={`${title} as a table`}
        >
          Table
        </ToggleButton>
      )}
      {lines.length > 1 && <Legend lines={lines} words={words} />}
    </figcaption>
  );
}

function Value({ lines, words, whole, headline = 'first' }: ChartProps) {
  const cursor = useCursor();
  const was = useStale();
  const known = lines.flatMap(line => told(line, cursor) ?? []);
  const value = headline === 'first' ? lines[0] && told(lines[0], cursor) : Math.max(...known);
  if (lines.length === 0) {
    return null;
  }
  const isKnown = value !== undefined && Number.isFinite(value);
  return (
    <span className={styles.value} data-was={was || undefined}>
      {isKnown && was && cursor === undefined && 'was '}
      {isKnown ? ofWhole(value, whole, words) : 'no data'}
      {!isKnown && cursor === undefined && (
        <Since at={lastKnownAt(headline === 'first' ? lines.slice(0, 1) : lines)} />
      )}
    </span>
  );
}

/** How old the newest value is where there is none now. */
function Since({ at }: { at: number | undefined }) {
  return (
    at !== undefined && (
      <>
        {' '}
        since <ClockTime at={new Date(at * 1000).toISOString()} />
      </>
    )
  );
}

function told(line: ChartLine, cursor: number | undefined): number | undefined {
  return cursor === undefined ? lastValue(line) : (valueAt(line, cursor) ?? undefined);
}

function ofWhole(value: number, whole: number | undefined, words: (value: number) => string): string {
  return whole === undefined ? words(value) : `${words(value)} of ${words(whole)}`;
}

function Legend({ lines, words }: Pick<ChartProps, 'lines' | 'words'>) {
  const cursor = useCursor();
  return (
    <ul className={styles.legend} aria-hidden="true">
      {lines.map((line, index) => (
        <li key={line.key} data-line={(index % 5) + 1}>
          <svg className={styles.sample} viewBox="0 0 18 4">
            <path d="M0 2h18" />
          </svg>
          {line.label} <span>{valueWords(told(line, cursor), words)}</span>
        </li>
      ))}
    </ul>
  );
}
