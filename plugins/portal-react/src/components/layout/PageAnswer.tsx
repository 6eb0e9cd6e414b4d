import { Sentence } from '../text/Sentence';
import { Duration } from '../time/Duration';
import { RelativeTime } from '../time/RelativeTime';
import styles from './PageAnswer.module.css';

interface PageAnswerProps {
  sentence: string;
  since?: string;
  /** When it was seen, where that is not now. */
  seenAt?: string;
}

/** What a page answers in a sentence, since when that is so where it matters, and how old it is where it is old. */
export function PageAnswer({ sentence, since, seenAt }: PageAnswerProps) {
  return (
    <Sentence>
      <span role="status">{sentence}</span>
      {since && (
        <span className={styles.since}>
          {' For '}
          <Duration since={since} />.
        </span>
      )}
      {seenAt && (
        <span className={styles.since}>
          {' Seen '}
          <RelativeTime at={seenAt} />.
        </span>
      )}
    </Sentence>
  );
}
