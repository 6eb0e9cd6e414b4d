import { ButtonLink, Link } from '@backstage/ui';
import { count, Duration, EmptyState, Loading, Panel, TopicBoundary } from '@greenroom/plugin-portal-react';
import { shownTag } from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import { summariseSources } from '../../all/summary';
import { useQueue } from '../../hooks/useQueue';
import { useRolloutLinks } from '../../hooks/useRolloutLinks';
import type { QueueEntry } from '../../queue/entries';
import { forMeWords } from '../../queue/forMe';
import { AroundThePortalRows } from './AroundThePortalRows';
import styles from './WaitingForYou.module.css';

/** What a home page has room for; the queue has all of them. */
const SHOWN = 20;

/** On Home: what went around the portal, then what this person may let go live or owns, each with the one thing to do about it. */
export function WaitingForYou() {
  const { view, entries } = useQueue();
  const missing = summariseSources(view.sources);
  const own = useMemo(() => entries.filter(entry => entry.forMe || entry.owned), [entries]);
  const others = entries.length - own.length;
  return (
    <Panel title="Waiting for you">
      <AroundThePortalRows />
      <TopicBoundary view={view} loading={<Loading>Loading what waits</Loading>} empty={<NothingWaits />}>
        {own.length === 0 && !missing && <NothingWaits />}
        {own.length > 0 && (
          <ul className={styles.list} aria-label="Waiting for you">
            {own.slice(0, SHOWN).map(entry => (
              <Waiting key={entry.key} entry={entry} />
            ))}
          </ul>
        )}
        {missing && (
          <p className={styles.more}>
            {own.length > 0 ? 'There may be more' : 'Something may wait'}: {missing}.
          </p>
        )}
        {own.length > SHOWN && <More n={own.length - SHOWN} />}
        {others > 0 && <Others n={others} />}
      </TopicBoundary>
    </Panel>
  );
}

function More({ n }: { n: number }) {
  const { queue } = useRolloutLinks();
  return (
    <p className={styles.more}>
      <Link href={queue()}>{count(n, 'more rollout')}</Link> {n === 1 ? 'waits' : 'wait'} for you or your
      groups.
    </p>
  );
}

function Others({ n }: { n: number }) {
  const { queue } = useRolloutLinks();
  return (
    <p className={styles.more}>
      <Link href={queue()}>{count(n, 'rollout')}</Link> {n === 1 ? 'waits' : 'wait'} for others.
    </p>
  );
}

function Waiting({ entry }: { entry: QueueEntry }) {
  const { one } = useRolloutLinks();
  const { item, forMe, stale } = entry;
  const { rollout, activeTag, previewTag, revision, sentence, waitingSince, request } = item;
  const preview = shownTag(previewTag ?? revision.slice(0, 6));
  const word = forMeWords[forMe ?? 'other'];
  return (
    <li className={styles.row}>
      <span className={styles.age} data-loud={request?.breakGlass ? true : undefined}>
        {waitingSince ? <Duration since={waitingSince} /> : 'now'}
      </span>
      <span className={styles.what}>
        <strong>{rollout.name}</strong> {activeTag && shownTag(activeTag)}
        {activeTag && ' → '}
        <strong>{preview}</strong>
        <span className={styles.place}>
          {' '}
          · {rollout.cluster} / {rollout.namespace} · {sentence}
          {troubles(entry)}
          {stale && ` · ${stale}`}
        </span>
      </span>
      <ButtonLink
        href={one(rollout)}
        variant="secondary"
        size="small"
        aria-label={`${word} ${word === 'Look' ? 'at ' : ''}${rollout.name} on ${rollout.cluster}`}
      >
        {word}
      </ButtonLink>
    </li>
  );
}

/** ` · 1 check blocks, 2 unknown`; nothing where all is well. */
function troubles({ item: { checks } }: QueueEntry): string {
  const said = [
    ['block', 'blocked by', 'check'],
    ['warn', '', 'warning'],
    ['unknown', '', 'unknown check'],
  ].flatMap(([outcome, before = '', word = '']) => {
    const n = checks.filter(check => check.outcome === outcome).length;
    return n > 0 ? [`${before} ${count(n, word)}`.trim()] : [];
  });
  return said.length > 0 ? ` · ${said.join(', ')}` : '';
}

function NothingWaits() {
  return (
    <EmptyState title="Nothing waits for you">
      What you may let go live, and previews of the services that you own, are shown here.
    </EmptyState>
  );
}
