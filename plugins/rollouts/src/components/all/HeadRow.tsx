import { RiArrowDownLine, RiArrowUpLine } from '@remixicon/react';
import type { Sort, SortColumn } from '../../all/order';
import styles from './RolloutTable.module.css';

const columns: readonly { name: string; by?: SortColumn; hint?: string }[] = [
  { name: 'State', by: 'state', hint: 'worst first' },
  { name: 'Service', by: 'service' },
  { name: 'Where', by: 'place' },
  { name: 'Rollout', by: 'name' },
  { name: 'Live → next' },
  { name: 'Ready' },
  { name: 'Since', by: 'since', hint: 'oldest first' },
  { name: 'What is the matter' },
];

/** The heads of the columns; those that order the table are buttons. */
export function HeadRow({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
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

function ariaSort(sort: Sort, by: SortColumn) {
  if (sort.by !== by) {
    return 'none';
  }
  return sort.descending ? 'descending' : 'ascending';
}

function Direction({ sort, by }: { sort: Sort; by: SortColumn }) {
  if (sort.by !== by) {
    return null;
  }
  return sort.descending ? <RiArrowUpLine aria-hidden /> : <RiArrowDownLine aria-hidden />;
}
