import { type GridColumn, GridHead } from '@greenroom/plugin-portal-react';
import type { Sort, SortColumn } from '../../all/order';
import styles from './RolloutTable.module.css';

const columns: readonly GridColumn<SortColumn>[] = [
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
  return <GridHead columns={columns} sort={sort} onSort={onSort} rowClassName={styles.headRow} />;
}
