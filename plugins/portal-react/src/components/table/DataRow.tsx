import { memo } from 'react';
import type { DataTableShape } from './DataColumn';
import styles from './DataTable.module.css';
import { Fate, GridRow, tabIndexOf } from './GridRow';
import type { GridPlace } from './VirtualGrid';

export interface DataRowProps<T> extends GridPlace {
  shape: DataTableShape<T>;
  row: T;
}

/** One row; drawn again only when it is another one or stands elsewhere. */
export const DataRow = memo(RowOfTable, (before, after) =>
  (['shape', 'row', 'fate', 'index', 'top', 'height', 'isCurrent', 'rowKey', 'onFocusRow'] as const).every(
    name => before[name] === after[name],
  ),
) as typeof RowOfTable;

function RowOfTable<T>({ shape, row, ...place }: DataRowProps<T>) {
  const tabIndex = tabIndexOf(place.isCurrent);
  return (
    <GridRow {...place} className={styles.row}>
      {shape.columns.map(({ name, isName, cell }) => (
        <div key={name} role={isName ? 'rowheader' : 'gridcell'} className={styles.cell} data-label={name}>
          {cell(row, tabIndex)}
          {isName && <Fate fate={place.fate} />}
        </div>
      ))}
    </GridRow>
  );
}
