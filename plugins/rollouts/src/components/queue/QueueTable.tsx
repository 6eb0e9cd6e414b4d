import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { type HTMLAttributes, useMemo } from 'react';
import {
  choices,
  type KeyOf,
  type Settled,
  useRowHeight,
  useStableList,
  VirtualGrid,
  useNames,
} from '@greenroom/plugin-portal-react';
import { useRolloutLinks } from '../../hooks/useRolloutLinks';
import type { QueueEntry } from '../../queue/entries';
import { QueueRow } from './QueueRow';
import styles from './QueueTable.module.css';

/** Must agree with the style sheet. */
const ROW_PX = 56;
const NARROW_ROW_PX = 136;

const columns = [
  'Waits',
  'Service',
  'Where',
  'Live → next',
  'What it waits for',
  'Checks',
  'Votes',
  'Who may vote',
  'Do',
];

export interface QueueTableProps {
  settled: Settled<QueueEntry>;
  keyOf: KeyOf<QueueEntry>;
  /** Tells whether somebody is at the rows. */
  held: HTMLAttributes<HTMLElement>;
}

/** What waits as a grid. */
export function QueueTable({ settled, keyOf, held }: QueueTableProps) {
  const entityLink = useEntityRefLink();
  const { one } = useRolloutLinks();
  const { rows } = settled;
  const voters = useStableList(useMemo(() => choices(rows.flatMap(({ item }) => item.voters)), [rows]));
  const names = useNames(voters);
  return (
    <VirtualGrid
      label="Waiting rollouts"
      className={styles.table}
      settled={settled}
      keyOf={keyOf}
      rowHeight={useRowHeight(ROW_PX, NARROW_ROW_PX)}
      held={held}
      head={<Head />}
      renderRow={(entry, place) => (
        <QueueRow
          key={place.rowKey}
          {...place}
          entry={entry}
          names={names}
          entityLink={entityLink}
          rolloutLink={one}
        />
      )}
    />
  );
}

function Head() {
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        {columns.map(name => (
          <div key={name} role="columnheader" className={styles.column}>
            {name}
          </div>
        ))}
      </div>
    </div>
  );
}
