import { Button } from '@backstage/ui';
import { type LedgerEntry, type Rollout, rolloutKey } from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import {
  AnswerFailed,
  ClockTime,
  count,
  EmptyState,
  Loading,
  Mono,
  RelativeTime,
  VerdictMark,
} from '@greenroom/plugin-portal-react';
import { useLedger, useLedgerCheck } from '../../hooks/useLedger';
import { useNames } from '../../hooks/useNames';
import { usePromotion } from '../../hooks/usePromotion';
import { kindWords, lookOf, reasonOf, recordedOf } from '../../ledger/entryWords';
import { nameOf, type Names } from '../../promotion/people';
import styles from './Ledger.module.css';

/** Who did what to this rollout, when, why, and what was seen; and whether the ledger is whole. */
export function Ledger({ rollout }: { rollout: Rollout }) {
  const { standing } = usePromotion(rollout);
  const { request, liveNotedAt } = standing ?? {};
  const news = `${request?.id} ${request?.state} ${request?.votes.length} ${liveNotedAt}`;
  const { value, refusal, again, showMore } = useLedger(rolloutKey(rollout), news);
  const people = useMemo(
    () => [...new Set((value?.entries ?? []).map(({ by }) => by).filter(by => by.includes(':')))],
    [value],
  );
  const names = useNames(people);
  if (refusal) {
    return <AnswerFailed title="The ledger could not be read" refusal={refusal} again={again} />;
  }
  if (!value) {
    return <Loading lines={5}>Loading the ledger</Loading>;
  }
  return (
    <>
      <Verification />
      {value.entries.length === 0 ? (
        <EmptyState title="Nothing is recorded">
          Nobody has acted on this rollout by the portal yet.
        </EmptyState>
      ) : (
        <ul className={styles.entries} aria-label="Ledger">
          {value.entries.map(entry => (
            <Entry key={entry.seq} entry={entry} names={names} />
          ))}
        </ul>
      )}
      {value.more && (
        <Button variant="tertiary" onPress={showMore}>
          Older entries
        </Button>
      )}
    </>
  );
}

/** The whole chain, not only of this rollout. */
function Verification() {
  const { value, refusal } = useLedgerCheck();
  if (refusal) {
    return (
      <p className={styles.check}>Whether the ledger is whole could not be checked: {refusal.message}</p>
    );
  }
  if (!value) {
    return <p className={styles.check}>Checking that the ledger is whole…</p>;
  }
  return (
    <p className={styles.check}>
      {value.valid ? (
        <>
          <VerdictMark state="healthy">whole</VerdictMark> {count(value.entries, 'entry', 'entries')}, each
          hanging on the one before
          {value.head && (
            <>
              ; head <Mono>{value.head.slice(0, 12)}</Mono>
            </>
          )}
        </>
      ) : (
        <>
          <VerdictMark state="degraded">broken</VerdictMark>
          {value.firstBroken !== undefined && ` at entry ${value.firstBroken}`}: somebody changed what was
          recorded. Tell the people who run the portal.
        </>
      )}
    </p>
  );
}

function Entry({ entry, names }: { entry: LedgerEntry; names: Names }) {
  const { at, by, text, seq, hash } = entry;
  const look = lookOf(entry);
  const reason = reasonOf(entry);
  const recorded = recordedOf(entry);
  return (
    <li className={styles.entry}>
      <span className={styles.when}>
        <RelativeTime at={at} />
        <span className={styles.by}>{nameOf(by, names)}</span>
      </span>
      <span className={styles.kind}>
        {look ? (
          <VerdictMark state={look}>{kindWords(entry)}</VerdictMark>
        ) : (
          <strong>{kindWords(entry)}</strong>
        )}
      </span>
      <div className={styles.text}>
        {text}
        {reason && !text.includes(reason) && <span className={styles.reason}>“{reason}”</span>}
        <details className={styles.more}>
          <summary>What was seen</summary>
          <dl>
            <div>
              <dt>Entry</dt>
              <dd>
                {seq}, <ClockTime at={at} />, <Mono>{hash.slice(0, 12)}</Mono>
              </dd>
            </div>
            {recorded.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <Mono>{value}</Mono>
                </dd>
              </div>
            ))}
          </dl>
        </details>
      </div>
    </li>
  );
}
