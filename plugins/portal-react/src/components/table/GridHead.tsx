import { RiArrowDownLine, RiArrowUpLine } from '@remixicon/react';
import styles from './GridHead.module.css';

export interface GridSort<By extends string = string> {
  by: By;
  descending: boolean;
}

export interface GridColumn<By extends string = string> {
  name: string;
  /** Absent: nothing is ordered by it. */
  by?: By;
  /** What comes first, e.g. `worst first`. */
  hint?: string;
}

export interface GridHeadProps<By extends string> {
  columns: readonly GridColumn<By>[];
  sort: GridSort<By>;
  onSort: (sort: GridSort<By>) => void;
  /** Sets the columns, as it does for the rows. */
  rowClassName?: string;
}

/** The heads of a grid's columns; those that order it are buttons. */
export function GridHead<By extends string>({ columns, sort, onSort, rowClassName }: GridHeadProps<By>) {
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={`${styles.row} ${rowClassName ?? ''}`}>
        {columns.map(({ name, by, hint }) => (
          <div key={name} role="columnheader" className={styles.column} aria-sort={by && ariaSort(sort, by)}>
            {by ? (
              <button
                type="button"
                className={styles.sort}
                title={`Order by ${name.toLocaleLowerCase('en')}${hint ? `, ${hint}` : ''}`}
                onClick={() => onSort({ by, descending: sort.by === by && !sort.descending })}
              >
                {name}
                <Direction sort={sort} by={by} />
              </button>
            ) : (
              name
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

function ariaSort(sort: GridSort, by: string) {
  if (sort.by !== by) {
    return 'none';
  }
  return sort.descending ? 'descending' : 'ascending';
}

function Direction({ sort, by }: { sort: GridSort; by: string }) {
  if (sort.by !== by) {
    return null;
  }
  return sort.descending ? <RiArrowUpLine aria-hidden /> : <RiArrowDownLine aria-hidden />;
}
