import { type Source, worstFreshness } from '@greenroom/plugin-portal-common';
import { StaleContext, useStale } from './StaleContext';
import type { ReactNode } from 'react';
import styles from './LastKnown.module.css';

/** What was read from sources that are not live now wears the colours of unknown, and its states are what they were. */
export function LastKnown({ sources, children }: { sources: readonly Source[]; children: ReactNode }) {
  const stale = useStale();
  const old = worstFreshness(sources) !== 'live';
  return (
    <StaleContext.Provider value={stale || old}>
      <div className={old ? styles.old : undefined}>{children}</div>
    </StaleContext.Provider>
  );
}
