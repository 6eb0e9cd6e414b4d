import { ButtonLink } from '@backstage/ui';
import { Duration, EmptyState, Loading, Panel, TopicBoundary } from '@greenroom/plugin-portal-react';
import { rolloutKey } from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import { summariseSources } from '../../all/summary';
import { useAllRollouts } from '../../hooks/useAllRollouts';
import { useRolloutLinks } from '../../hooks/useRolloutLinks';
import { type WaitingRow, waitingRows } from '../../waiting';
import styles from './WaitingForSomebody.module.css';

/** On Home: the previews that wait for a person, the longest first, each with the one thing to do about it. */
export function WaitingForSomebody() {
  const { view, rows } = useAllRollouts();
  const waiting = useMemo(() => waitingRows(rows.values()), [rows]);
  const missing = summariseSources(view.sources);
  return (
    <Panel title="Waiting for somebody">
      <TopicBoundary view={view} loading={<Loading>Loading what waits</Loading>} empty={<NothingWaits />}>
        {waiting.length === 0 && !missing && <NothingWaits />}
        {waiting.length > 0 && (
          <ul className={styles.list}>
            {waiting.map(row => (
              <Waiting key={rolloutKey(row)} row={row} />
            ))}
          </ul>
        )}
        {missing && (
          <p className={styles.missing}>
            {waiting.length > 0 ? 'There may be more' : 'Something may wait'}: {missing}.
          </p>
        )}
      </TopicBoundary>
    </Panel>
  );
}

function Waiting({ row }: { row: WaitingRow }) {
  const { one } = useRolloutLinks();
  const { name, cluster, namespace, activeTag, previewTag, previewRevision, sentence, pauseStartedAt } = row;
  const preview = previewTag ?? previewRevision?.slice(0, 6);
  return (
    <li className={styles.row}>
      <span className={styles.age}>
        <Duration since={pauseStartedAt} />
      </span>
      <span className={styles.what}>
        <strong>{name}</strong> {activeTag}
        {preview && (
          <>
            {activeTag && ' → '}
            <strong>{preview}</strong>
          </>
        )}
        <span className={styles.place}>
          {' '}
          · {cluster} / {namespace} · {sentence}
        </span>
      </span>
      <ButtonLink
        href={one(row)}
        variant="secondary"
        size="small"
        aria-label={`Look at ${name} on ${cluster}`}
      >
        Look
      </ButtonLink>
    </li>
  );
}

function NothingWaits() {
  return (
    <EmptyState title="Nothing waits">A preview that needs a person to go live is shown here.</EmptyState>
  );
}
