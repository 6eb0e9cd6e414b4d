import type { Housekeeping, Slot } from '@greenroom/plugin-databases-common';
import type { VerdictState } from '@greenroom/plugin-portal-common';
import {
  amount,
  bytesWords,
  count,
  Fact,
  Facts,
  RelativeTime,
  share,
  VerdictMark,
} from '@greenroom/plugin-portal-react';
import styles from './Database.module.css';

/** PostgreSQL stops taking writes when this many transactions are older than its oldest row. */
const WRAPAROUND = 2 ** 31;

/** What PostgreSQL keeps and clears away by itself, and whether it gets round to it. */
export function HousekeepingFacts({ housekeeping }: { housekeeping: Housekeeping }) {
  const { oldestTransactionAge: age, archiver, slots, sizes } = housekeeping;
  return (
    <Facts>
      {age !== undefined && (
        <Fact name="Oldest transaction">
          {amount(age)}
          <span className={styles.quiet}>{share(age, WRAPAROUND)} of the way to wraparound</span>
        </Fact>
      )}
      {archiver && (
        <Fact name="Archiver">
          <VerdictMark state={archiver.failing ? 'degraded' : 'healthy'}>
            {archiver.failing ? 'failing' : 'works'}
          </VerdictMark>
          {archiver.lastArchivedAt && (
            <span className={styles.quiet}>
              last <RelativeTime at={archiver.lastArchivedAt} />
            </span>
          )}
          {archiver.waitingFiles !== undefined && archiver.waitingFiles > 0 && (
            <span className={styles.quiet}>{count(archiver.waitingFiles, 'file')} waiting</span>
          )}
        </Fact>
      )}
      {slots.map(slot => (
        <Fact key={slot.name} name="Slot">
          <SlotWords slot={slot} />
        </Fact>
      ))}
      {sizes.slice(0, 8).map(({ database, bytes }) => (
        <Fact key={database} name="Size">
          {bytesWords(bytes)} <span className={styles.quiet}>{database}</span>
        </Fact>
      ))}
    </Facts>
  );
}

function SlotWords({ slot }: { slot: Slot }) {
  const { name, kind, retainedBytes } = slot;
  const { state, words } = slotLook(slot);
  return (
    <>
      {name}
      <VerdictMark state={state}>{words}</VerdictMark>
      <span className={styles.quiet}>
        {[kind, retainedBytes !== undefined && `keeps ${bytesWords(retainedBytes)}`]
          .filter(Boolean)
          .join(', ')}
      </span>
    </>
  );
}

function slotLook({ active, walStatus }: Slot): { state: VerdictState; words: string } {
  if (walStatus === 'lost' || walStatus === 'unreserved') {
    return { state: 'degraded', words: walStatus };
  }
  return active ? { state: 'healthy', words: 'active' } : { state: 'waiting', words: 'nobody reads it' };
}
