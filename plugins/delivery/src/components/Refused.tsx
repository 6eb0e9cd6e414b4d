import { type Refusal, refusalOpening } from '@greenroom/plugin-portal-react';
import styles from './Refused.module.css';

/** Why something was not done: whose move it is, then the server's own words. */
export function Refused({ refusal }: { refusal: Refusal }) {
  return (
    <p className={styles.refused}>
      <strong>{refusalOpening(refusal)}</strong> {refusal.message}
    </p>
  );
}
