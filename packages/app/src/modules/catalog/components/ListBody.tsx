import type { Entity } from '@backstage/catalog-model';
import { Button } from '@backstage/ui';
import { FailedState, Loading } from '@greenroom/plugin-portal-react';
import type { ReactNode } from 'react';
import type { EntityList } from '../hooks/useEntityList';
import styles from './catalog.module.css';

export interface ListBodyProps {
  list: EntityList;
  /** What to say when there is nothing. */
  empty: ReactNode;
  children: (items: readonly Entity[]) => ReactNode;
}

/** A list in whichever form it is in: on its way, failed, empty, or there with more to come. */
export function ListBody({ list, empty, children }: ListBodyProps) {
  const { items, total, busy, failure, more } = list;
  return (
    <div className={styles.body} aria-busy={busy}>
      {failure !== undefined && (
        <FailedState title="The catalog did not answer">
          <p>{failure}</p>
          <p>{items ? 'What is shown is from before. ' : ''}Try again by reloading the page.</p>
        </FailedState>
      )}
      {!items && failure === undefined && <Loading lines={6} />}
      {items && items.length > 0 && children(items)}
      {items && items.length === 0 && !busy && failure === undefined && empty}
      {items && more && (
        <Button variant="secondary" isDisabled={busy} onClick={more}>
          Show more ({(total - items.length).toLocaleString('en-GB')} left)
        </Button>
      )}
    </div>
  );
}
