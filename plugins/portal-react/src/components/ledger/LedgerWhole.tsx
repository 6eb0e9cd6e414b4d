import type { LedgerCheck } from '@greenroom/plugin-portal-common';
import type { Answer } from '../../answers/useAnswer';
import { count } from '../../words';
import { Mono } from '../text/Mono';
import { VerdictMark } from '../verdict/VerdictMark';
import styles from './Ledger.module.css';

/** Whether a ledger is whole: the whole chain, not only what of it is shown. */
export function LedgerWhole({ check: { value, refusal } }: { check: Answer<LedgerCheck> }) {
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
