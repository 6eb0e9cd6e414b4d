import type { Verdict } from '@greenroom/plugin-portal-common';
import { Panel, VerdictMark } from '@greenroom/plugin-portal-react';
import styles from './Reasons.module.css';

/** Why the verdict is what it is, most telling first. */
export function Reasons({ verdict }: { verdict: Verdict }) {
  return (
    <Panel
      title={
        <>
          Why <VerdictMark state={verdict.state} />
        </>
      }
    >
      {verdict.reasons.length === 0 ? (
        <p className={styles.none}>The cluster gives no reason.</p>
      ) : (
        <ul className={styles.reasons}>
          {verdict.reasons.map(({ text, ref }, index) => (
            <li key={`${index} ${text}`}>
              {text}
              {ref && <span className={styles.about}> {ref}</span>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
