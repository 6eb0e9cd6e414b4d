import { useCallback } from 'react';
import { useTicking } from '../../hooks/useTicking';
import { formatDuration } from '../../time/format';

export type DurationProps = { ms: number } | { since: Date | string; until?: Date | string };

/** A length of time: `38 min`. With `since` alone it grows; with `until` in the future it is the whole span. */
export function Duration(props: DurationProps) {
  const ms = 'ms' in props ? props.ms : undefined;
  const since = 'since' in props ? new Date(props.since).getTime() : 0;
  const until = 'until' in props && props.until !== undefined ? new Date(props.until).getTime() : undefined;
  const text = useTicking(
    useCallback(now => formatDuration(ms ?? (until ?? now.getTime()) - since), [ms, since, until]),
  );
  return <span>{text}</span>;
}
