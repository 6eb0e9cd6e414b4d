import { count } from '../../words';
import styles from './Unreadable.module.css';

/** For rows that came and could not be read: the page is older or newer than the server. Nothing where there are none. */
export function Unreadable({ rows, noun = 'row' }: { rows: number; noun?: string }) {
  return rows === 0 ? null : (
    <p role="alert" className={styles.unreadable}>
      {count(rows, noun)} could not be read: this page and the server are of different versions. Reload the
      page.
    </p>
  );
}
