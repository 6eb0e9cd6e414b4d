import type { Freshness } from '@greenroom/plugin-portal-common';
import type { JSX } from 'react';
import styles from './Freshness.module.css';

const shapes: Record<Freshness, JSX.Element> = {
  live: <circle cx="6" cy="6" r="3.5" fill="currentColor" />,
  stale: <circle cx="6" cy="6" r="4" strokeDasharray="2.5 2" />,
  unreachable: <path d="M2.5 2.5l7 7M9.5 2.5l-7 7" />,
  denied: (
    <>
      <circle cx="6" cy="6" r="4.5" />
      <path d="M3 9l6-6" />
    </>
  ),
  connecting: <path d="M6 1.75a4.25 4.25 0 1 1-4.25 4.25" />,
};

/** The shape of a freshness, in the colour of the text around it. Never alone: the words follow. */
export function FreshnessGlyph({ freshness }: { freshness: Freshness }) {
  return (
    <svg className={styles.glyph} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {shapes[freshness]}
    </svg>
  );
}
