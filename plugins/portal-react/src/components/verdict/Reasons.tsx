import type { Verdict } from '@greenroom/plugin-portal-common';
import { Panel } from '../layout/Panel';
import styles from './Reasons.module.css';
import { VerdictMark } from './VerdictMark';

/** Why the verdict is what it is, most telling first; `none` is said of a verdict without any. */
export function Reasons({ verdict, none }: { verdict: Verdict; none?: string }) {
  return (
    <Panel
      title={
        <>
          Why <VerdictMark state={verdict.state} />
        </>
      }
    >
      {verdict.reasons.length === 0 ? (
        <p className={styles.none}>{none}</p>
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
