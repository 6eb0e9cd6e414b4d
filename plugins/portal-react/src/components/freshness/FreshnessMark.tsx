import { type Source, worstFreshness } from '@greenroom/plugin-portal-common';
import { useCallback } from 'react';
import { useTicking } from '../../hooks/useTicking';
import { useStale } from '../topic/StaleContext';
import { describeFreshness, describeSource } from './describeFreshness';
import { FreshnessGlyph } from './FreshnessGlyph';
import styles from './Freshness.module.css';

/** How far what stands beside it can be believed: `live`, `3 min old`, `unreachable since 10:42: connection refused`. */
export function FreshnessMark({ sources }: { sources: readonly Source[] }) {
  const worst = worstFreshness(sources);
  const text = useTicking(useCallback(now => describeFreshness(sources, now), [sources]));
  const all = useTicking(
    useCallback(now => sources.map(source => describeSource(source, now)).join('\n'), [sources]),
  );
  const was = useStale() && worst === 'live';
  const freshness = was ? 'stale' : worst;
  return (
    <span className={styles.mark} data-freshness={freshness} title={all}>
      <FreshnessGlyph freshness={freshness} />
      <span>
        {was && 'was '}
        {text}
      </span>
    </span>
  );
}
