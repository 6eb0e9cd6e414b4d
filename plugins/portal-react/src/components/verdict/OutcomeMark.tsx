import type { Check, VerdictState } from '@greenroom/plugin-portal-common';
import type { ReactNode } from 'react';
import { StateGlyph } from './StateGlyph';
import styles from './Verdict.module.css';

const looks: Record<Check['outcome'], { state: VerdictState; glyph: VerdictState; word: string }> = {
  pass: { state: 'healthy', glyph: 'healthy', word: 'pass' },
  warn: { state: 'waiting', glyph: 'degraded', word: 'warning' },
  block: { state: 'degraded', glyph: 'degraded', word: 'blocks' },
  unknown: { state: 'unknown', glyph: 'unknown', word: 'unknown' },
};

/** The outcome of a check as glyph and word; `children` are words instead of the outcome's own. */
export function OutcomeMark({ outcome, children }: { outcome: Check['outcome']; children?: ReactNode }) {
  const { state, glyph, word } = looks[outcome];
  return (
    <span className={styles.mark} data-state={state}>
      <StateGlyph state={glyph} />
      <span>{children ?? word}</span>
    </span>
  );
}
