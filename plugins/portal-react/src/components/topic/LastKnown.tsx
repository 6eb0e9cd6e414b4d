import { type Source, worstFreshness } from '@greenroom/plugin-portal-common';
import { StaleContext, useStale } from './StaleContext';
import type { ReactNode } from 'react';
import styles from './LastKnown.module.css';

export interface LastKnownProps {
  sources: readonly Source[];
  /** Its sources may be live: they no longer know it. */
  isGone?: boolean;
  children: ReactNode;
}

/** What was read from sources that are not live now wears the colours of unknown, and its states are what they were. */
export function LastKnown({ sources, isGone = false, children }: LastKnownProps) {
  const stale = useStale();
  const old = isGone || worstFreshness(sources) !== 'live';
  return (
    <StaleContext.Provider value={stale || old}>
      <div className={old ? styles.old : undefined}>{children}</div>
    </StaleContext.Provider>
  );
}
