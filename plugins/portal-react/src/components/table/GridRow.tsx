import type { KeyboardEvent, ReactNode } from 'react';
import type { RowFate } from '../../table/settle';
import styles from './GridRow.module.css';
import type { GridPlace } from './VirtualGrid';

export interface GridRowProps extends GridPlace {
  /** Sets the columns. */
  className?: string;
  onKeyDown?: (event: KeyboardEvent) => void;
  /** `gridcell`s and one `rowheader`. */
  children: ReactNode;
}

/** A row of a `VirtualGrid`, in its place. Within it Tab goes from link to link, where they take `tabIndexOf`. */
export function GridRow(props: GridRowProps) {
  const { rowKey, fate, index, top, height, isCurrent, onFocusRow, className, onKeyDown, children } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-key={rowKey}
      data-fate={fate}
      className={`${styles.row} ${className ?? ''}`}
      style={{ height, transform: `translateY(${top}px)` }}
      tabIndex={tabIndexOf(isCurrent)}
      onFocus={() => onFocusRow(rowKey)}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );
}

/** Of what can be pressed in a row: only the one row that the keyboard is in takes it. */
export function tabIndexOf(isCurrent: boolean): number {
  return isCurrent ? 0 : -1;
}

const fates = { here: undefined, left: 'no longer matches', gone: 'is gone' };

/** What became of a row that keeps its place because somebody points at the table. */
export function Fate({ fate }: { fate: RowFate }) {
  return fates[fate] ? <span className={styles.fate}>{fates[fate]}</span> : null;
}
