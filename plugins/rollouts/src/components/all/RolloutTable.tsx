import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { rolloutKey, type RolloutRow } from '@greenroom/plugin-rollouts-common';
import { type HTMLAttributes } from 'react';
import { type Settled, useRowHeight, VirtualGrid } from '@greenroom/plugin-portal-react';
import type { Sort } from '../../all/order';
import { useRolloutLinks } from '../../hooks/useRolloutLinks';
import { HeadRow } from './HeadRow';
import { Row } from './Row';
import styles from './RolloutTable.module.css';

/** Must agree with the style sheet. */
const ROW_PX = 52;
const NARROW_ROW_PX = 112;

export interface RolloutTableProps {
  settled: Settled<RolloutRow>;
  sort: Sort;
  onSort: (sort: Sort) => void;
  /** Tells whether somebody is at the rows. */
  held: HTMLAttributes<HTMLElement>;
}

/** Rollouts as a grid. */
export function RolloutTable({ settled, sort, onSort, held }: RolloutTableProps) {
  const entityLink = useEntityRefLink();
  const { one } = useRolloutLinks();
  return (
    <VirtualGrid
      label="Rollouts"
      className={styles.table}
      settled={settled}
      keyOf={rolloutKey}
      rowHeight={useRowHeight(ROW_PX, NARROW_ROW_PX)}
      held={held}
      head={<HeadRow sort={sort} onSort={onSort} />}
      renderRow={(row, place) => (
        <Row key={place.slot} {...place} row={row} entityLink={entityLink} rolloutLink={one} />
      )}
    />
  );
}
