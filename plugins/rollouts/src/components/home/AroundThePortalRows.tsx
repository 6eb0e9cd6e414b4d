import { ButtonLink } from '@backstage/ui';
import { count, RelativeTime, VerdictMark } from '@greenroom/plugin-portal-react';
import { type LedgerEntry, parseRolloutKey } from '@greenroom/plugin-rollouts-common';
import { useNewsAroundThePortal } from '../../hooks/useNewsAroundThePortal';
import { useRolloutLinks } from '../../hooks/useRolloutLinks';
import { kindWords } from '../../ledger/entryWords';
import styles from './WaitingForYou.module.css';

/** More than these would push away what waits. */
const SHOWN = 3;

/** What went live around the portal within a day. Where the ledger cannot be read that is said on the rollout's own page. */
export function AroundThePortalRows() {
  const news = useNewsAroundThePortal();
  if (news.length === 0) {
    return null;
  }
  return (
    <ul className={styles.around} aria-label="Live without a request">
      {news.slice(0, SHOWN).map(entry => (
        <Row key={entry.seq} entry={entry} />
      ))}
      {news.length > SHOWN && (
        <li className={styles.more}>And {count(news.length - SHOWN, 'more', 'more')} within a day.</li>
      )}
    </ul>
  );
}

function Row({ entry }: { entry: LedgerEntry }) {
  const { one } = useRolloutLinks();
  const ref = parseRolloutKey(entry.subject);
  return (
    <li className={styles.row}>
      <span className={styles.age} data-loud>
        <RelativeTime at={entry.at} />
      </span>
      <span className={styles.what}>
        <VerdictMark state="degraded">{kindWords(entry)}</VerdictMark> <strong>{ref?.name}</strong>{' '}
        <span className={styles.place}>
          · {ref && `${ref.cluster} / ${ref.namespace} · `}
          {entry.text}
        </span>
      </span>
      {ref && (
        <ButtonLink
          href={`${one(ref)}?tab=ledger`}
          variant="secondary"
          size="small"
          aria-label={`Look at what went live on ${ref.name} on ${ref.cluster}`}
        >
          Look
        </ButtonLink>
      )}
    </li>
  );
}
