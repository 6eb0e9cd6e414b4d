import { parseEntityRef } from '@backstage/catalog-model';
import { VisuallyHidden } from '@backstage/ui';
import {
  Fate,
  type GridPlace,
  GridRow,
  Mono,
  RelativeTime,
  tabIndexOf,
  VerdictMark,
} from '@greenroom/plugin-portal-react';
import { type RolloutRef, type RolloutRow, shownTag } from '@greenroom/plugin-rollouts-common';
import { type KeyboardEvent, memo } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import styles from './RolloutTable.module.css';

export interface RowProps extends GridPlace {
  row: RolloutRow;
  entityLink: (entityRef: string) => string;
  rolloutLink: (rollout: RolloutRef) => string;
}

/** One rollout. Enter opens it; within the row Tab goes from link to link. */
export const Row = memo(function RowOfGrid(props: RowProps) {
  const { row, entityLink, rolloutLink, ...place } = props;
  const navigate = useNavigate();
  const tabIndex = tabIndexOf(place.isCurrent);
  const open = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.target === event.currentTarget) {
      navigate(rolloutLink(row));
    }
  };
  return (
    <GridRow {...place} className={styles.row} onKeyDown={open}>
      <div role="gridcell" className={styles.state}>
        <VerdictMark state={row.verdict.state} />
        <Fate fate={place.fate} />
      </div>
      <div role="gridcell" className={styles.service}>
        {row.entityRef ? (
          <Link to={entityLink(row.entityRef)} tabIndex={tabIndex} className={styles.link}>
            {parseEntityRef(row.entityRef).name}
          </Link>
        ) : (
          <span className={styles.none}>no service</span>
        )}
      </div>
      <div role="gridcell" className={styles.place}>
        {row.cluster}
        <span className={styles.second}>{row.namespace}</span>
      </div>
      <div role="rowheader" className={styles.name}>
        <Link to={rolloutLink(row)} tabIndex={tabIndex} className={styles.link}>
          {row.name}
        </Link>
        {row.strategy === 'canary' && <span className={styles.second}>canary</span>}
      </div>
      <div role="gridcell" className={styles.tags}>
        <Tags row={row} />
      </div>
      <div role="gridcell" className={styles.ready} data-short={row.ready < row.desired || undefined}>
        {row.ready}/{row.desired}
      </div>
      <div role="gridcell" className={styles.since}>
        {row.since ? <RelativeTime at={row.since} /> : '–'}
      </div>
      <div role="gridcell" className={styles.sentence} title={row.sentence}>
        <span className={styles.clamp}>{row.sentence}</span>
      </div>
    </GridRow>
  );
});

function Tags({ row }: { row: RolloutRow }) {
  const active = (row.activeTag && shownTag(row.activeTag)) ?? row.activeRevision?.slice(0, 6);
  const preview = (row.previewTag && shownTag(row.previewTag)) ?? row.previewRevision?.slice(0, 6);
  return (
    <>
      {active ? <Mono>{active}</Mono> : <span className={styles.none}>nothing live</span>}
      {preview && (
        <span className={styles.preview} data-waits={row.verdict.state === 'waiting' || undefined}>
          <span aria-hidden="true"> → </span>
          <VisuallyHidden> in the green room </VisuallyHidden>
          <Mono>{preview}</Mono>
        </span>
      )}
    </>
  );
}
