import type { Source } from '@greenroom/plugin-portal-common';
import { useCallback } from 'react';
import { useTicking } from '../../hooks/useTicking';
import { describeSource } from '../freshness/describeFreshness';
import { FailedState } from './FailedState';

/** There is nothing to show, but only because we could not look everywhere. */
export function SourcesFailed({ sources }: { sources: readonly Source[] }) {
  const missing = useTicking(
    useCallback(
      now =>
        sources
          .filter(source => source.freshness !== 'live')
          .map(source => describeSource(source, now))
          .join('; '),
      [sources],
    ),
  );
  return (
    <FailedState title="Nothing can be said yet">
      <p>Nothing was found, but not everything could be read: {missing}.</p>
    </FailedState>
  );
}
