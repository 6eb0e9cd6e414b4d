import type { VerdictState } from '@greenroom/plugin-portal-common';
import type { ReactNode } from 'react';
import { useStale } from '../topic/StaleContext';
import { StateGlyph } from './StateGlyph';
import styles from './Verdict.module.css';

export interface VerdictMarkProps {
  state: VerdictState;
  /** Words instead of the state's own, e.g. `at maximum`. */
  children?: ReactNode;
}

/** A state as glyph and word, in running text or a table cell. */
export function VerdictMark(props: VerdictMarkProps) {
  return <Verdict {...props} className={styles.mark} />;
}

/** A state as a pill, beside a title. */
export function VerdictPill(props: VerdictMarkProps) {
  return <Verdict {...props} className={`${styles.mark} ${styles.pill}`} />;
}

/** Where what is drawn is old, a verdict is only what it was. */
function Verdict({ state, children, className }: VerdictMarkProps & { className?: string }) {
  const was = useStale() && state !== 'unknown';
  return (
    <span className={className} data-state={was ? 'unknown' : state}>
      <StateGlyph state={was ? 'unknown' : state} />
      <span>
        {was && 'was '}
        {children ?? state}
      </span>
    </span>
  );
}
