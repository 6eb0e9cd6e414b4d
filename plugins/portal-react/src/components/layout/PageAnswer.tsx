import { Sentence } from '../text/Sentence';
import { Duration } from '../time/Duration';
import styles from './PageAnswer.module.css';

/** What a page answers in a sentence, and since when that is so where it matters. */
export function PageAnswer({ sentence, since }: { sentence: string; since?: string }) {
  return (
    <Sentence>
      <span role="status">{sentence}</span>
      {since && (
        <span className={styles.since}>
          {' For '}
          <Duration since={since} />.
        </span>
      )}
    </Sentence>
  );
}
