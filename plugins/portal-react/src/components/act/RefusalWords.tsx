import { type Refusal, refusalOpening } from '../../answers/refusal';
import styles from './RefusalWords.module.css';

export interface RefusalWordsProps {
  refusal: Refusal;
  /** The feature's own sentence before the server's words. */
  opening?: (refusal: Refusal) => string;
}

/** Why something was not done: whose move it is, then the server's own words. */
export function RefusalWords({ refusal, opening = refusalOpening }: RefusalWordsProps) {
  return (
    <p className={styles.refused}>
      <strong>{opening(refusal)}</strong> {refusal.message}
      {refusal.details && ` ${refusal.details}`}
    </p>
  );
}
