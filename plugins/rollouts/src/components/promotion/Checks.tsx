import type { Check } from '@greenroom/plugin-portal-common';
import { count, OutcomeMark } from '@greenroom/plugin-portal-react';
import styles from './PromotionPanel.module.css';

const worstFirst: readonly Check['outcome'][] = ['block', 'unknown', 'warn', 'pass'];

/** What the features say about going live now, worst first. */
export function Checks({ checks }: { checks: readonly Check[] }) {
  const said = saidOnce(checks);
  return (
    <div className={styles.part}>
      <h3 className={styles.heading}>Readiness</h3>
      {said.length === 0 ? (
        <p className={styles.quiet}>
          No check has answered: there is nothing to promote, or nobody was asked yet.
        </p>
      ) : (
        <ul className={styles.list} aria-label="Readiness checks">
          {said.map(({ outcome, reason, ids, from }) => (
            <li key={ids.join()} className={styles.check} title={`${ids.join(', ')}, from ${from}`}>
              <OutcomeMark outcome={outcome} />
              <span className={styles.checkText}>
                {reason}
                {ids.length > 1 && ` (${count(ids.length, 'check')})`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type Said = Pick<Check, 'outcome' | 'reason' | 'from'> & { ids: string[] };

/** Of a source that somebody may not see there are several checks with the same words: they are said once. */
function saidOnce(checks: readonly Check[]): Said[] {
  const said = new Map<string, Said>();
  for (const { id, from, outcome, reason } of [...checks].sort(byOutcomeAndId)) {
    const key = JSON.stringify([from, outcome, reason]);
    const known = said.get(key) ?? { from, outcome, reason, ids: [] };
    known.ids.push(id);
    said.set(key, known);
  }
  return [...said.values()];
}

function byOutcomeAndId(a: Check, b: Check): number {
  return worstFirst.indexOf(a.outcome) - worstFirst.indexOf(b.outcome) || (a.id < b.id ? -1 : 1);
}
