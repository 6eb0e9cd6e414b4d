import type { LedgerEntry, VerdictState } from '@greenroom/plugin-portal-common';
import { useMemo } from 'react';
import { useNames } from '../../hooks/useNames';
import { reasonOf, recordedOf } from '../../ledger/recorded';
import { nameOf, type Names } from '../../people/names';
import { Mono } from '../text/Mono';
import { ClockTime } from '../time/ClockTime';
import { RelativeTime } from '../time/RelativeTime';
import { VerdictMark } from '../verdict/VerdictMark';
import styles from './Ledger.module.css';

export interface LedgerListProps {
  entries: readonly LedgerEntry[];
  /** How an entry's kind looks; most are neither good nor bad. */
  lookOf: (entry: LedgerEntry) => VerdictState | undefined;
  /** What kind of entry it is. */
  kindWords: (entry: LedgerEntry) => string;
}

/** Who did what, when, why, and what was seen. */
export function LedgerList({ entries, ...words }: LedgerListProps) {
  const people = useMemo(
    () => [...new Set(entries.map(({ by }) => by).filter(by => by.includes(':')))],
    [entries],
  );
  const names = useNames(people);
  return (
    <ul className={styles.entries} aria-label="Ledger">
      {entries.map(entry => (
        <Entry key={entry.seq} entry={entry} names={names} {...words} />
      ))}
    </ul>
  );
}

function Entry({
  entry,
  names,
  lookOf,
  kindWords,
}: Omit<LedgerListProps, 'entries'> & { entry: LedgerEntry; names: Names }) {
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
