import { Panel, Reasons, VerdictMark } from '@greenroom/plugin-portal-react';
import type { Vault } from '@greenroom/plugin-vault-leases-common';
import styles from './Vault.module.css';

/** Every reason where there is more than the one at the head, and what may not be seen. */
export function UnseenPanel({ vault: { unseen, verdict } }: { vault: Vault }) {
  return (
    <>
      {verdict.reasons.length > 1 && (
        <div className={styles.above}>
          <Reasons verdict={verdict} />
        </div>
      )}
      {unseen.length > 0 && (
        <div className={styles.above}>
          <Panel title="What cannot be seen">
            <ul className={styles.lines}>
              {unseen.map(text => (
                <li key={text}>
                  <VerdictMark state="unknown">{text}</VerdictMark>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
      )}
    </>
  );
}
