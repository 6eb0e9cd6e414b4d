import type { VerdictState } from '@greenroom/plugin-portal-common';
import { ClockTime, VerdictMark } from '@greenroom/plugin-portal-react';
import type { LeaseActRecord } from '@greenroom/plugin-vault-leases-common';
import styles from './Act.module.css';

const looks: Record<LeaseActRecord['state'], { state: VerdictState; words: string }> = {
  done: { state: 'healthy', words: 'done' },
  failed: { state: 'degraded', words: 'failed' },
  sending: { state: 'progressing', words: 'under way' },
  unknown: { state: 'unknown', words: 'not known' },
};

/** What became of an act: what was seen, not what Vault replied. */
export function Outcome({ record: { state, text, endsAt } }: { record: LeaseActRecord }) {
  const { state: look, words } = looks[state];
  return (
    <p className={styles.outcome}>
      <VerdictMark state={look}>{words}</VerdictMark>{' '}
      {endsAt ? (
        <>
          A look-up after it says that it ends at <ClockTime at={endsAt} />.
        </>
      ) : (
        `${text.replace(/\.$/, '')}.`
      )}
    </p>
  );
}
