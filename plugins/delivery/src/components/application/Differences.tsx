import type { Application } from '@greenroom/plugin-delivery-common';
import styles from './Differences.module.css';

/** Why it is not in sync, in words, and every object that differs. Nothing where it is in sync. */
export function Differences({ sync: { state, why, differs, differing } }: { sync: Application['sync'] }) {
  if (state === 'synced') {
    return null;
  }
  return (
    <div className={styles.differences} data-state={state}>
      <h3 className={styles.title}>
        {state === 'unknown' ? 'Why nobody can tell' : 'Why it is not in sync'}
      </h3>
      <ul className={styles.list}>
        {why.map(text => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {differing > 3 && (
        <details>
          <summary>{differing} objects differ</summary>
          <ul className={styles.list}>
            {differs.map(({ kind, namespace, name, prune }) => (
              <li key={`${kind}/${namespace}/${name}`}>
                {kind} {name}
                {prune && ', which git has no more'}
              </li>
            ))}
            {differing > differs.length && <li>and {differing - differs.length} more</li>}
          </ul>
        </details>
      )}
    </div>
  );
}
