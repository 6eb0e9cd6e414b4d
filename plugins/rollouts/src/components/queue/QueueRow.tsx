import { parseEntityRef } from '@backstage/catalog-model';
import { VisuallyHidden } from '@backstage/ui';
import {
  Duration,
  type GridPlace,
  GridRow,
  Mono,
  tabIndexOf,
  type Names,
} from '@greenroom/plugin-portal-react';
import { type RolloutRef, shownTag, tally } from '@greenroom/plugin-rollouts-common';
import { type KeyboardEvent, memo } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { anyOf } from '../../promotion/people';
import type { QueueEntry } from '../../queue/entries';
import { forMeWords } from '../../queue/forMe';
import { CheckDots } from './CheckDots';
import styles from './QueueTable.module.css';

export interface QueueRowProps extends GridPlace {
  entry: QueueEntry;
  names: Names;
  entityLink: (entityRef: string) => string;
  rolloutLink: (rollout: RolloutRef) => string;
}

/** One thing that waits. Enter opens it; within the row Tab goes from one thing to the next. */
export const QueueRow = memo(function RowOfQueue(props: QueueRowProps) {
  const { entry, names, entityLink, rolloutLink, ...place } = props;
  const { item, forMe } = entry;
  const { rollout, entityRef, waitingSince, voters, checks } = item;
  const navigate = useNavigate();
  const tabIndex = tabIndexOf(place.isCurrent);
  const open = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.target === event.currentTarget) {
      navigate(rolloutLink(rollout));
    }
  };
  const word = forMeWords[forMe ?? 'other'];
  const who = anyOf(voters, names);
  return (
    <GridRow {...place} className={`${styles.row} ${forMe ? styles.mine : ''}`} onKeyDown={open}>
      <div role="gridcell" className={styles.age}>
        <span className={styles.pill} title={waitingSince}>
          {waitingSince ? <Duration since={waitingSince} /> : '–'}
        </span>
      </div>
      <div role="rowheader" className={styles.service}>
        {entityRef ? (
          <Link to={entityLink(entityRef)} tabIndex={tabIndex} className={styles.link}>
            {parseEntityRef(entityRef).name}
          </Link>
        ) : (
          <strong>{rollout.name}</strong>
        )}
        {entityRef && parseEntityRef(entityRef).name !== rollout.name && (
          <span className={styles.second}>{rollout.name}</span>
        )}
      </div>
      <div role="gridcell" className={styles.place}>
        {rollout.cluster}
        <span className={styles.second}>{entry.stale ?? rollout.namespace}</span>
      </div>
      <div role="gridcell" className={styles.tags}>
        <Tags entry={entry} />
      </div>
      <div role="gridcell" className={styles.sentence} title={item.sentence}>
        <span className={styles.clamp}>{place.fate === 'here' ? item.sentence : 'Waits no more.'}</span>
      </div>
      <div role="gridcell" className={styles.checks}>
        <CheckDots checks={checks} of={rollout.name} tabIndex={tabIndex} />
      </div>
      <div role="gridcell" className={styles.votes}>
        <VisuallyHidden>Votes </VisuallyHidden>
        <Votes entry={entry} />
      </div>
      <div role="gridcell" className={styles.voters} title={who}>
        <span className={styles.clamp}>{who}</span>
      </div>
      <div role="gridcell" className={styles.do}>
        <Link
          to={rolloutLink(rollout)}
          tabIndex={tabIndex}
          className={styles.button}
          aria-label={`${word} ${word === 'Look' ? 'at ' : ''}${rollout.name} on ${rollout.cluster}`}
        >
          {word}
        </Link>
      </div>
    </GridRow>
  );
});

/** Where there is a request its own votes count: only different people, and not those that four eyes leaves out. */
function Votes({ entry: { item } }: { entry: QueueEntry }) {
  const counted = item.request && tally(item.request);
  return (
    <>
      {counted?.approvals ?? item.votes.cast}/{counted?.needed ?? item.votes.needed}
    </>
  );
}

function Tags({ entry: { item } }: { entry: QueueEntry }) {
  return (
    <>
      {item.activeTag ? (
        <Mono>{shownTag(item.activeTag)}</Mono>
      ) : (
        <span className={styles.second}>nothing live</span>
      )}
      <span className={styles.preview}>
        <span aria-hidden="true"> → </span>
        <VisuallyHidden> in the green room </VisuallyHidden>
        <Mono>{shownTag(item.previewTag ?? item.revision.slice(0, 6))}</Mono>
      </span>
    </>
  );
}
