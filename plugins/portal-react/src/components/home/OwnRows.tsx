import type { VerdictState } from '@greenroom/plugin-portal-common';
import { Children, type ReactNode } from 'react';
import { VerdictMark } from '../verdict/VerdictMark';
import styles from './OwnRows.module.css';

/** What of one's own needs a look, on Home: how it is in a sentence, then a row each. Rows are `OwnRow`s. */
export function OwnRows(props: { sentence: string; label: string; children: ReactNode }) {
  const { sentence, label, children } = props;
  return (
    <>
      <p className={styles.sentence}>{sentence}</p>
      {Children.count(children) > 0 && (
        <ul className={styles.list} aria-label={label}>
          {children}
        </ul>
      )}
    </>
  );
}

export interface OwnRowProps {
  state: VerdictState;
  name: string;
  /** What there is to know of it. */
  about: ReactNode;
  /** The one thing to do. */
  action: ReactNode;
  /** What just happened to it, right after its name. */
  news?: ReactNode;
}

/** One thing of one's own. */
export function OwnRow({ state, name, about, action, news }: OwnRowProps) {
  return (
    <li className={styles.row}>
      <VerdictMark state={state} />
      <span className={styles.what}>
        <strong>{name}</strong>
        {news}
        <span className={styles.about}> · {about}</span>
      </span>
      {action}
    </li>
  );
}
