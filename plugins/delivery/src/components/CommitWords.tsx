import type { Commit } from '@greenroom/plugin-delivery-common';
import styles from './CommitWords.module.css';

/** What people know a commit by: what it is about, and who made it. Nothing where the git host did not tell. */
export function CommitWords({ commit: { title, author } }: { commit: Commit }) {
  return title || author ? (
    <span className={styles.words}>
      {title && <q className={styles.title}>{title}</q>}
      {author && ` by ${author}`}
    </span>
  ) : null;
}
