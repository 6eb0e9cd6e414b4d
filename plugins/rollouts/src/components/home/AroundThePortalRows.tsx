import { type LedgerEntry } from '@greenroom/plugin-portal-common';
import { ButtonLink } from '@backstage/ui';
import { count, RelativeTime, VerdictMark } from '@greenroom/plugin-portal-react';
import { parseRolloutKey } from '@greenroom/plugin-rollouts-common';
import { useNewsAroundThePortal } from '../../hooks/useNewsAroundThePortal';
import { useRolloutLinks } from '../../hooks/useRolloutLinks';
import { kindWords } from '../../ledger/entryWords';
import styles from './WaitingForYou.module.css';

/** More than these would push away what waits. */
const SHOWN = 3;

/** What went live around the portal within a day, and whether that is all that is known. */
export function AroundThePortalRows() {
  const { news, unread } = useNewsAroundThePortal();
  if (news.length === 0 && unread === undefined) {
    return null;
  }
  return (
    <div className={styles.around}>
      {news.length > 0 && <Rows news={news} />}
      {unread !== undefined && (
        <p className={styles.unread}>
          <VerdictMark state="unknown">
            {news.length > 0 ? 'More may have gone' : 'Something may have gone'} live without a request
          </VerdictMark>{' '}
          {unread}
        </p>
      )}
    </div>
  );
}

function Rows({ news }: { news: readonly LedgerEntry[] }) {
  return (
    <ul className={styles.list} aria-label="Live without a request">
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
