import type { GridPlace, TableRow } from '@greenroom/plugin-portal-react';
import { memo } from 'react';
import type { HealthTableShape } from './HealthColumn';
import styles from './HealthTable.module.css';

export interface HealthRowProps<T> extends GridPlace {
  shape: HealthTableShape<T>;
  row: T;
  fate: TableRow<T>['fate'];
}

const fates = { here: undefined, left: 'no longer matches', gone: 'is gone' };

/** One row; within it Tab goes from link to link. Drawn again only when it is another one or stands elsewhere. */
export const HealthRow = memo(RowOfTable, (before, after) =>
  (['shape', 'row', 'fate', 'index', 'top', 'height', 'isCurrent', 'rowKey', 'onFocusRow'] as const).every(
    name => before[name] === after[name],
  ),
) as typeof RowOfTable;

function RowOfTable<T>(props: HealthRowProps<T>) {
  const { shape, row, rowKey, fate, index, top, height, isCurrent, onFocusRow } = props;
  const tabIndex = isCurrent ? 0 : -1;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-key={rowKey}
      data-fate={fate}
      className={`${styles.row} ${styles.columns}`}
      style={{ height, transform: `translateY(${top}px)` }}
      tabIndex={tabIndex}
      onFocus={() => onFocusRow(rowKey)}
    >
      {shape.columns.map(({ name, isName, cell }) => (
        <div key={name} role={isName ? 'rowheader' : 'gridcell'} className={styles.cell} data-label={name}>
          {cell(row, tabIndex)}
          {isName && fates[fate] && <span className={styles.second}>{fates[fate]}</span>}
        </div>
      ))}
    </div>
  );
}
