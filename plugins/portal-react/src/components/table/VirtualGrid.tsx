import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type HTMLAttributes, type ReactNode, useCallback, useLayoutEffect, useRef } from 'react';
import { useRowFocus } from '../../hooks/useRowFocus';
import { useSlots } from '../../hooks/useSlots';
import type { KeyOf, RowFate, Settled } from '../../table/settle';
import styles from './VirtualGrid.module.css';

/** Where and how a row is drawn: spread on its `GridRow`. */
export interface GridPlace {
  rowKey: string;
  /** Of the element: that of a row which left is used again. A key for React, where a row keeps nothing of its own. */
  slot: number;
  fate: RowFate;
  index: number;
  /** Pixels from the top of all rows. */
  top: number;
  height: number;
  /** The one row that the keyboard is in, or would come into. */
  isCurrent: boolean;
  onFocusRow: (key: string) => void;
}

export interface VirtualGridProps<T> {
  label: string;
  settled: Pick<Settled<T>, 'rows' | 'fateOf'>;
  /** The same function at each call. */
  keyOf: KeyOf<T>;
  /** Of every row, in pixels; must agree with the style sheet of the rows. */
  rowHeight: number;
  head: ReactNode;
  renderRow: (row: T, place: GridPlace) => ReactNode;
  /** Tells whether somebody is at the rows. */
  held: HTMLAttributes<HTMLElement>;
  /** Sets the columns. */
  className?: string;
}

/** Rows drawn beyond the edge on each side: what a turn of the wheel shows before the next frame. */
const OVERSCAN = 6;

/**
 * A grid of which only what is on the screen is drawn. Not a native table: its rows are placed one by one, which takes
 * a table's roles away; so they are written out, with the counts that the missing rows would give.
 */
export function VirtualGrid<T>(props: VirtualGridProps<T>) {
  const { label, settled, keyOf, rowHeight, head, renderRow, held, className } = props;
  const { rows } = settled;
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const focused = useRef(0);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    // Not by key: places would be reckoned anew for all of tens of thousands of rows whenever one of them changed.
    overscan: OVERSCAN,
    // Drawn with what else the frame has to draw, not at once in the middle of a turn of the wheel.
    useFlushSync: false,
    rangeExtractor: useCallback((range: Range) => withRow(range, focused.current), []),
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const { current, onKeyDown, onFocusRow } = useRowFocus({
    body,
    rows,
    keyOf,
    scrollTo: virtualizer.scrollToIndex,
  });
  focused.current = current;
  const drawn = virtualizer.getVirtualItems().flatMap(({ index, start }) => {
    const row = rows[index];
    return row === undefined ? [] : [{ row, rowKey: keyOf(row), index, top: start }];
  });
  const currentRow = rows[current];
  const slots = useSlots(
    drawn.map(({ rowKey }) => rowKey),
    currentRow && keyOf(currentRow),
  );
  return (
    <div className={`${styles.scroller} ${className ?? ''}`} ref={scroller} {...held}>
      <div
        className={styles.grid}
        role="grid"
        tabIndex={-1}
        aria-label={label}
        aria-rowcount={rows.length + 1}
        onKeyDown={onKeyDown}
      >
        {head}
        <div
          role="rowgroup"
          ref={body}
          className={styles.body}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {drawn.map(({ row, rowKey, index, top }) =>
            renderRow(row, {
              rowKey,
              slot: slots.get(rowKey) ?? 0,
              fate: settled.fateOf(rowKey),
              index,
              top,
              height: rowHeight,
              isCurrent: index === current,
              onFocusRow,
            }),
          )}
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
