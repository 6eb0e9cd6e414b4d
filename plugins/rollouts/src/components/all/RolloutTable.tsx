import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type HTMLAttributes, useCallback, useMemo, useRef } from 'react';
import type { Sort } from '../../all/order';
import type { TableRow } from '../../all/settle';
import { useRolloutLinks } from '../../hooks/useRolloutLinks';
import { useRowFocus } from '../../hooks/useRowFocus';
import { useRowHeight } from '../../hooks/useRowHeight';
import { HeadRow } from './HeadRow';
import { Row } from './Row';
import styles from './RolloutTable.module.css';

export interface RolloutTableProps {
  rows: readonly TableRow[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  /** Tells whether somebody is at the rows. */
  held: HTMLAttributes<HTMLElement>;
}

/**
 * Rollouts as a grid of which only what is on the screen is drawn. Not a native table: its rows are placed one by one,
 * which takes a table's roles away; so they are written out, with the counts that the missing rows would give.
 */
export function RolloutTable({ rows, sort, onSort, held }: RolloutTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const height = useRowHeight();
  const entityLink = useEntityRefLink();
  const { one } = useRolloutLinks();
  const keys = useMemo(() => rows.map(({ key }) => key), [rows]);
  const focused = useRef(0);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: index => keys[index] ?? index,
    overscan: 8,
    rangeExtractor: useCallback((range: Range) => withRow(range, focused.current), []),
  });
  const { current, onKeyDown, onFocusRow } = useRowFocus({ body, keys, scrollTo: virtualizer.scrollToIndex });
  focused.current = current;
  return (
    <div className={styles.scroller} ref={scroller} {...held}>
      <div
        className={styles.table}
        role="grid"
        tabIndex={-1}
        aria-label="Rollouts"
        aria-rowcount={rows.length + 1}
        onKeyDown={onKeyDown}
      >
        <HeadRow sort={sort} onSort={onSort} />
        <div
          role="rowgroup"
          ref={body}
          className={styles.body}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const shown = rows[index];
            return (
              shown && (
                <Row
                  key={key}
                  index={index}
                  top={start}
                  height={height}
                  rowKey={shown.key}
                  row={shown.row}
                  fate={shown.fate}
                  isCurrent={index === current}
                  onFocusRow={onFocusRow}
                  entityLink={entityLink}
                  rolloutLink={one}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** The row that has the keyboard stays drawn wherever it is scrolled to, so that focus is never lost. */
function withRow(range: Range, index: number): number[] {
  const drawn = defaultRangeExtractor(range);
  return drawn.includes(index) || index >= range.count ? drawn : [...drawn, index].sort((a, b) => a - b);
}
