import type { VerdictState } from '@greenroom/plugin-portal-common';
import type { JSX } from 'react';
import styles from './StateGlyph.module.css';

const shapes: Record<VerdictState, JSX.Element> = {
  healthy: <circle cx="6" cy="6" r="4.5" />,
  progressing: (
    <>
      <circle cx="6" cy="6" r="4.25" className={styles.outline} />
      <path d="M6 1.75a4.25 4.25 0 0 1 0 8.5z" />
    </>
  ),
  waiting: <path d="M2.75 1.5h2.25v9h-2.25zM7 1.5h2.25v9h-2.25z" />,
  degraded: <path d="M6 1.25 11.25 10.5H.75z" />,
  unknown: (
    <path
      className={styles.stroke}
      d="M3.6 4.1C3.6 2.7 4.6 1.8 6 1.8s2.4.9 2.4 2.1c0 1.7-2.4 1.9-2.4 3.6M6 9.6v.8"
    />
  ),
};

/** The shape of a state, in the colour of the text around it. Never alone: the word follows. */
export function StateGlyph({ state }: { state: VerdictState }) {
  return (
    <svg className={styles.glyph} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {shapes[state]}
    </svg>
  );
}
